// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "rules/resolver/shared_reader.h"
#include "scanner/core/fact_store.h"

namespace credlint::resolver {

/// The lines of all shared files of a run, by file. Refers to the FactStore.
class SharedLines {
 public:
  explicit SharedLines(const FactStore& facts);

  /// The file of that path as it can be read; no lines when it was not read.
  [[nodiscard]] SharedSource of(std::string_view path) const;
  /// True when the file was read.
  [[nodiscard]] bool has(std::string_view path) const;

 private:
  struct File {
    std::vector<const SharedLine*> lines;
    bool has_bom = false;
  };
  std::map<std::string_view, File> files_;
};

}  // namespace credlint::resolver
