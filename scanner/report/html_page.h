// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// Text as HTML shows it, also within quotes: printable, nothing in it is markup.
std::string html_safe(std::string_view text);

/// A whole page with the style that all pages share. It may load nothing: its policy forbids every
/// address, and of scripts all but the one that is given.
std::string html_page(std::string_view title, std::string_view body, std::string_view script);
/// What such a page begins and ends with, where its body is too long to be copied.
std::string html_begin(std::string_view title, std::string_view script);
std::string html_end(std::string_view script);

}  // namespace credlint
