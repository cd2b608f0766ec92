// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/resolver/outcomes.h"
#include "rules/views/odd_files.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Below a header that lacks its bracket the bracket is the defect.
std::set<FileId> files_with_unclosed_header(const FactStore& facts) {
  std::set<FileId> files;
  for (const OddLine& line : facts.facts().odd_lines) {
    if (line.kind == OddLineKind::UnclosedHeader) files.insert(line.at.file);
  }
  return files;
}

std::set<FileId> files_with_default(const FactStore& facts) {
  std::set<FileId> files;
  for (const ConfigSection& section : facts.facts().config_sections) {
    if (section.kind == SectionKind::Default) files.insert(section.at.file);
  }
  return files;
}

resolver::Outcomes outcomes_of_line(const RuleContext& context, const ConfigSetting& setting) {
  const std::string_view text = context.view<resolver::WrittenLines>().at(setting.key_at);
  return resolver::read_by_all(context.view<resolver::AllSdks>(),
                               {.file = setting.file_kind, .lines = {std::string(text)}},
                               [](const resolver::SharedReading& reading) {
                                 return reading.fault ? "refuse the whole file" : "ignore the line";
                               });
}

std::string_view without_quotes(std::string_view key) {
  const bool quoted = key.size() > 2 && key.front() == '"' && key.back() == '"';
  return quoted ? key.substr(1, key.size() - 2) : key;
}

/// JSON in one line; where it has several, the brace is what is reported.
void report_json(const RuleContext& context, const ConfigSetting& setting, FindingSink& sink) {
  if (!setting.key.starts_with('{')) return;
  sink.report(setting.key_at, setting.scope,
              fmt::format("JSON stands here, where lines \"key = value\" are read. {}",
                          outcomes_of_line(context, setting).sentence()),
              std::string(kJsonHelp));
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, std::uint32_t> json = pasted_json(context.facts);
  const std::set<FileId> defaults = files_with_default(context.facts);
  std::set<FileId> reported = files_with_unclosed_header(context.facts);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (setting.in_section || !reported.insert(setting.at.file).second) continue;
    // The mark glued to a header hides the header: then the mark is what must go.
    if (context.facts.file(setting).has_bom && setting.key_at.line > 1) continue;
    if (json.contains(setting.at.file)) {
      report_json(context, setting, sink);
      continue;
    }
    Finding& finding = sink.report(
        setting.key_at, setting.scope,
        fmt::format("\"{}\" stands before the first section header. {}",
                    without_quotes(setting.key), outcomes_of_line(context, setting).sentence()),
        "put a header such as [default] above it");
    const std::optional<std::string> front = text_before(context.facts, setting.key_at);
    if (!front || defaults.contains(setting.at.file)) continue;
    const auto column = static_cast<std::uint32_t>(front->size());
    finding.fix = replacement(start_of(ascii_before(setting.key_at, column)), {}, "[default]\n",
                              FixSafety::Unsafe);
    finding.fix->title = "put [default] above it";
  }
}

}  // namespace

RuleDefinition line_before_section() {
  return {.info = {.summary = "A setting stands before the first section header",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError",
                   .fixes = Fixes::Unsafe,
                   .yields_at_span = {{"utf8-bom"}}},
          .check = check};
}

}  // namespace credlint::rules
