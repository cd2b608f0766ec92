// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/env_file_readers.h"
#include "rules/views/file_matches.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// "NAME = value" as "NAME=value". A value without quotes that holds a blank needs some first.
std::optional<Fix> without_blanks(const FactStore& facts, const EnvAssignment& assignment) {
  const std::optional<std::string> gap =
      text_between(facts, assignment.name_at, start_of(assignment.at));
  if (!gap || gap->find('=') == std::string::npos) return std::nullopt;
  const std::string_view quote = trim(gap->substr(gap->find('=') + 1));
  const bool bare = assignment.value.reveal().find_first_of(" \t") == std::string_view::npos;
  if (quote.size() > 1 || (quote.empty() && !bare)) return std::nullopt;
  const auto length = static_cast<std::uint32_t>(gap->size() - quote.size());
  Fix fix = replacement(ascii_behind(assignment.name_at, length), gap->substr(0, length), "=",
                        FixSafety::Safe);
  fix.title = "remove the blanks";
  return fix;
}

void check(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  // Programs of the tree read such files themselves, with libraries that accept the blanks.
  const bool loader = context.view<FileMatches>().anywhere("env-file-loader") != nullptr;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile) continue;
    if (!assignment.space_before_equals && !assignment.space_after_equals) continue;
    const FileId file = assignment.at.file;
    const EnvFileReading* reading =
        readers.first(file, {EnvFileReader::DockerRun, EnvFileReader::Shell});
    if (reading == nullptr && (!readers.of(file).empty() || loader)) continue;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format(
            "Blanks around the \"=\" behind {}. Docker refuses the file or keeps the blank as a "
            "part of the value, and a shell does not set the variable; dotenv libraries "
            "accept them.",
            assignment.name),
        "remove the blanks");
    finding.fix = without_blanks(context.facts, assignment);
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
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"env-file-export-or-set-prefix"}}},
          .check = check};
}

}  // namespace credlint::rules
