// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::HeaderWords kWords = {.reads = "read it", .ignores = "ignore it"};

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    const std::string_view profile = profile_meant_by_credentials_section(section);
    if (profile.empty()) continue;
    Finding& finding = sink.report(
        section,
        fmt::format(
            "Section [{}] of the credentials file has the word \"profile\", which "
            "belongs into the config file only. {}",
            section.name,
            resolver::outcomes_of_header(context.view<resolver::AllSdks>(), SharedFile::Credentials,
                                         section.raw, SectionKind::Profile, profile, kWords)
                .sentence()),
        fmt::format("write [{}]", profile));
    finding.fix = replacement(section.at, section.raw, profile, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition credentials_section_with_profile_prefix() {
  return {.info = {.summary = "A section of the credentials file has the word \"profile\"",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
