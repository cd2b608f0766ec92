// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <string>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

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

/// The header as it looks: a no-break space is a blank, what has no width is not there.
std::string as_it_looks(std::string_view header) {
  constexpr std::string_view kNoBreakSpace = "\u00a0";
  std::string text(header);
  for (std::size_t at = text.find(kNoBreakSpace); at != std::string::npos;
       at = text.find(kNoBreakSpace))
    text.replace(at, kNoBreakSpace.size(), " ");
  return std::string(trim(without_invisible_characters(text)));
}

std::string meant_header(const ConfigSection& section, std::string_view profile) {
  const std::string looks = as_it_looks(section.raw);
  if (looks == section.raw || looks == trim(section.raw)) return fmt::format("profile {}", profile);
  const bool whole = looks == "default" || starts_with(looks, "profile ");
  return whole ? looks : fmt::format("profile {}", looks);
}

std::string problem_of(const ConfigSection& section) {
  const std::string hidden = invisible_characters_in(section.raw);
  return hidden.empty()
             ? fmt::format(
                   "Section [{}] of the config file lacks the word \"profile\" before its "
                   "name.",
                   section.name)
             : fmt::format("In section [{}] of the config file stands {}, which cannot be seen.",
                           as_it_looks(section.raw), hidden);
}

void check(const RuleContext& context, FindingSink& sink) {
  const auto contents = contents_of_sections(context);
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    const std::string_view profile = profile_meant_by_config_section(section);
    if (profile.empty()) continue;
    const auto found = contents.find(section.scope);
    if (found != contents.end() && found->second.any && !found->second.sdk_keys) continue;
    const std::string meant = meant_header(section, profile);
    const auto outcomes =
        resolver::outcomes_of_header(context.view<resolver::AllSdks>(), SharedFile::Config,
                                     section.raw, SectionKind::Profile, profile, kWords);
    Finding& finding =
        sink.report(section, fmt::format("{} {}", problem_of(section), outcomes.sentence()),
                    fmt::format("write [{}]", meant));
    finding.fix = replacement(section.at, section.raw, meant, FixSafety::Safe);
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
