// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Which of the two a file of another name is was guessed from its sections.
bool is_credentials_file(const FileRecord& file) { return file.format == "aws-credentials"; }

// Sections that only *config* may hold, by the word before their name.
bool is_config_section(const ConfigSection& section) {
  if (section.file_kind != SharedFile::Credentials || section.kind != SectionKind::Other) {
    return false;
  }
  const std::string_view name = trim(section.raw);
  return starts_with(name, "sso-session ") || starts_with(name, "services ");
}

// Names that profiles give as their session: where config was read, sso-session-missing says that
// it is not defined, and points here.
std::set<std::pair<std::string_view, std::string_view>> missed_sessions(const RuleContext& context,
                                                                        const ProfileGraph& graph) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!equals_ignoring_case(setting.key, "sso_session")) continue;
    const std::string_view path = folder_of(context.facts.file(setting).path);
    const SharedFolder* folder = graph.folder(path);
    if (folder != nullptr && folder->has_config) names.emplace(path, setting.value.reveal());
  }
  return names;
}

void check_sections(const RuleContext& context, const ProfileGraph& graph, FindingSink& sink) {
  const auto missed = missed_sessions(context, graph);
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (!is_config_section(section)) continue;
    const FileRecord& file = context.facts.file(section);
    const std::string_view text = trim(section.raw);
    const std::string_view name = trim(text.substr(text.find(' ')));
    if (!is_credentials_file(file) || missed.count({folder_of(file.path), name}) != 0) continue;
    sink.report(section,
                fmt::format("Section [{}] stands in the credentials file, where every SDK ignores "
                            "it. Such sections are read from the config file only.",
                            text),
                "move the section into the config file (~/.aws/config)");
  }
}

// One note a profile: its settings belong together.
void check_profile(const RuleContext& context, const Profile& profile, FindingSink& sink) {
  const DataTable& table = context.catalog.table(Table::ConfigOnlyKeys);
  for (const ConfigSetting* setting : profile.settings) {
    if (setting->file_kind != SharedFile::Credentials || setting->value.empty()) continue;
    const DataRow* row = table.find(to_lower(setting->key));
    if (row == nullptr || !is_credentials_file(context.facts.file(*setting))) continue;
    Finding& finding = sink.report(
        setting->key_at, setting->scope,
        fmt::format("\"{}\" of profile \"{}\" stands in the credentials file, where {} not look "
                    "for it. The other SDKs do.",
                    setting->key, profile.name,
                    row->value == "C++" ? "the SDK for C++ does" : "the SDKs for C++ and PHP do"),
        fmt::format("move it into section [{}{}] of the config file",
                    profile.name == "default" ? "" : "profile ", profile.name));
    finding.severity = Severity::Note;
    return;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  check_sections(context, graph, sink);
  for (const Profile& profile : graph.profiles()) check_profile(context, profile, sink);
}

}  // namespace

RuleDefinition key_in_wrong_file() {
  return {.info = {.summary = "A section or setting in the credentials file that belongs to config",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
