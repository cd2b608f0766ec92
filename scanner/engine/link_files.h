// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"

namespace credlint {

/// Says that link_files() returned false.
inline constexpr std::string_view kNotLinked =
    "values were not followed from file to file: too many names that stand for each other";

/// Gives values that stand in other files to those that use them: imported names, what functions of
/// other files return, what other files hand to parameters. What is not certain (two files that say
/// different things, a file that was not read) stays unknown. `facts` are those of all files; their
/// order does not matter. A value that reaches a client gets its own fact where it stands. False,
/// and no value is found, where files use more of each other's names than can be looked at.
bool link_files(const Catalog& catalog, const std::vector<FileRecord>& records, FileFacts& facts);

}  // namespace credlint
