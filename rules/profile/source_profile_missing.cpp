// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using NamesByFolder = std::map<const SharedFolder*, std::vector<std::string_view>>;

NamesByFolder names_by_folder(const ProfileGraph& graph) {
  NamesByFolder names;
  for (const Profile& profile : graph.profiles()) names[profile.folder].push_back(profile.name);
  return names;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  const MisspeltHeaders& headers = context.view<misspelt_headers>();
  const NamesByFolder names = names_by_folder(graph);
  NameSuggestions suggestions;
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* source = ProfileGraph::source_of(profile);
    if (source == nullptr) continue;
    const std::string name(source->value.reveal());
    if (graph.find(*profile.folder, name) != nullptr) continue;
    // The header is there, but written in the wrong way: then that is the defect.
    if (headers.count({profile.folder->path, name}) != 0) continue;
    if (!profile.folder->complete && name == "default") continue;
    const std::string_view near = suggestions.nearest_to(name, names.at(profile.folder));
    Finding& finding = sink.report(
        *source,
        fmt::format(
            "source_profile names \"{}\", which is not defined{}. The role of profile \"{}\" "
            "cannot be assumed: every SDK stops with \"The source_profile referenced in the "
            "profile does not exist\" or its like.",
            name, did_you_mean(near), profile.name),
        write_or(near, "define this profile"));
    finding.fix = only_candidate(source->at, name, names.at(profile.folder));
    if (profile.folder->complete) continue;
    finding.severity = Severity::Warning;
    finding.confidence = Confidence::Medium;
    finding.message += " No credentials file was read beside this file, which may define it.";
  }
}

}  // namespace

RuleDefinition source_profile_missing() {
  return {.info = {.summary = "source_profile names a profile that is not defined",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"quoted-value"}}},
          .check = check};
}

}  // namespace credlint::rules
