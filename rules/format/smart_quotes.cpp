// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/views/judged_parts.h"
#include "rules/views/shown_text.h"

namespace credlint::rules {
namespace {

/// They stand at the ends of the value, or around what was taken for it.
std::optional<Fix> without_smart_quotes(const FactStore& facts, const ReadValue& read) {
  constexpr std::string_view kTitle = "remove the typographic quotes";
  const Location& at = read.fact->at;
  if (read.quoting != Quoting::Smart)
    return cut_ends(at, read.value, smart_quote_before(read.value), smart_quote_behind(read.value),
                    kTitle);
  const std::optional<Edit> before = shown_character_before(facts, at);
  const std::optional<Edit> behind = shown_character_behind(facts, at);
  if (!before || !behind || !has_smart_quote(before->before) || !has_smart_quote(behind->before))
    return std::nullopt;
  return Fix{.title = std::string(kTitle),
             .safety = FixSafety::Safe,
             .edits = {*before, *behind},
             .whole = FileFix::None};
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ReadValue& read : context.view<read_values>()) {
    if (read.quoting != Quoting::Smart && !has_smart_quote(read.value)) continue;
    Finding& finding = sink.report(*read.fact,
                                   "Value stands in typographic quotation marks. No SDK, shell or "
                                   "env file reader takes them for "
                                   "quotes, so they become part of the value and AWS refuses it.",
                                   "remove the typographic quotes");
    finding.confidence = read.confidence;
    finding.error = error_of_damaged(read.meaning);
    finding.fix = without_smart_quotes(context.facts, read);
  }
}

}  // namespace

RuleDefinition smart_quotes() {
  return {.info = {.summary = "Typographic quotation marks around a value",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"value-invisible-char"}}},
          .check = check};
}

}  // namespace credlint::rules
