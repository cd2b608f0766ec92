// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// The primaryLocationLineHash ("hex:occurrence") of each wanted 1-based line, in rising order of
/// lines, as code scanning's upload action computes it from the file; empty for lines that the text
/// does not have. `text` is the file as it is on disk: a byte order mark counts, invalid UTF-8 is
/// replaced as decoders do. A hash depends on the 100 characters from the line's start, and on how
/// many lines above begin alike.
/// Source: https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
std::vector<std::string> line_hashes(std::string_view text,
                                     const std::set<std::uint32_t>& wanted_lines);

}  // namespace credlint
