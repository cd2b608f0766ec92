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

/// What a report may show of a line: its credentials masked, one '*' for each character; one
/// character for each of the line, unprintable ones as U+FFFD, tabs as a space; at most
/// limits::kExcerptCharacters around `focus_byte`. Beside the given spans, everything is masked
/// that looks like a key id, or like a secret or token that no parser recognised. `line_text` is
/// without its line end. `line_hash` is left empty.
Excerpt make_excerpt(std::string_view line_text, std::span<const MaskSpan> credentials,
                     std::uint32_t focus_byte);

/// `text`, printable and with everything masked that looks like a credential: the last guard for
/// texts that should not hold any, such as messages.
std::string mask_unrecognised(std::string_view text);

}  // namespace credlint
