// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/env_file_readers.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

std::optional<Fix> without_prefix(const FactStore& facts, const EnvAssignment& assignment) {
  const std::optional<std::string> front = text_before(facts, assignment.name_at);
  if (!front || !equals_ignoring_case(trim(*front), assignment.prefix)) return std::nullopt;
  Fix fix = replacement(ascii_before(assignment.name_at, static_cast<std::uint32_t>(front->size())),
                        *front, {}, FixSafety::Safe);
  fix.title = fmt::format("remove \"{}\"", assignment.prefix);
  return fix;
}

void judge_export(const FactStore& facts, const EnvAssignment& assignment,
                  const EnvFileReaders& readers, FindingSink& sink) {
  const EnvFileReading* reading =
      readers.first(assignment.at.file, {EnvFileReader::DockerRun, EnvFileReader::Systemd});
  if (reading == nullptr) return;
  Finding& finding = sink.report(
      assignment.name_at, assignment.scope,
      fmt::format(
          "\"export\" before {} in a file that {} reads, which knows no such word: Docker "
          "refuses the file, systemd ignores the line. Shells and dotenv libraries accept it.",
          assignment.name, reader_name(reading->reader)),
      "remove \"export\"");
  // A shell that reads the file, too, may need it.
  if (readers.first(assignment.at.file, {EnvFileReader::Shell}) == nullptr)
    finding.fix = without_prefix(facts, assignment);
  relate_reader(finding, *reading);
}

// The forms of cmd and PowerShell are understood by no reader of env files.
void judge_windows(const FactStore& facts, const EnvAssignment& assignment,
                   const EnvFileReaders& readers, FindingSink& sink) {
  const auto known = readers.of(assignment.at.file);
  Finding& finding = sink.report(
      assignment.name_at, assignment.scope,
      fmt::format(
          "\"{}\" before {} belongs to a Windows shell. Docker, systemd, POSIX shells and dotenv "
          "libraries do not set the variable.",
          assignment.prefix, assignment.name),
      fmt::format("write {}=value", assignment.name));
  finding.fix = without_prefix(facts, assignment);
  if (known.empty()) {
    finding.severity = Severity::Warning;
  } else {
    relate_reader(finding, known.front());
  }
}

/// Docker takes the word for the name, and all that follows for its value.
void judge_image(const FactStore& facts, const EnvAssignment& assignment, FindingSink& sink) {
  Finding& finding =
      sink.report(assignment.name_at, assignment.scope,
                  fmt::format("ENV sets a variable that is called \"{}\" here, and not {}.",
                              assignment.prefix, assignment.name),
                  fmt::format("write ENV {}=value", assignment.name));
  const std::optional<std::string> front = text_before(facts, assignment.name_at);
  if (!front || !ends_with(trim(*front), " " + assignment.prefix)) return;
  const std::string word = front->substr(front->rfind(assignment.prefix));
  finding.fix =
      replacement(ascii_before(assignment.name_at, static_cast<std::uint32_t>(word.size())), word,
                  {}, FixSafety::Safe);
  finding.fix->title = fmt::format("remove \"{}\"", assignment.prefix);
}

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax == EnvSyntax::DockerEnv && !assignment.prefix.empty())
      judge_image(context.facts, assignment, sink);
    if (assignment.syntax != EnvSyntax::EnvFile || assignment.prefix.empty()) continue;
    if (assignment.prefix == "export") {
      judge_export(context.facts, assignment, readers, sink);
    } else {
      judge_windows(context.facts, assignment, readers, sink);
    }
  }
}

}  // namespace

RuleDefinition env_file_export_or_set_prefix() {
  return {.info = {.summary = "A shell's word before the name where no shell reads it",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
