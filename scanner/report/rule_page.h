// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint {

/// The first paragraph of a rule's page as one line of plain text, at most `limit` characters.
std::string page_introduction(std::string_view page, std::size_t limit);

/// The page with unprintable characters but line ends replaced.
std::string page_text(std::string_view page);

}  // namespace credlint
