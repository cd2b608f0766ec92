// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// Printable text as Markdown that shows it and nothing else: no emphasis, link, mention, table
/// cell or element begins in it.
std::string markdown_text(std::string_view text);

/// Printable text for the inside of an element.
std::string html_text(std::string_view text);

}  // namespace credlint
