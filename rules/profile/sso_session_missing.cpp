// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kPrefix = "sso-session";
constexpr std::size_t kPrefixTypos = 3;

struct Sessions {
  std::vector<std::string_view> names;
  std::map<std::string_view, const ConfigSection*> misspelt;
};

// The session that a header means though its first word is not "sso-session"; else empty.
std::string_view session_meant_by(const ConfigSection& section) {
  if (section.kind != SectionKind::Other) return {};
  const std::string_view text = trim(section.raw);
  const std::size_t blank = text.find_first_of(" \t");
  if (blank == std::string_view::npos) return {};
  const std::string word = to_lower(text.substr(0, blank));
  if (edit_distance(word, kPrefix) > kPrefixTypos) return {};
  return trim(text.substr(blank));
}

std::map<std::string_view, Sessions> sessions_by_folder(const FactStore& facts) {
  std::map<std::string_view, Sessions> found;
  for (const ConfigSection& section : facts.facts().config_sections) {
    Sessions& sessions = found[folder_of(facts.file(section).path)];
    if (section.kind == SectionKind::SsoSession) {
      sessions.names.push_back(section.name);
    } else if (const std::string_view meant = session_meant_by(section); !meant.empty()) {
      sessions.misspelt.emplace(meant, &section);
    }
  }
  for (auto& [folder, sessions] : found) std::sort(sessions.names.begin(), sessions.names.end());
  return found;
}

// In *credentials* even a header without a fault is not read.
std::string remedy(const ConfigSection& header, std::string_view name) {
  return header.file_kind == SharedFile::Credentials
             ? fmt::format("move [sso-session {}] from the credentials file into config", name)
             : fmt::format("write the header as [sso-session {}]", name);
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  const auto sessions = sessions_by_folder(context.facts);
  NameSuggestions suggestions;
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* setting = profile.setting("sso_session");
    // Sessions are defined in the config file: without it nothing is known of them.
    if (setting == nullptr || !profile.folder->has_config) continue;
    const Sessions& known = sessions.at(profile.folder->path);
    const std::string_view name = setting->value.reveal();
    if (std::binary_search(known.names.begin(), known.names.end(), name)) continue;
    const auto misspelt = known.misspelt.find(name);
    const std::string_view near = misspelt == known.misspelt.end()
                                      ? suggestions.nearest_to(name, known.names)
                                      : std::string_view();
    Finding& finding = sink.report(
        *setting,
        fmt::format(
            "sso_session names \"{}\", for which there is no section [sso-session {}]{}. Every "
            "SDK stops with \"The specified sso-session does not exist\".",
            name, name, did_you_mean(near)),
        misspelt == known.misspelt.end()
            ? write_or(near, fmt::format("define [sso-session {}]", name))
            : remedy(*misspelt->second, name));
    if (!near.empty()) finding.fix = only_candidate(setting->at, name, known.names);
    if (misspelt != known.misspelt.end()) {
      finding.related.push_back(
          {misspelt->second->at, "this header is not read as an SSO session"});
    }
  }
}

}  // namespace

RuleDefinition sso_session_missing() {
  return {.info = {.summary = "sso_session names a session that is not defined",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
