// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/value_errors.h"
#include "rules/views/env_file_readers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile || assignment.value.empty()) continue;
    if (assignment.quoting != Quoting::Single && assignment.quoting != Quoting::Double) continue;
    const EnvFileReading* reading = readers.first(assignment.at.file, {EnvFileReader::DockerRun});
    if (reading == nullptr) continue;
    Finding& finding = sink.report(
        assignment,
        fmt::format(
            "The value of {} stands in quotes, and {} makes them a part of it. A shell, docker "
            "compose and dotenv libraries remove them.",
            assignment.name, reader_name(reading->reader)),
        "remove the quotes");
    // Of a word without signs, quotes change nothing for readers that heed them.
    if (assignment.value.reveal().find_first_of(" \t#$`\\'\"") == std::string_view::npos)
      finding.fix = without_quotes(
          assignment.at, assignment.quoting == Quoting::Single ? "'" : "\"", FixSafety::Safe);
    if (const KeyName* name = context.catalog.variable(assignment.name))
      finding.error = error_of_damaged(name->meaning);
    relate_reader(finding, *reading);
  }
}

}  // namespace

RuleDefinition docker_env_file_quotes() {
  return {.info = {.summary = "Quotes in an env file that docker run reads",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
