// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/regionless_clients.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kSwitch = "AWS_SDK_LOAD_CONFIG";
constexpr std::string_view kGo = "go-v1";
constexpr std::string_view kJavaScript = "js-v2";

/// What of a profile is needed from the shared files.
struct Need {
  bool region = false;
  bool credentials = false;
};

/// The setting that is missed without the switch, or nullptr: one of *config*, and a region of
/// either file in JavaScript, which takes only keys from *credentials*.
const ConfigSetting* missed_setting(const Profile& profile, const Need& need,
                                    std::string_view sdk) {
  const ConfigSetting* region = profile.setting("region");
  const bool missed =
      region != nullptr && (region->file_kind == SharedFile::Config || sdk == kJavaScript);
  if (need.region && missed) return region;
  if (!need.credentials || has_static_keys(profile)) return nullptr;
  for (const std::string_view key : {"role_arn", "sso_session", "sso_start_url",
                                     "credential_process", "web_identity_token_file"}) {
    const ConfigSetting* setting = profile.setting(key);
    if (setting != nullptr && setting->file_kind == SharedFile::Config) return setting;
  }
  return nullptr;
}

bool is_bare_go_session(const ClientConstruction& call) {
  return call.sdk == kGo && call.service.empty() && !call.unfollowed && !call.open_ended &&
         !call.key_id.given() && (call.constructor == "NewSession" || call.constructor == "New");
}

/// What is judged: in Go the session decides, in JavaScript each client.
struct Candidate {
  const ClientConstruction* call = nullptr;
  bool region_needed = false;
};

std::vector<Candidate> candidates(const RuleContext& context) {
  std::set<FileId> go_files_without_region;
  std::vector<Candidate> found;
  for (const RegionlessClient& client : context.view<regionless_clients>()) {
    if (client.call->sdk == kGo) go_files_without_region.insert(client.call->at.file);
    if (client.call->sdk == kJavaScript && !client.call->key_id.given())
      found.push_back({client.call, true});
  }
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (!is_bare_go_session(call)) continue;
    if (context.view<Purposes>().of(call) != FilePurpose::Live) continue;
    found.push_back(
        {&call, go_files_without_region.contains(call.at.file) && !call.region.given()});
  }
  return found;
}

/// True when code makes credentials in a way of its own.
bool makes_credentials(const FactStore& facts, std::string_view sdk) {
  for (const ClientConstruction& call : facts.facts().client_constructions) {
    if (call.sdk != sdk) continue;
    if (call.key_id.given() || (sdk == kJavaScript && call.service.empty())) return true;
  }
  return false;
}

bool is_region_elsewhere(const RegionSources& sources, std::string_view sdk) {
  for (const std::string_view name : {"AWS_REGION", "AMAZON_REGION"}) {
    if (sources.assigns(name) || sources.code_reads(name)) return true;
  }
  return sources.set_in_code(sdk);
}

void report(const ClientConstruction& call, const Profile& profile, const ConfigSetting& setting,
            FindingSink& sink) {
  const bool go = call.sdk == kGo;
  const bool region = setting.key == "region";
  const bool config = setting.file_kind == SharedFile::Config;
  Finding& finding = sink.report(
      call,
      fmt::format("{} of profile \"{}\" stands in the {} file, {} {} does not read by "
                  "itself. It stops with \"{}\"; the other SDKs read the file.",
                  region ? "The region" : "The " + setting.key, profile.name,
                  config ? "config" : "credentials", config ? "which" : "of which all but keys",
                  go ? "version 1 of the Go SDK" : "version 2 of the JavaScript SDK",
                  region ? (go ? "MissingRegion" : "Missing region in config")
                         : (go ? "NoCredentialProviders" : "Missing credentials in config")),
      go ? "set AWS_SDK_LOAD_CONFIG=1, or use session.NewSessionWithOptions with "
           "SharedConfigState: session.SharedConfigEnable"
         : "set AWS_SDK_LOAD_CONFIG=1 before the SDK is loaded");
  finding.related.push_back(
      {setting.at, config ? "only the config file says it" : "only the credentials file says it"});
}

void check(const RuleContext& context, FindingSink& sink) {
  const RegionSources& sources = context.view<RegionSources>();
  if (sources.assigns(kSwitch) || sources.code_reads(kSwitch)) return;
  const std::string_view in_force = profile_in_force(context);
  const std::vector<Candidate> found = candidates(context);
  if (found.empty()) return;
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  std::set<FileId> seen;
  for (const auto& [call, region_needed] : found) {
    const bool named = call->profile.literal();
    const std::string_view name = named ? call->profile.text.reveal() : in_force;
    if (name.empty() || (call->profile.given() && !named)) continue;
    const Profile* profile = graph.find_above(context.facts.file(*call).path, name);
    if (profile == nullptr || profile->settings.empty()) continue;
    const std::string& path = context.facts.file(*profile->settings.front()).path;
    if (homes.real_around(path) == nullptr) continue;
    const Need need = {
        .region = region_needed && !is_region_elsewhere(sources, call->sdk),
        .credentials =
            !sources.assigns("AWS_ACCESS_KEY_ID") && !makes_credentials(context.facts, call->sdk),
    };
    const ConfigSetting* setting = missed_setting(*profile, need, call->sdk);
    if (setting == nullptr || !seen.insert(call->at.file).second) continue;
    report(*call, *profile, *setting, sink);
  }
}

}  // namespace

RuleDefinition sdk_load_config_needed() {
  return {.info = {.summary = "Go v1 or JavaScript v2 needs a setting from a file it does not read",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "MissingRegion"},
          .check = check};
}

}  // namespace credlint::rules
