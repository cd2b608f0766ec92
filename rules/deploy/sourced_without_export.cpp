// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string_view>

#include "rules/views/env_file_readers.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The first credential of each env file whose lines are all bare assignments.
std::map<FileId, const EnvAssignment*> bare_files(const RuleContext& context) {
  std::map<FileId, const EnvAssignment*> found;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    if (assignment.syntax != EnvSyntax::EnvFile || name == nullptr) continue;
    const auto [entry, added] = found.try_emplace(assignment.at.file, &assignment);
    if (!assignment.prefix.empty()) entry->second = nullptr;
  }
  return found;
}

/// A script that exports in one of the usual ways, or starts nothing that would need it.
bool passes_on(const FileMatches& matches, FileId script) {
  return matches.in(script, "shell-exports") || !matches.in(script, "sourced-then-run");
}

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  const FileMatches& matches = context.view<FileMatches>();
  for (const auto& [file, assignment] : bare_files(context)) {
    if (assignment == nullptr) continue;
    for (const EnvFileReading& reading : readers.of(file)) {
      if (reading.reader != EnvFileReader::Shell || reading.use == nullptr ||
          passes_on(matches, reading.use->at.file))
        continue;
      Finding& finding = sink.report(
          *reading.use,
          fmt::format("{} and the other variables of this file are set in the shell alone: without "
                      "export, no program that the script starts sees them.",
                      assignment->name),
          fmt::format("write `set -a; . {}; set +a`, or export them", reading.use->path));
      finding.related.push_back({assignment->name_at, "not exported"});
    }
  }
}

}  // namespace

RuleDefinition sourced_without_export() {
  return {.info = {.summary = "A script reads an env file and exports nothing of it",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
