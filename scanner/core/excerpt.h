// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "scanner/core/file_record.h"
#include "scanner/core/location.h"

namespace credlint {

/// A credential in a line, in bytes from the line's start; it may reach beyond the line.
struct MaskSpan {
  Span span;
  /// An access key id: its first and last four characters stay, if it looks like one.
  bool key_id = false;
};

/// Whether the file of a line holds credentials: pieces of them may then stand in any of its lines.
enum class Surroundings : std::uint8_t { Usual, Credentials };

/// What a report may show of a line: its credentials masked, one '*' for each character but for
/// blanks and line ends at their ends; one character for each of the line, unprintable ones as
/// U+FFFD, tabs as a space; at most limits::kExcerptCharacters around `focus_byte`. Beside the
/// given spans, everything is masked that looks like a key id, or like a secret or token that no
/// parser recognised; among credentials also what looks like half of one. `line_text` is without
/// its line end. `line_hash` is left empty.
Excerpt make_excerpt(std::string_view line_text, std::span<const MaskSpan> credentials,
                     std::uint32_t focus_byte, Surroundings surroundings = Surroundings::Usual);

/// `text`, printable and with everything masked that looks like a credential: the last guard for
/// texts that should not hold any, such as messages.
std::string mask_unrecognised(std::string_view text);

/// The same, fit for a terminal: `printable` first.
std::string shown_safely(std::string_view text);

/// `path` as a report may show it: names in it that hold a key id or look like a secret are masked,
/// everything else, unprintable bytes included, is left alone. A path that was masked cannot be
/// opened any more; what it says is worth less than what it would give away.
std::string mask_path(std::string_view path);

}  // namespace credlint
