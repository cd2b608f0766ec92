// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What a profile holds, in the words of rulesets/data/profile_credential_order.toml.
struct Kinds {
  std::set<std::string_view> words;
  const ConfigSetting* rival = nullptr;  ///< what stands against the static keys
  std::string_view rival_text;
};

void add_rival(Kinds& kinds, std::string_view word, const ConfigSetting* setting,
               std::string_view text) {
  if (setting == nullptr) return;
  kinds.words.insert(word);
  if (kinds.rival != nullptr) return;
  kinds.rival = setting;
  kinds.rival_text = text;
}

// Only a whole SSO setup yields credentials; half of one is an error of its own.
const ConfigSetting* sso_of(const Profile& profile) {
  if (!profile.has("sso_account_id") || !profile.has("sso_role_name")) return nullptr;
  const ConfigSetting* session = profile.setting("sso_session");
  return session != nullptr ? session : profile.setting("sso_start_url");
}

// A role that is assumed with the profile's own keys needs them.
bool assumes_with_own_keys(const Profile& profile) {
  const ConfigSetting* source = profile.setting("source_profile");
  return source != nullptr && source->value.reveal() == profile.name;
}

Kinds kinds_of(const Profile& profile, const ConfigSetting& key_id) {
  Kinds kinds;
  const bool web = profile.has("web_identity_token_file");
  const bool source = profile.has("source_profile") || profile.has("credential_source");
  if (web) {
    add_rival(kinds, "web", profile.setting("web_identity_token_file"), "a web identity token");
  } else if (!assumes_with_own_keys(profile)) {
    add_rival(kinds, source ? "role" : "bare-role", profile.setting("role_arn"),
              source ? "a role to assume" : "a role_arn without a source");
    if (!source && kinds.rival != nullptr) kinds.words.insert("own-role");
  }
  add_rival(kinds, "sso", sso_of(profile), "an SSO sign-in");
  add_rival(kinds, "login", profile.setting("login_session"), "a login session");
  add_rival(kinds, "process", profile.setting("credential_process"), "a credential_process");
  const bool config = key_id.file_kind == SharedFile::Config;
  kinds.words.insert(config ? "static-config" : "static");
  return kinds;
}

/// The first word of the order that the profile has; a pair in *config* is "static" to those who
/// make no difference.
std::string_view winner(const DataRow& row, const Kinds& kinds) {
  const bool distinguishes = row.value.find("static-config") != std::string_view::npos;
  for (std::string_view rest = row.value; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    const bool any_static = !distinguishes && word == "static";
    if (any_static || kinds.words.contains(word)) return word;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string_view words_for(std::string_view word, const Kinds& kinds) {
  if (word == "static" || word == "static-config") return "the static keys";
  if (word == "bare-role") return "neither: they stop, as role_arn lacks a source";
  if (word == "role") return "the role";
  if (word == "own-role") return "the role, assumed with the static keys";
  if (word == "web") return "the web identity token";
  if (word == "sso") return "the SSO sign-in";
  if (word == "login") return "the login session";
  if (word == "process") return "the credential_process";
  return kinds.rival_text;
}

/// "boto3 and the AWS CLI, Java v2 and Rust use the SSO sign-in; JavaScript v3 uses …".
std::string who_takes_what(const Catalog& catalog, const Kinds& kinds) {
  std::map<std::string_view, std::vector<std::string_view>> takers;
  std::vector<std::string_view> order;
  for (const DataRow& row : catalog.table(Table::ProfileCredentialOrder).rows) {
    const std::string_view word = words_for(winner(row, kinds), kinds);
    if (!takers.contains(word)) order.push_back(word);
    takers[word].push_back(row.note);
  }
  std::string text;
  for (const std::string_view word : order) {
    text +=
        fmt::format("{}{}: {}", text.empty() ? "" : "; ", word, fmt::join(takers.at(word), ", "));
  }
  return text;
}

bool is_real_pair(const Catalog& catalog, const Profile& profile) {
  const ConfigSetting* key_id = profile.setting("aws_access_key_id");
  const ConfigSetting* secret = profile.setting("aws_secret_access_key");
  return key_id != nullptr && secret != nullptr && is_judgeable(catalog, key_id->value.reveal()) &&
         is_judgeable(catalog, secret->value.reveal());
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const Profile& profile : graph.profiles()) {
    if (!is_real_pair(context.catalog, profile)) continue;
    const ConfigSetting& key_id = *profile.setting("aws_access_key_id");
    const Kinds kinds = kinds_of(profile, key_id);
    if (kinds.rival == nullptr) continue;
    Finding& finding = sink.report(
        key_id,
        fmt::format("Profile \"{}\" holds static keys and {}: SDKs disagree about which of them "
                    "counts. {}.",
                    profile.name, kinds.rival_text, who_takes_what(context.catalog, kinds)),
        "remove the static keys, or give them a profile of their own");
    finding.related.push_back({kinds.rival->at, "stands against the static keys"});
    // Some tools write fresh keys beside an SSO setup on purpose, for programs that know no SSO.
    if (is_kept_by_other_tool(context.catalog, profile)) finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition shadowed_static_keys() {
  return {.info = {.summary = "A profile holds static keys beside another kind of credentials",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
