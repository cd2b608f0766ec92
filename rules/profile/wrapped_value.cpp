// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/resolver/outcomes.h"
#include "rules/views/wrapped.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What SDKs make of the line that begins the value and of the piece below it.
resolver::Outcomes outcomes_of(const RuleContext& context, const WrappedValue& wrapped) {
  const auto& lines = context.view<resolver::WrittenLines>();
  resolver::FileLines question{.lines = {"[default]", "aws_session_token = piece"}};
  if (wrapped.value != nullptr) {
    question.file = wrapped.value->file_kind;
    question.lines[1] = std::string(lines.at(wrapped.value->key_at));
  }
  question.lines.emplace_back(lines.at(wrapped.piece));
  return resolver::read_by_all(
      context.view<resolver::AllSdks>(), question, [](const resolver::SharedReading& reading) {
        if (reading.fault) return "refuse the whole file";
        const resolver::Section* section = reading.find(SectionKind::Profile, "default");
        if (section == nullptr || section->settings.empty()) return "lose the value";
        const std::string_view value = section->settings.front().value.reveal();
        return value.find('\n') == std::string_view::npos
                   ? "read the first line only"
                   : "join both lines with a line break, which no HTTP header may hold";
      });
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const WrappedValue& wrapped : context.view<wrapped_values>()) {
    const std::string_view key =
        wrapped.value != nullptr ? std::string_view(wrapped.value->key) : "the value";
    Finding& finding = sink.report(wrapped.piece, wrapped.scope,
                                   fmt::format("{} goes on in the next line. {}", key,
                                               outcomes_of(context, wrapped).sentence()),
                                   "write the whole value on one line, without spaces");
    if (wrapped.value != nullptr) {
      finding.related.push_back({wrapped.value->at, "the value begins here"});
    }
  }
}

}  // namespace

RuleDefinition wrapped_value() {
  return {.info = {.summary = "A key or token of a shared file is wrapped over several lines",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
