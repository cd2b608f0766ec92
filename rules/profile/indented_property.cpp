// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/project_sdks.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

const resolver::SettingWords kJoined = {.takes = "read it as a setting",
                                        .differs = "read another value",
                                        .ignores = "join the lines, so that both are lost"};
const resolver::SettingWords kBlock = {
    .takes = "read it", .differs = "read another value", .ignores = "lose it"};

std::optional<Fix> without_indentation(const FactStore& facts, const ConfigSetting& setting) {
  const std::optional<std::string> front = text_before(facts, setting.key_at);
  if (!front || front->empty() || !trim(*front).empty()) return std::nullopt;
  Fix fix = replacement(ascii_before(setting.key_at, static_cast<std::uint32_t>(front->size())),
                        *front, {}, FixSafety::Safe);
  fix.title = "begin the line in the first column";
  return fix;
}

void report_joined(const RuleContext& context, const ConfigSetting& setting,
                   const ConfigSetting& above, FindingSink& sink) {
  const auto& lines = context.view<resolver::WrittenLines>();
  const resolver::Outcomes outcomes =
      resolver::setting_by_all(context.view<resolver::AllSdks>(),
                               {.file = setting.file_kind,
                                .lines = {"[default]", std::string(lines.at(above.key_at)),
                                          std::string(lines.at(setting.key_at))}},
                               to_lower(setting.key), setting.value.reveal(), kJoined);
  Finding& finding = sink.report(
      setting.key_at, setting.scope,
      fmt::format("\"{}\" is indented and so belongs to the value of \"{}\" above it. {}",
                  setting.key, above.key, outcomes.sentence()),
      "begin the line in the first column");
  finding.fix = without_indentation(context.facts, setting);
  finding.related.push_back({above.at, "the value that it joins"});
}

/// A file that a project brings along is for the SDKs of the project, where it has any.
bool all_read_it(const RuleContext& context, const ConfigSetting& setting,
                 const resolver::Outcomes& outcomes) {
  if (context.facts.file(setting).tracking != Tracking::Tracked) return false;
  const std::set<std::string> sdks = context.view<ProjectSdks>().below({});
  return std::all_of(sdks.begin(), sdks.end(),
                     [&](const std::string& sdk) { return outcomes.of(sdk) == kBlock.takes; });
}

// Where every key is indented by the same width botocore still reads them one by one.
void report_block(const RuleContext& context, const ConfigSetting& setting, FindingSink& sink) {
  const resolver::Outcomes outcomes = resolver::outcomes_of(context, setting, kBlock);
  Finding& finding = sink.report(setting.key_at, setting.scope,
                                 fmt::format("The settings of section [{}] are indented. {}",
                                             setting.section, outcomes.sentence()),
                                 "begin each line in the first column");
  finding.fix = without_indentation(context.facts, setting);
  finding.severity = Severity::Warning;
  if (!all_read_it(context, setting, outcomes)) return;
  finding.severity = Severity::Note;
  finding.message.append(" No code here uses an SDK that refuses it.");
}

void check(const RuleContext& context, FindingSink& sink) {
  const ConfigSetting* first = nullptr;
  const ConfigSetting* previous = nullptr;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (first == nullptr || first->scope != setting.scope) first = previous = nullptr;
    if (first == nullptr) first = &setting;
    const bool judged = setting.indented && setting.in_section && setting.parent.empty() &&
                        is_sdk_key(context.catalog, setting.key);
    if (judged && first == &setting) {
      report_block(context, setting, sink);
    } else if (judged && !first->indented && previous != nullptr && !previous->value.empty()) {
      report_joined(context, setting, *previous, sink);
    }
    if (setting.parent.empty() && !setting.indented) previous = &setting;
  }
}

}  // namespace

RuleDefinition indented_property() {
  return {.info = {.summary = "An indented setting of a shared file joins the value above it",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
