// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/resolver/outcomes.h"
#include "rules/views/odd_files.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What SDKs make of two sections of that header, of which each has a setting of its own.
resolver::Outcomes outcomes_of_both(const RuleContext& context, const ConfigSection& section) {
  const std::string header = fmt::format("[{}]", section.raw);
  const resolver::FileLines lines{.file = section.file_kind,
                                  .lines = {header, "first = 1", header, "second = 2"}};
  return resolver::read_by_all(context.view<resolver::AllSdks>(), lines,
                               [](const resolver::SharedReading& reading) {
                                 if (reading.fault) return "refuse the whole file";
                                 if (reading.sections.empty()) return "read neither";
                                 const resolver::Section& read = reading.sections.front();
                                 const bool first = read.find("first") != nullptr;
                                 if (read.find("second") == nullptr)
                                   return first ? "read the first only" : "read neither";
                                 return first ? "merge both" : "read the last only";
                               });
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> merging = files_with_merge_markers(context.facts);
  std::map<std::pair<FileId, std::string_view>, const ConfigSection*> first;
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (merging.count(section.at.file) != 0) continue;
    const auto [entry, added] = first.try_emplace({section.at.file, section.raw}, &section);
    if (added) continue;
    Finding& finding =
        sink.report(section,
                    fmt::format("Section [{}] stands twice in this file. {}", section.raw,
                                outcomes_of_both(context, section).sentence()),
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
