// SPDX-License-Identifier: MIT
// Which files the functions of a deployment are made of, where their definitions say it of all.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

class FunctionSources {
 public:
  explicit FunctionSources(const RuleContext& context);

  /// True when the role is that of functions whose definitions say what each is made of, and the
  /// file is in none of it: it runs elsewhere.
  [[nodiscard]] bool leave_out(const PatternMatch& role, std::string_view path) const;

 private:
  struct Definition {
    std::size_t functions = 0;
    std::size_t told = 0;              ///< functions that say which files they are made of
    std::vector<std::string> sources;  ///< files and folders
  };
  void note_role(const PatternMatch& match);
  void note_source(const PatternMatch& match);
  void note_archive(const PatternMatch& match);
  void note_use(const PatternMatch& match);
  /// Of Terraform the folder, whose files are one module; of a template the file.
  [[nodiscard]] std::string_view place_of(const PatternMatch& match) const;

  const RuleContext& context_;
  std::map<std::string_view, Definition> definitions_;  ///< by place
  std::map<std::string, std::string> archives_;         ///< by place and name
};

}  // namespace credlint
