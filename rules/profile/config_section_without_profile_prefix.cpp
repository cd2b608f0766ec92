// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/config_words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::HeaderWords kWords = {.reads = "read it", .ignores = "ignore it"};

struct Contents {
  bool any = false;
  bool sdk_keys = false;
};

// Sections whose settings are all foreign belong to some other tool.
std::map<ScopeId, Contents> contents_of_sections(const RuleContext& context) {
  std::map<ScopeId, Contents> contents;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (setting.file_kind != SharedFile::Config || setting.section_kind != SectionKind::Other)
      continue;
    Contents& entry = contents[setting.scope];
    entry.any = true;
    entry.sdk_keys = entry.sdk_keys || is_sdk_key(context.catalog, setting.key);
  }
  return contents;
}

void check(const RuleContext& context, FindingSink& sink) {
  const auto contents = contents_of_sections(context);
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    const std::string_view profile = profile_meant_by_config_section(section);
    if (profile.empty()) continue;
    const auto found = contents.find(section.scope);
    if (found != contents.end() && found->second.any && !found->second.sdk_keys) continue;
    Finding& finding = sink.report(
        section,
        fmt::format(
            "Section [{}] of the config file lacks the word \"profile\" before its "
            "name. {}",
            section.name,
            resolver::outcomes_of_header(context.view<resolver::AllSdks>(), SharedFile::Config,
                                         section.raw, SectionKind::Profile, profile, kWords)
                .sentence()),
        fmt::format("write [profile {}]", profile));
    finding.fix =
        replacement(section.at, section.raw, fmt::format("profile {}", profile), FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition config_section_without_profile_prefix() {
  return {.info = {.summary = "A section of the config file lacks the word \"profile\"",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"sso-session-missing"}}},
          .check = check};
}

}  // namespace credlint::rules
