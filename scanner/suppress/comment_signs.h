// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/catalog.h"

namespace credlint {

/// How comments are written in a kind of file, from rulesets/data/comment_signs.toml.
struct CommentSigns {
  std::string_view open;      ///< "#", "<!--"
  std::string_view close;     ///< "-->"; empty: the end of the line
  std::string_view why_none;  ///< not empty: there are no comments, in words
  bool behind = false;        ///< may stand at the end of a line of code
  bool joined = false;        ///< a comment line may stand within a continued line
  // Where comments are none.
  bool yaml = false;
  bool markdown = false;
  bool markup = false;
  bool heredocs = false;
  /// What begins and ends a text over several lines.
  std::vector<std::pair<std::string_view, std::string_view>> strings;
};

/// The signs for a file by its name, else by its format or language.
CommentSigns comment_signs_of(const Catalog& catalog, std::string_view path,
                              std::string_view format);

}  // namespace credlint
