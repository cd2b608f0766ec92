// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string_view>

#include "scanner/core/fact_store.h"

namespace credlint {

/// Shared files with the markers of an unfinished merge: what is doubled in them is the merge's
/// doing.
std::set<FileId> files_with_merge_markers(const FactStore& facts);

/// Shared files in which JSON stands, as AWS prints it, and the line of its first brace.
std::map<FileId, std::uint32_t> pasted_json(const FactStore& facts);
/// Whether a line of such a file is a piece of the JSON.
bool is_json_line(std::string_view line);
/// What to do about it.
inline constexpr std::string_view kJsonHelp =
    "write its values as lines below a header such as [default]: aws_access_key_id = ..., "
    "aws_secret_access_key = ... and, where there is a token, aws_session_token = ...";

}  // namespace credlint
