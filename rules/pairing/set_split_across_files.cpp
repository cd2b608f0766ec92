// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// What one of the two files gives of a profile's set.
struct Half {
  const ConfigSetting* key_id = nullptr;
  const ConfigSetting* secret = nullptr;
  const ConfigSetting* token = nullptr;

  [[nodiscard]] bool has_pair() const { return key_id != nullptr && secret != nullptr; }
};

struct Set {
  Half config;
  Half credentials;
};

const ConfigSetting** place_of(Half& half, std::string_view key) {
  if (equals_ignoring_case(key, "aws_access_key_id")) return &half.key_id;
  if (equals_ignoring_case(key, "aws_secret_access_key")) return &half.secret;
  if (equals_ignoring_case(key, "aws_session_token")) return &half.token;
  if (equals_ignoring_case(key, "aws_security_token")) return &half.token;
  return nullptr;
}

// Absent where a value cannot be judged: it may be there to be replaced.
std::optional<Set> set_of(const RuleContext& context, const Profile& profile) {
  Set set;
  for (const ConfigSetting* setting : profile.settings) {
    const bool config = setting->file_kind == SharedFile::Config;
    const ConfigSetting** place = place_of(config ? set.config : set.credentials, setting->key);
    if (place == nullptr || setting->value.empty()) continue;
    if (context.facts.file(*setting).has(Trait::Template)) return std::nullopt;
    if (!is_judgeable(context.catalog, setting->value.reveal())) return std::nullopt;
    *place = setting;
  }
  return set;
}

void finish(const Profile& profile, Finding& finding) {
  // Elsewhere two files of that shape in one folder need not be used together.
  if (base_name(profile.folder->path) != ".aws") finding.confidence = Confidence::Medium;
}

/// Key and token in two files: who sends the token.
resolver::Outcomes outcomes_of_token(const RuleContext& context, bool token_in_config) {
  const std::vector<std::string> pair = {"[default]", "aws_access_key_id = id",
                                         "aws_secret_access_key = secret"};
  const std::vector<std::string> token = {"[default]", "aws_session_token = token"};
  const resolver::SmallMachine machine(context, token_in_config ? token : pair,
                                       token_in_config ? pair : token,
                                       {{"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    const bool sent = resolution.credentials && resolution.credentials->has_token;
    return sent ? "merge both files and send it" : "send the key without the token";
  });
}

/// The halves of a pair in two files.
resolver::Outcomes outcomes_of_pair(const RuleContext& context, bool id_in_config) {
  const std::vector<std::string> id = {"[default]", "aws_access_key_id = id"};
  const std::vector<std::string> secret = {"[default]", "aws_secret_access_key = secret"};
  const resolver::SmallMachine machine(context, id_in_config ? id : secret,
                                       id_in_config ? secret : id, {{"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    return resolution.stops_at.empty() ? "merge both files" : "find no credentials";
  });
}

// Which SDK fails depends on the key: a temporary one needs the token, a long-term one must not
// have it.
void report_token(const RuleContext& context, const Profile& profile, const ConfigSetting& token,
                  const ConfigSetting& key_id, FindingSink& sink) {
  const bool temporary = key_id_kind(key_id.value.reveal()) != KeyIdKind::LongTerm;
  const bool in_config = token.file_kind == SharedFile::Config;
  Finding& finding = sink.report(
      token,
      fmt::format(
          "The session token of profile \"{}\" stands in {}, its access key in {}. {}{}",
          profile.name, in_config ? "config" : "credentials", in_config ? "credentials" : "config",
          outcomes_of_token(context, in_config).sentence(),
          temporary ? "" : " With it a long-term key (AKIA) is refused, which must have none."),
      temporary ? "move the token beside its key in the credentials file (`aws configure set "
                  "aws_session_token` does)"
                : "delete the token: it is left over from another login");
  finding.related.push_back({key_id.at, "the access key of the profile"});
  finish(profile, finding);
}

void report_pair(const RuleContext& context, const Profile& profile, const ConfigSetting& half,
                 const ConfigSetting& other, bool half_is_key_id, FindingSink& sink) {
  Finding& finding = sink.report(
      half,
      fmt::format("The {} of profile \"{}\" stands in config, its {} in credentials. {}",
                  half_is_key_id ? "access key id" : "secret key", profile.name,
                  half_is_key_id ? "secret key" : "access key id",
                  outcomes_of_pair(context, half_is_key_id).sentence()),
      "move this line into the credentials file");
  finding.related.push_back({other.at, "the other half of the pair"});
  finish(profile, finding);
}

// The pair that counts is that of *credentials*, if it has one.
void judge(const RuleContext& context, const Profile& profile, const Set& set, FindingSink& sink) {
  const Half& config = set.config;
  const Half& credentials = set.credentials;
  if (credentials.has_pair() || config.has_pair()) {
    const Half& pair = credentials.has_pair() ? credentials : config;
    const Half& rest = credentials.has_pair() ? config : credentials;
    // SDKs that merge take the token even from a section with a pair of its own.
    if (pair.token != nullptr || rest.token == nullptr) return;
    return report_token(context, profile, *rest.token, *pair.key_id, sink);
  }
  if (config.key_id != nullptr && credentials.secret != nullptr) {
    report_pair(context, profile, *config.key_id, *credentials.secret, true, sink);
  } else if (config.secret != nullptr && credentials.key_id != nullptr) {
    report_pair(context, profile, *config.secret, *credentials.key_id, false, sink);
  }
}

// Folders in which more than one file may be *config* or *credentials*: which of them are used
// together is not known.
std::set<std::string_view> ambiguous_folders(const FactStore& facts) {
  std::map<std::pair<std::string_view, SharedFile>, FileId> only;
  std::set<std::string_view> ambiguous;
  for (const ConfigSection& section : facts.facts().config_sections) {
    const std::string_view folder = folder_of(facts.file(section).path);
    const auto [entry, added] = only.try_emplace({folder, section.file_kind}, section.at.file);
    if (!added && entry->second != section.at.file) ambiguous.insert(folder);
  }
  return ambiguous;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  const std::set<std::string_view> ambiguous = ambiguous_folders(context.facts);
  for (const Profile& profile : graph.profiles()) {
    if (!profile.folder->has_config || !profile.folder->has_credentials) continue;
    if (ambiguous.count(profile.folder->path) != 0) continue;
    if (const std::optional<Set> set = set_of(context, profile)) {
      judge(context, profile, *set, sink);
    }
  }
}

}  // namespace

RuleDefinition set_split_across_files() {
  return {.info = {.summary = "Key, secret and token of a profile stand in different shared files",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
