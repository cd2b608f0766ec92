// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/env_file_readers.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile || !assignment.comment) continue;
    if (assignment.value.empty()) continue;
    const EnvFileReading* reading =
        readers.first(assignment.at.file, {EnvFileReader::DockerRun, EnvFileReader::Systemd});
    if (reading == nullptr) continue;
    Finding& finding = sink.report(
        *assignment.comment, assignment.scope,
        fmt::format(
            "Comment behind the value of {}. {} takes it for a part of the value; shells and "
            "dotenv libraries cut it off.",
            assignment.name, reader_name(reading->reader)),
        "move the comment to a line of its own");
    if (assignment.quoting == Quoting::None)
      finding.fix = comment_above(context.facts, assignment.at, *assignment.comment);
    relate_reader(finding, *reading);
  }
}

}  // namespace

RuleDefinition env_file_inline_comment() {
  return {.info = {.summary = "A comment behind a value, in an env file whose reader keeps it",
                   .reporting = Reporting::InUse,
                   .error = "IncompleteSignature",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
