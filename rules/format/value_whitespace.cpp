// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_file_readers.h"
#include "rules/views/judged_parts.h"
#include "rules/views/shown_text.h"

namespace credlint::rules {
namespace {

bool is_meant_for_aws(const JudgedPart& judged) {
  switch (judged.part->part) {
    case PartKind::KeyId:
      return is_key_id_attempt(judged.value);
    case PartKind::Secret:
      return is_secret_attempt(judged.value);
    case PartKind::Token:
      return starts_like_session_token(judged.value);
    case PartKind::Expiry:
      return false;
  }
  return false;
}

std::string_view kind_of(char c) {
  if (c == '\n') return "a line feed";
  if (c == '\r') return "a carriage return";
  return c == '\t' ? "a tab" : "a blank";
}

/// Line ends that code writes as escapes ("\\n") take two characters each.
std::optional<Fix> trimmed(const JudgedPart& judged) {
  constexpr std::string_view kTitle = "remove the white space";
  const std::string_view whole = judged.part->value.reveal();
  const Location& at = judged.part->at;
  const auto leading = static_cast<std::size_t>(judged.value.data() - whole.data());
  const std::size_t trailing = whole.size() - judged.value.size() - leading;
  if (whole.substr(judged.value.size()) == "\n" && leading == 0 &&
      at.span.size() == whole.size() + 1 && at.line == at.end_line) {
    return Fix{.title = std::string(kTitle),
               .safety = FixSafety::Safe,
               .edits = {{ascii_within(at, at.span.size() - 2, 2), "\\n", {}}},
               .whole = FileFix::None};
  }
  return cut_ends(at, whole, leading, trailing, kTitle);
}

/// White space between a value and the end of its line.
std::optional<Fix> without_blanks_behind(const FactStore& facts, const Location& at) {
  const std::optional<std::string> rest = text_behind(facts, at);
  if (!rest || rest->empty() || !trim(*rest).empty()) return std::nullopt;
  Fix fix = replacement(ascii_behind(at, static_cast<std::uint32_t>(rest->size())), *rest, {},
                        FixSafety::Safe);
  fix.title = "remove the blank";
  return fix;
}

/// Who sends a variable with the blank that stands at its end.
resolver::Outcomes outcomes_of_blanks(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {}, {},
      {{"AWS_ACCESS_KEY_ID", "environment "}, {"AWS_SECRET_ACCESS_KEY", "environment"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    const bool kept = resolution.credentials->key_id.reveal() != "environment";
    return kept ? "send it so: the request is refused, or its header is invalid before it is sent"
                : "trim variables";
  });
}

std::string outcome(const RuleContext& context, const JudgedPart& judged) {
  if (judged.assignment != nullptr) return context.view<outcomes_of_blanks>().sentence();
  return "SDKs do not trim it: the request is refused, or its header is invalid before it is sent.";
}

void check_part(const RuleContext& context, const JudgedPart& judged, FindingSink& sink) {
  const std::string_view whole = judged.part->value.reveal();
  // Quotes in shared files are a defect by themselves, of which quoted-value speaks.
  if (judged.shared_file || whole.size() == judged.value.size() || !is_meant_for_aws(judged))
    return;
  const bool leading = whole.front() != judged.value.front();
  Finding& finding =
      report(sink, judged,
             fmt::format("Value {} with {}. {}", leading ? "begins" : "ends",
                         kind_of(leading ? whole.front() : whole.back()), outcome(context, judged)),
             "remove the white space around the value");
  finding.fix = trimmed(judged);
}

/// Only `docker run --env-file` keeps blanks at the end of a line; other readers drop them.
Severity severity_of_trailing_space(const EnvFileReaders& readers, FileId file) {
  if (readers.first(file, {EnvFileReader::DockerRun}) != nullptr) return Severity::Error;
  return readers.of(file).empty() ? Severity::Warning : Severity::Note;
}

void check_trailing_space(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile || !assignment.trailing_space) continue;
    const bool comment = assignment.comment.has_value();
    const std::string_view value = assignment.value.reveal();
    if (comment || value.empty() || context.facts.file(assignment).has(Trait::Template) ||
        is_placeholder(value, context.catalog)) {
      continue;
    }
    Finding& finding =
        sink.report(assignment,
                    fmt::format("{} ends with a blank. `docker run --env-file` keeps it as part of "
                                "the value, and AWS refuses the value; "
                                "dotenv libraries and shells drop it.",
                                assignment.name),
                    "remove the blank at the end of the line");
    finding.fix = without_blanks_behind(context.facts, assignment.at);
    finding.severity = severity_of_trailing_space(readers, assignment.at.file);
    finding.confidence = Confidence::Medium;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const PartKind kind : {PartKind::KeyId, PartKind::Secret, PartKind::Token}) {
    for (const JudgedPart& judged : named_parts(context, kind)) check_part(context, judged, sink);
  }
  check_trailing_space(context, sink);
}

}  // namespace

RuleDefinition value_whitespace() {
  return {.info = {.summary = "White space at the beginning or end of a credential",
                   .reporting = Reporting::AsFound,
                   .error = "IncompleteSignature",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"k8s-secret-trailing-newline", "wrapped-value",
                                       "placeholder-value", "env-file-spaces-around-equals",
                                       "env-file-crlf"}}},
          .check = check};
}

}  // namespace credlint::rules
