// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/unicode.h"

namespace credlint::rules {
namespace {

/// Deletes the characters where they have no width or stand at an end; within, a no-break space may
/// have been a blank.
std::optional<Fix> without_invisible(const ReadValue& read) {
  constexpr std::string_view kNoBreakSpace = "\u00a0";
  std::vector<PieceFix> pieces;
  const std::string_view value = read.value;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t length = decode_utf8(value, i).length;
    const std::string_view character = value.substr(i, length);
    if (has_invisible_character(character)) {
      const bool end = i == 0 || i + length == value.size();
      if (character == kNoBreakSpace && !end) return std::nullopt;
      pieces.push_back({i, length, {}});
    }
    i += length;
  }
  return fix_pieces(read.fact->at, value, pieces, "delete the characters that cannot be seen");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ReadValue& read : context.view<read_values>()) {
    if (!has_invisible_character(read.value)) continue;
    Finding& finding =
        sink.report(*read.fact,
                    fmt::format("Value holds {}, which cannot be seen, most likely copied from a "
                                "web page or chat. No SDK removes zero-width characters; of the "
                                "no-break space, boto3 and the SDK for JavaScript get rid at the "
                                "ends of a line in a shared file, the others keep it.",
                                invisible_characters_in(read.value)),
                    "delete the value and type or paste it again as plain text");
    finding.confidence = read.confidence;
    finding.error = error_of_damaged(read.meaning);
    finding.fix = without_invisible(read);
  }
}

}  // namespace

RuleDefinition value_invisible_char() {
  return {.info = {.summary = "A value with a character that cannot be seen",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
