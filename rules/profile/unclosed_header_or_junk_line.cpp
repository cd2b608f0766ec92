// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>

#include "rules/resolver/outcomes.h"
#include "rules/views/odd_files.h"
#include "rules/views/wrapped.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kMostRelated = 8;

std::string_view title_of(OddLineKind kind) {
  switch (kind) {
    case OddLineKind::UnclosedHeader:
      return "Section header without its closing bracket.";
    case OddLineKind::EmptyKey:
      return "Line with a value but no key.";
    case OddLineKind::MergeMarker:
      return "Marker of an unfinished merge.";
    default:
      return "Line that is neither a header, a comment nor \"key = value\".";
  }
}

/// What SDKs make of the line behind a section of its own.
std::string message_for(const RuleContext& context, const OddLine& line, std::string_view title) {
  const bool header = line.kind == OddLineKind::UnclosedHeader;
  const std::string text(context.view<resolver::WrittenLines>().at(line.at));
  const resolver::Outcomes outcomes = resolver::read_by_all(
      context.view<resolver::AllSdks>(),
      {.file = line.file_kind, .lines = {"[default]", "first = 1", text, "second = 2"}},
      [&](const resolver::SharedReading& reading) {
        if (reading.fault) return "refuse the whole file";
        return header ? "put the lines below it into the section above" : "skip the line";
      });
  return fmt::format("{} {}", title, outcomes.sentence());
}

/// "region eu-west-1": the setting that lacks its "="; empty for another line.
std::string_view setting_without_sign(const RuleContext& context, const OddLine& line) {
  const std::string_view text = trim(context.view<resolver::WrittenLines>().at(line.at));
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  const bool alone = word.size() == text.size();
  return alone || context.catalog.key(word) == nullptr ? std::string_view() : word;
}

std::string help_for(const RuleContext& context, const OddLine& line) {
  if (line.kind == OddLineKind::UnclosedHeader) return "close the header with ]";
  if (const std::string_view key = setting_without_sign(context, line); !key.empty())
    return fmt::format("write {} = and the value behind it", key);
  return "remove the line, or make it a comment with # in its first column";
}

// A conflict leaves three lines and is one defect; so are several in one file.
void report_merges(const RuleContext& context, FindingSink& sink) {
  std::map<FileId, std::vector<const OddLine*>> by_file;
  for (const OddLine& line : context.facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker) by_file[line.at.file].push_back(&line);
  }
  for (const auto& [file, markers] : by_file) {
    const OddLine& first = *markers.front();
    Finding& finding = sink.report(first, message_for(context, first, title_of(first.kind)),
                                   "resolve the conflict and remove the markers");
    for (std::size_t i = 1; i < std::min(markers.size(), kMostRelated); ++i) {
      finding.related.push_back({markers[i]->at, "a further marker"});
    }
  }
}

/// JSON in one line below a header: to SDKs a setting with an odd name. Above all headers it is
/// line-before-section's.
void report_json_lines(const RuleContext& context, const std::map<FileId, std::uint32_t>& json,
                       FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const auto pasted = json.find(setting.at.file);
    if (!setting.in_section || pasted == json.end() || pasted->second != setting.key_at.line)
      continue;
    sink.report(setting.key_at, setting.scope,
                "JSON stands here, where lines \"key = value\" are read: its names are none that "
                "SDKs look for.",
                std::string(kJsonHelp));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  report_merges(context, sink);
  const std::map<FileId, std::uint32_t> json = pasted_json(context.facts);
  report_json_lines(context, json, sink);
  for (const OddLine& line : context.facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker || line.kind == OddLineKind::Continuation) continue;
    if (is_wrapped_piece(context.catalog, line)) continue;
    const auto pasted = json.find(line.at.file);
    if (pasted != json.end() && line.at.line == pasted->second) {
      sink.report(
          line,
          message_for(context, line, "JSON stands here, where lines \"key = value\" are read."),
          std::string(kJsonHelp));
      continue;
    }
    if (pasted != json.end() && is_json_line(context.view<resolver::WrittenLines>().at(line.at)))
      continue;
    Finding& finding =
        sink.report(line, message_for(context, line, title_of(line.kind)), help_for(context, line));
    if (line.kind != OddLineKind::UnclosedHeader) continue;
    finding.fix = replacement(end_of(line.at), {}, "]", FixSafety::Safe);
    finding.fix->title = "close the header";
  }
}

}  // namespace

RuleDefinition unclosed_header_or_junk_line() {
  return {.info = {.summary = "A line of a shared file that is not part of its grammar",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"wrapped-value", "utf8-bom"}}},
          .check = check};
}

}  // namespace credlint::rules
