// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/views/odd_files.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> merging = files_with_merge_markers(context.facts);
  std::map<std::pair<FileId, std::string_view>, const ConfigSection*> first;
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (merging.count(section.at.file) != 0) continue;
    const auto [entry, added] = first.try_emplace({section.at.file, section.raw}, &section);
    if (added) continue;
    Finding& finding = sink.report(
        section,
        fmt::format(
            "Section [{}] stands twice in this file. The AWS CLI and boto3 refuse the whole "
            "file (\"Unable to parse config file\"); .NET reads the first only, PHP the last "
            "only, Go v1 neither; the other SDKs merge both.",
            section.raw),
        "merge both sections into one");
    finding.related.push_back({entry->second->at, "the section stands here first"});
  }
}

}  // namespace

RuleDefinition duplicate_section() {
  return {.info = {.summary = "A section stands twice in a shared file",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError"},
          .check = check};
}

}  // namespace credlint::rules
