// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/odd_files.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

resolver::Outcomes outcomes_of_both(const RuleContext& context, const ConfigSetting& first,
                                    const ConfigSetting& second) {
  const auto& lines = context.view<resolver::WrittenLines>();
  return resolver::setting_by_all(
      context.view<resolver::AllSdks>(),
      {.file = second.file_kind,
       .lines = {"[default]", std::string(lines.at(first.key_at)),
                 std::string(lines.at(second.key_at))}},
      to_lower(second.key), second.value.reveal(),
      {.takes = "take the last value", .differs = "take the first", .ignores = "drop the section"});
}

std::string help_for(const ConfigSetting& second) {
  const bool secret = equals_ignoring_case(second.key, "aws_access_key_id") &&
                      is_secret_attempt(second.value.reveal());
  return secret ? "write aws_secret_access_key: the value of the second line is a secret key"
                : "keep one of the two lines";
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> merging = files_with_merge_markers(context.facts);
  std::map<std::pair<ScopeId, std::string>, const ConfigSetting*> first;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    // An indented line may be a piece of the value above it; then no key is repeated.
    if (!setting.in_section || !setting.parent.empty() || setting.exported || setting.indented)
      continue;
    if (merging.count(setting.at.file) != 0) continue;
    const auto [entry, added] = first.try_emplace({setting.scope, to_lower(setting.key)}, &setting);
    if (added) continue;
    Finding& finding = sink.report(
        setting.key_at, setting.scope,
        fmt::format("Key \"{}\" stands twice in section [{}]. {}", setting.key, setting.section,
                    outcomes_of_both(context, *entry->second, setting).sentence()),
        help_for(setting));
    finding.related.push_back({entry->second->key_at, "the key stands here first"});
  }
}

}  // namespace

RuleDefinition duplicate_key() {
  return {.info = {.summary = "A key stands twice in one section",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError"},
          .check = check};
}

}  // namespace credlint::rules
