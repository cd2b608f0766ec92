// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/source_file.h"
#include "scanner/suppress/comment_signs.h"

namespace credlint {

/// What speaks against comments beside a line. Both are empty where nothing does.
struct LineState {
  std::string_view at_start;  ///< a comment line above would be none
  std::string_view at_end;    ///< a comment behind it would be none
};

/// The state of each line: element 0 is line 1. Told from the text alone, and on the safe side.
std::vector<LineState> line_states(const SourceFile& source, const CommentSigns& signs,
                                   const Catalog& catalog);

}  // namespace credlint
