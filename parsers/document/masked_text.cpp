// SPDX-License-Identifier: MIT
#include "parsers/document/masked_text.h"

#include <algorithm>
#include <string_view>

#include "scanner/core/random_text.h"

namespace credlint {

void mask_text(Span place, FactWriter& writer) {
  const std::string_view text = writer.source().slice(place);
  if (std::any_of(text.begin(), text.end(), is_base64_letter)) writer.note_masked(place);
}

void mask_pieces(Span place, FactWriter& writer) {
  const std::string_view text = writer.source().slice(place);
  for_each_run(text, kShortestSecretPiece, is_base64_letter,
               [&](std::size_t begin, std::size_t end) {
                 if (!may_be_secret_piece(text.substr(begin, end - begin))) return;
                 writer.note_masked({place.begin + static_cast<std::uint32_t>(begin),
                                     place.begin + static_cast<std::uint32_t>(end)});
               });
}

}  // namespace credlint
