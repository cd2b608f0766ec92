// SPDX-License-Identifier: MIT
// Logs and messages made comparable: what terminals, loggers and shells do to a text is taken away.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// A text without white space, colours, backslashes and frames at the beginning of lines, in lower
/// case, with one kind of quotes. So a text is found again wherever its lines were wrapped, even
/// within words.
struct SqueezedText {
  std::string text;
  /// For each byte of `text`: whether a word could begin there.
  std::vector<bool> begins_word;
  /// For each byte of `text`: where it stood before.
  std::vector<std::size_t> origins;
};

SqueezedText squeeze(std::string_view text);

/// Brings the deepest cause to the end. It stands there in Java, Go, Rust and JavaScript; Python
/// writes it first, before "During handling of the above exception" and its like.
std::string deepest_last(std::string_view log);

}  // namespace credlint
