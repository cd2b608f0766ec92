// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

/// Whether the path is that of a shared file: "~/.aws/config".
bool is_shared_file(std::string_view path, const Catalog& catalog);

/// Adds what a script writes into a shared file: the profiles, regions and credentials of `text`,
/// and headers that are no profile's. `path` is that of the written file; files that are not shared
/// ones are passed over. What stands around a section's settings (quotes, order, doubles) is not
/// told: the script may write the rest of the file elsewhere.
void read_written_file(std::string_view path, const MappedText& text, const ParseInput& input,
                       FactWriter& writer);

}  // namespace credlint
