// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kMessage =
    "Time synchronisation is switched off here. The clock then drifts, by seconds a day on a "
    "virtual machine and by hours after a sleep, and AWS refuses what is signed more than 5 "
    "minutes off (S3: 15).";
constexpr std::string_view kHelp =
    "leave it on: chrony, or systemd-timesyncd; on EC2 with the server 169.254.169.123";

/// A setting of a time service, or of cloud-init's ntp module, in a data file.
bool is_of_time_service(const ToolSetting& setting) {
  const bool cloud_init = setting.tool == "cloud-init" && setting.path == "ntp.enabled";
  const bool state = setting.path.ends_with(".state") || setting.path.ends_with(".enabled");
  return cloud_init || (setting.tool == "ansible" && state);
}

bool is_any_of(std::string_view value, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equals_ignoring_case(value, word); });
}

bool switches_off(const ToolSetting& setting) {
  return setting.literal &&
         is_any_of(setting.value.reveal(), {"false", "no", "off", "stopped", "absent"});
}

bool switches_on(const ToolSetting& setting) {
  return is_any_of(setting.value.reveal(), {"true", "yes", "on", "started", "restarted"});
}

/// Something in the run uses AWS; a clock alone is nobody's business here.
bool uses_aws(const FileFacts& facts, const FileMatches& matches) {
  return matches.anywhere("instance-made") != nullptr || !facts.client_constructions.empty() ||
         !facts.region_settings.empty() || !facts.profile_references.empty() ||
         !facts.env_assignments.empty() || !facts.sdk_dependencies.empty() ||
         !facts.config_sections.empty();
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  const FileMatches& matches = context.view<FileMatches>();
  const auto report = [&](const Location& at, ScopeId scope) {
    Finding& finding = sink.report(at, scope, std::string(kMessage), std::string(kHelp));
    if (!uses_aws(facts, matches)) finding.confidence = Confidence::Low;
  };
  std::set<FileId> read_as_settings;  // cloud-init's own files
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.tool == "cloud-init") read_as_settings.insert(setting.at.file);
  }
  for (const PatternMatch& match : facts.pattern_matches) {
    // One service makes room for another, or the clock is set by hand between off and on.
    if (match.pattern != "time-sync-off" || matches.in_file_of(match, "time-sync-on")) continue;
    if (matches.first(match.at.file, match.pattern) != &match) continue;
    const PatternMatch::Group* command = match.group("plain");
    const bool setting = command == nullptr || command->value.empty();
    if (setting && read_as_settings.contains(match.at.file)) continue;
    report((setting ? match.group("plain_cloud") : command)->at, match.scope);
  }
  std::set<FileId> switched_on;
  for (const ToolSetting& setting : facts.tool_settings) {
    if (is_of_time_service(setting) && switches_on(setting)) switched_on.insert(setting.at.file);
  }
  for (const ToolSetting& setting : facts.tool_settings) {
    if (!is_of_time_service(setting) || !switches_off(setting)) continue;
    const bool on =
        switched_on.contains(setting.at.file) || matches.in_file_of(setting, "time-sync-on");
    if (!on) report(setting.at, setting.scope);
  }
}

}  // namespace

RuleDefinition ntp_disabled() {
  return {.info = {.summary = "Time synchronisation is switched off",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "RequestTimeTooSkewed"},
          .check = check};
}

}  // namespace credlint::rules
