// SPDX-License-Identifier: MIT
// Values that stand in a file in another form than they mean: with escapes, in pieces, in base64.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parsers/document/mapped_text.h"

namespace credlint {

/// Without one layer of escapes: \xHH, \u00HH and "\/" of strings, &#NN; and &#xHH; of HTML, %HH of
/// URLs. What is no escape, or stands for a character outside ASCII, stays as it is.
std::string unescaped(std::string_view text);

/// The pieces of a value that is written in several strings ("ab" + "cd") or over several lines
/// (ab\⏎cd): its base64 characters without what stands between them.
std::string joined_pieces(std::string_view text);

/// The longest run of base64 characters, of either alphabet, around bytes [begin, end) of the text;
/// cut to 64 kB on each side.
Span base64_run(std::string_view text, Span core);

/// What the run decodes to when its first `skipped` characters are left out, each byte with the
/// characters that it stands in. Decoding stops at the first character that does not belong.
MappedText decoded_run(std::string_view text, Span run, std::size_t skipped);

}  // namespace credlint
