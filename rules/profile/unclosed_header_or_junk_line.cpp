// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>

#include "rules/views/wrapped.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kMostRelated = 8;

std::string message_for(OddLineKind kind) {
  switch (kind) {
    case OddLineKind::UnclosedHeader:
      return "Section header without its closing bracket. The AWS CLI, boto3, PHP, Go and most "
             "other "
             "SDKs refuse the file; JavaScript and Ruby ignore the header, so that the lines below "
             "it "
             "join the section above.";
    case OddLineKind::EmptyKey:
      return "Line with a value but no key. Java, Rust and the C SDKs refuse the file; the others "
             "ignore the line.";
    default:
      return "Line that is neither a header, a comment nor \"key = value\". The AWS CLI and boto3 "
             "stop "
             "with \"Unable to parse config file\", and Go v2, Java, Rust, .NET and C++ refuse it "
             "too; "
             "the other SDKs skip the line.";
  }
}

std::string help_for(OddLineKind kind) {
  if (kind == OddLineKind::UnclosedHeader) return "close the header with ]";
  return "remove the line, or make it a comment with # in its first column";
}

// A conflict leaves three lines and is one defect; so are several in one file.
void report_merges(const RuleContext& context, FindingSink& sink) {
  std::map<FileId, std::vector<const OddLine*>> by_file;
  for (const OddLine& line : context.facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker) by_file[line.at.file].push_back(&line);
  }
  for (const auto& [file, markers] : by_file) {
    Finding& finding = sink.report(
        *markers.front(),
        "Marker of an unfinished merge. The AWS CLI and boto3 stop with \"Unable to parse config "
        "file\", and Go v2, Java, Rust, .NET and C++ refuse it too; the other SDKs mix both sides.",
        "resolve the conflict and remove the markers");
    for (std::size_t i = 1; i < std::min(markers.size(), kMostRelated); ++i) {
      finding.related.push_back({markers[i]->at, "a further marker"});
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  report_merges(context, sink);
  for (const OddLine& line : context.facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker || line.kind == OddLineKind::Continuation) continue;
    if (is_wrapped_piece(context.catalog, line)) continue;
    sink.report(line, message_for(line.kind), help_for(line.kind));
  }
}

}  // namespace

RuleDefinition unclosed_header_or_junk_line() {
  return {.info = {.summary = "A line of a shared file that is not part of its grammar",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError",
                   .yields_at_span = {{"wrapped-value", "utf8-bom"}}},
          .check = check};
}

}  // namespace credlint::rules
