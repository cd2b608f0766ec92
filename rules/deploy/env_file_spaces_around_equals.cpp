// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/env_file_readers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile) continue;
    if (!assignment.space_before_equals && !assignment.space_after_equals) continue;
    const FileId file = assignment.at.file;
    const EnvFileReading* reading =
        readers.first(file, {EnvFileReader::DockerRun, EnvFileReader::Shell});
    if (reading == nullptr && !readers.of(file).empty()) continue;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format(
            "Blanks around the \"=\" behind {}. Docker refuses the file or keeps the blank as a "
            "part of the value, and a shell does not set the variable; dotenv libraries "
            "accept them.",
            assignment.name),
        "remove the blanks");
    if (reading != nullptr) {
      relate_reader(finding, *reading);
    } else {
      finding.severity = Severity::Warning;
    }
  }
}

}  // namespace

RuleDefinition env_file_spaces_around_equals() {
  return {.info = {.summary = "Blanks around \"=\" in an env file",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .yields_at_span = {{"env-file-export-or-set-prefix"}}},
          .check = check};
}

}  // namespace credlint::rules
