// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint {

/// The first paragraph of a rule's page as one line of plain text, at most `limit` characters.
std::string page_introduction(std::string_view page, std::size_t limit);

/// The page, printable but for its line ends, with the keys of its examples masked: other scanners
/// read reports too.
std::string page_text(std::string_view page);

}  // namespace credlint
