// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/views/env_file_readers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_shell(EnvSyntax syntax) {
  return syntax == EnvSyntax::ShellExport || syntax == EnvSyntax::ShellAssign;
}

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  std::set<FileId> reported;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (!assignment.carriage_return || assignment.value.empty()) continue;
    const FileId file = assignment.at.file;
    const EnvFileReading* reading = nullptr;
    if (assignment.syntax == EnvSyntax::EnvFile) {
      reading = readers.first(file, {EnvFileReader::Shell});
      if (reading == nullptr) continue;
    } else if (!is_shell(assignment.syntax)) {
      continue;
    }
    if (!reported.insert(file).second) continue;
    Finding& finding = sink.report(
        assignment,
        fmt::format(
            "The lines of this file end in CR LF, and a shell makes the CR a part of each value, "
            "here of {}. Signatures then fail or the HTTP client refuses the header; Docker and "
            "dotenv libraries remove the CR.",
            assignment.name),
        "save the file with LF line ends");
    finding.fix = file_fix(FileFix::LineFeeds, "end every line in LF");
    if (reading != nullptr) relate_reader(finding, *reading);
  }
}

}  // namespace

RuleDefinition env_file_crlf() {
  return {.info = {.summary = "CR LF line ends in a file that a shell reads",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "SignatureDoesNotMatch",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
