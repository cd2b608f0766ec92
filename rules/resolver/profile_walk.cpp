// SPDX-License-Identifier: MIT
#include "rules/resolver/profile_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/session_token.h"
#include "rules/resolver/expiry.h"
#include "scanner/core/digest.h"

namespace credlint::resolver {
namespace {

bool is_role(std::string_view kind) { return kind == "role" || kind == "source-role"; }

/// "a" or "!a" or "a|b" against what a profile holds.
template <typename Has>
bool term_holds(std::string_view term, const Has& has) {
  if (term.front() == '!') return !has(term.substr(1));
  while (true) {
    const std::size_t bar = std::min(term.find('|'), term.size());
    if (has(term.substr(0, bar))) return true;
    if (bar == term.size()) return false;
    term.remove_prefix(bar + 1);
  }
}

std::string fill(std::string_view message, const DefectWords& words) {
  std::string out(message);
  const std::pair<std::string_view, std::string_view> places[] = {
      {"{profile}", words.profile}, {"{name}", words.name}, {"{missing}", words.missing}};
  for (const auto& [place, text] : places) {
    for (std::size_t at = out.find(place); at != std::string::npos;
         at = out.find(place, at + text.size())) {
      out.replace(at, place.size(), text);
    }
  }
  return out;
}

/// The account that a key id or its token names; empty when neither does.
std::string account_of(std::string_view key_id, std::string_view token) {
  if (auto account = account_of_key_id(key_id)) return *account;
  const TokenReading reading = read_session_token(token);
  return reading.token.account;
}

/// The entry of the machine's cache of that kind and name, or nullptr.
const CacheEntry* cached(const Machine& machine, const SharedPaths& paths, CacheKind kind,
                         std::string_view name) {
  const std::string folder = paths.home + "/.aws";
  for (const CacheEntry& entry : machine.facts.facts().cache_entries) {
    if (entry.kind != kind || entry.name != name) continue;
    if (is_within(machine.facts.file(entry).path, folder)) return &entry;
  }
  return nullptr;
}

}  // namespace

Failure failure_of(const Machine& machine, const Sdk& sdk, std::string_view defect,
                   const DefectWords& words, Origin from) {
  const SdkError error = sdk.error(defect);
  Failure failure;
  failure.defect = std::string(defect);
  failure.type = std::string(error.type);
  failure.message = fill(error.message, words);
  failure.rule = std::string(rule_for(machine.catalog, defect));
  failure.from = std::move(from);
  return failure;
}

Failure ProfileWalk::fail(std::string_view defect, const DefectWords& words, Origin from) const {
  return failure_of(machine_, sdk_, defect, words, std::move(from));
}

bool ProfileWalk::holds(const ProfileView& profile, std::string_view kind) const {
  ProfileView seen = profile;
  if (kind == "static-credentials") seen.config = nullptr;
  if (kind == "static-config") seen.credentials = nullptr;
  const auto has = [&](std::string_view key) { return seen.has(key); };
  const KindRule& rule = sdk_.kind(kind);
  return std::any_of(rule.alternatives.begin(), rule.alternatives.end(), [&](const Words& terms) {
    return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&](std::string_view term) {
      return term_holds(term, has);
    });
  });
}

Words ProfileWalk::kinds_in(const ProfileView& profile, const Words& kinds) const {
  Words found;
  for (const std::string_view kind : kinds) {
    if (holds(profile, kind)) found.push_back(kind);
  }
  return found;
}

/// A chain of roles while it is followed.
struct ProfileWalk::Chain {
  ProfileView profile;
  std::string parent;  ///< the profile that names it as its source; empty at the beginning
  std::vector<std::string> visited;
  std::unordered_set<std::string> seen;
  std::vector<std::string> roles;  ///< from the one that the chain leads to, down to the first
  Origin role_from;                ///< of roles.front()

  void visit(std::string_view name) {
    if (seen.insert(std::string(name)).second) visited.emplace_back(name);
  }
};

WalkResult ProfileWalk::walk(std::string_view name, const Words& kinds) const {
  Chain chain;
  chain.profile = view_.profile(name);
  if (!sdk_.static_ends_loop) chain.visit(name);
  const Words* order = &kinds;
  WalkResult result;
  while (true) {
    const auto kind = std::find_if(order->begin(), order->end(), [&](std::string_view candidate) {
      return holds(chain.profile, candidate);
    });
    if (kind == order->end()) {
      if (!chain.parent.empty()) {
        result.failure = fail("source-without-credentials", {chain.parent, chain.profile.name, {}},
                              view_.origin(chain.profile));
      }
      break;
    }
    if (!is_role(*kind)) {
      result = resolve(chain.profile, *kind);
      break;
    }
    if (auto end = follow(chain)) {
      result = std::move(*end);
      break;
    }
    order = &sdk_.source_kinds;
  }
  if (result.credentials && !chain.roles.empty()) {
    ResolvedCredentials& credentials = *result.credentials;
    credentials.source_provider = credentials.provider;
    credentials.source_profile = credentials.from.profile;
    credentials.provider = "assume-role";
    credentials.role_arn = chain.roles.front();
    credentials.roles.assign(chain.roles.rbegin(), chain.roles.rend());
    credentials.from = chain.role_from;
  }
  return result;
}

std::optional<WalkResult> ProfileWalk::follow(Chain& chain) const {
  const ProfileView profile = chain.profile;
  const Setting& role = *profile.find("role_arn");
  const Origin from = view_.origin(profile, role);
  const bool has_source = profile.has("source_profile");
  const bool has_place = profile.has("credential_source");
  WalkResult end;
  if (has_source == has_place) {
    end.failure =
        fail(has_source ? "both-sources" : "role-without-source", {profile.name, {}, {}}, from);
    return end;
  }
  if (chain.roles.empty()) chain.role_from = from;
  chain.roles.emplace_back(role.value.reveal());
  const std::string source(profile.text("source_profile"));
  if (has_source) {
    end.failure = check_source(chain, profile, source);
    if (end.failure) return end;
  }
  if (profile.has("mfa_serial") && !sdk_.error("mfa-needed").type.empty()) {
    end.failure = fail("mfa-needed", {profile.name, {}, {}},
                       view_.origin(profile, *profile.find("mfa_serial")));
    return end;
  }
  if (has_place) return named_source(profile);
  chain.visit(source);
  chain.parent = std::string(profile.name);
  chain.profile = view_.profile(*chain.seen.find(source));
  return std::nullopt;
}

std::optional<Failure> ProfileWalk::check_source(const Chain& chain, const ProfileView& profile,
                                                 std::string_view source) const {
  const Setting& setting = *profile.find("source_profile");
  const ProfileView target = view_.profile(source);
  if (!target.exists()) {
    return fail("source-missing", {profile.name, source, {}}, view_.origin(profile, setting));
  }
  if (chain.seen.count(std::string(source)) == 0) return std::nullopt;
  const bool has_static = target.has("aws_access_key_id") || target.has("aws_secret_access_key");
  if (source == profile.name && has_static && !sdk_.static_ends_loop) return std::nullopt;
  constexpr std::size_t kShown = 20;
  std::vector<std::string> shown(
      chain.visited.begin(),
      chain.visited.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, chain.visited.size())));
  if (shown.size() < chain.visited.size()) shown.emplace_back("…");
  return fail("source-loop", {profile.name, source, fmt::format("{}", fmt::join(shown, ", "))},
              view_.origin(profile, setting));
}

WalkResult ProfileWalk::resolve(const ProfileView& profile, std::string_view kind) const {
  if (kind == "web-identity") return web_identity(profile);
  if (kind == "sso") return sso(profile);
  if (kind == "login") return login(profile);
  if (kind == "process") return process(profile);
  if (kind == "credential-source" || kind == "source-credential-source") {
    return named_source(profile);
  }
  return static_keys(profile, kind);
}

WalkResult ProfileWalk::static_keys(const ProfileView& profile, std::string_view kind) const {
  ProfileView seen = profile;
  if (kind == "static-credentials") seen.config = nullptr;
  if (kind == "static-config") seen.credentials = nullptr;
  WalkResult result;
  const Setting* key_id = seen.find("aws_access_key_id");
  const Setting* any = key_id != nullptr ? key_id : seen.find("aws_secret_access_key");
  const Origin from = view_.origin(seen, *any);
  const std::string provider =
      seen.credentials != nullptr && seen.credentials->find(any->key) == any
          ? "shared-credentials-file"
          : "config-file";
  for (const std::string_view key : sdk_.kind(kind).required) {
    if (seen.has(key)) continue;
    result.failure = fail("static-partial", {profile.name, provider, key}, from);
    return result;
  }
  if (sdk_.token_in_same_file) {
    (provider == "config-file" ? seen.credentials : seen.config) = nullptr;
  }
  ResolvedCredentials found;
  found.provider = provider;
  found.key_id = Secret(key_id->value);
  found.has_secret = !profile.text("aws_secret_access_key").empty();
  for (const std::string_view key : sdk_.token_keys) {
    if (!seen.has(key)) continue;
    found.token = seen.find(key)->value;
    break;
  }
  found.has_token = !found.token.empty();
  found.account = account_of(found.key_id.reveal(), found.token.reveal());
  found.expiry = expiry_of(machine_, profile, found.token.reveal());
  found.from = from;
  result.credentials = std::move(found);
  return result;
}

WalkResult ProfileWalk::web_identity(const ProfileView& profile) const {
  const Setting& setting = *profile.find("web_identity_token_file");
  const std::string path(setting.value.reveal());
  const Origin from = view_.origin(profile, setting);
  WalkResult result;
  if (profile.text("role_arn").empty()) {
    result.failure = fail("web-identity-no-role", {profile.name, {}, {}}, from);
  } else if (machine_.probe(expand_home(path, view_.paths().home)) != FileState::File) {
    result.failure = fail("token-file-missing", {profile.name, path, {}}, from);
  } else {
    ResolvedCredentials found;
    found.provider = "assume-role-with-web-identity";
    found.role_arn = std::string(profile.text("role_arn"));
    found.from = from;
    result.credentials = std::move(found);
  }
  return result;
}

std::optional<Failure> ProfileWalk::sso_conflict(const ProfileView& profile,
                                                 const Section& session) const {
  for (const Setting& theirs : session.settings) {
    const Setting* own = profile.find(theirs.key);
    const bool repeated = own != nullptr && sdk_.refuses_repeated_sso_keys &&
                          (theirs.key == "sso_region" || theirs.key == "sso_start_url");
    if (own == nullptr || (!repeated && own->value == theirs.value)) continue;
    return fail("sso-conflict", {profile.name, {}, theirs.key}, view_.origin(profile, *own));
  }
  if (!sdk_.refuses_repeated_sso_keys) return std::nullopt;
  for (const std::string_view key : {"sso_region", "sso_start_url"}) {
    if (!profile.has(key)) continue;
    return fail("sso-conflict", {profile.name, {}, key}, view_.origin(profile, *profile.find(key)));
  }
  return std::nullopt;
}

WalkResult ProfileWalk::sso(const ProfileView& profile) const {
  WalkResult result;
  const Section* session = nullptr;
  const Origin profile_at = view_.origin(profile);
  if (const Setting* named = profile.find("sso_session")) {
    session = view_.sso_session(named->value.reveal());
    if (session == nullptr) {
      result.failure = fail("sso-session-missing", {profile.name, named->value.reveal(), {}},
                            view_.origin(profile, *named));
      return result;
    }
    if (!sdk_.ignores_repeated_sso_keys) result.failure = sso_conflict(profile, *session);
    if (result.failure) return result;
  }
  const auto value_of = [&](std::string_view key) {
    const Setting* theirs = session == nullptr ? nullptr : session->find(key);
    return theirs != nullptr ? theirs->value.reveal() : profile.text(key);
  };
  const bool account = profile.has("sso_account_id");
  const bool role = profile.has("sso_role_name");
  std::string_view defect = account == role ? std::string_view{}
                            : account       ? "sso-without-role"
                                            : "sso-without-account";
  if (!account && !role) defect = "sso-token-only";
  if (!defect.empty() && !sdk_.error(defect).type.empty()) {
    result.failure = fail(defect, {profile.name, {}, {}}, profile_at);
    return result;
  }
  Words missing;
  for (const std::string_view key : sdk_.kind("sso").required) {
    if (value_of(key).empty()) missing.push_back(key);
  }
  if (!missing.empty()) {
    result.failure =
        fail("sso-incomplete", {profile.name, {}, fmt::format("{}", fmt::join(missing, ", "))},
             profile_at);
    return result;
  }
  return sso_token(profile, session, value_of("sso_start_url"));
}

WalkResult ProfileWalk::sso_token(const ProfileView& profile, const Section* session,
                                  std::string_view start_url) const {
  WalkResult result;
  const Origin from = view_.origin(profile);
  const std::string file = sha1_hex(session != nullptr ? session->name : start_url);
  const std::string path = view_.paths().home + "/.aws/sso/cache/" + file + ".json";
  const CacheEntry* entry = cached(machine_, view_.paths(), CacheKind::Sso, file);
  if (entry == nullptr || !entry->complete || !entry->has_access_token) {
    result.failure = fail("sso-token-missing", {profile.name, start_url, path}, from);
    return result;
  }
  ResolvedCredentials found;
  found.provider = "sso";
  found.account = std::string(profile.text("sso_account_id"));
  found.role_arn = std::string(profile.text("sso_role_name"));
  found.from = from;
  found.expiry = expiry_at(machine_, "expiresAt", entry->expires);
  if (found.expiry.at && *found.expiry.at <= machine_.now) {
    const Expiry registration =
        expiry_at(machine_, "registrationExpiresAt", entry->registration_expires);
    const bool refreshable = session != nullptr && entry->refreshable &&
                             registration.verdict != Expiry::Verdict::Certain;
    if (!refreshable) {
      const bool own = session != nullptr && !sdk_.error("sso-session-token-expired").type.empty();
      Origin cache;
      cache.kind = Origin::Kind::File;
      cache.path = machine_.facts.file(*entry).path;
      cache.line = entry->at.line;
      result.failure = fail(own ? "sso-session-token-expired" : "sso-token-expired",
                            {profile.name, start_url, path}, cache);
      result.failure->rule = std::string(rule_for(machine_.catalog, "sso-token-expired"));
      return result;
    }
    found.expiry = {};
    found.expiry.reason = "the SSO token has expired and will be refreshed";
  }
  result.credentials = std::move(found);
  return result;
}

WalkResult ProfileWalk::bearer_token(std::string_view name) const {
  WalkResult result;
  const ProfileView profile = view_.profile(name);
  const Setting* named = profile.find("sso_session");
  if (named == nullptr) return result;
  const Section* session = view_.sso_session(named->value.reveal());
  if (session == nullptr) {
    result.failure = fail("sso-session-missing", {name, named->value.reveal(), {}},
                          view_.origin(profile, *named));
    return result;
  }
  const Setting* url = session->find("sso_start_url");
  return sso_token(profile, session, url == nullptr ? std::string_view{} : url->value.reveal());
}

WalkResult ProfileWalk::login(const ProfileView& profile) const {
  WalkResult result;
  const Setting& setting = *profile.find("login_session");
  const Origin from = view_.origin(profile, setting);
  const std::string_view session = setting.value.reveal();
  const CacheEntry* entry = cached(machine_, view_.paths(), CacheKind::Login, sha256_hex(session));
  if (entry == nullptr || !entry->complete || entry->key_id.empty() || !entry->refreshable) {
    result.failure = fail("login-missing", {profile.name, session, {}}, from);
    return result;
  }
  ResolvedCredentials found;
  found.provider = "login";
  found.key_id = entry->key_id;
  found.has_secret = entry->has_secret;
  found.has_token = entry->has_token;
  found.account = entry->account;
  found.from = from;
  found.expiry = expiry_at(machine_, "expiresAt", entry->expires);
  if (found.expiry.verdict == Expiry::Verdict::Certain) {
    found.expiry = {};
    found.expiry.reason = "the login session's credentials have expired and will be refreshed";
  }
  result.credentials = std::move(found);
  return result;
}

WalkResult ProfileWalk::process(const ProfileView& profile) const {
  WalkResult result;
  ResolvedCredentials found;
  found.provider = "process";
  found.from = view_.origin(profile, *profile.find("credential_process"));
  result.credentials = std::move(found);
  return result;
}

WalkResult ProfileWalk::named_source(const ProfileView& profile) const {
  const Setting& setting = *profile.find("credential_source");
  const std::string_view place = setting.value.reveal();
  const Origin from = view_.origin(profile, setting);
  const DefectWords words{profile.name, place, {}};
  WalkResult result;
  if (machine_.catalog.table(Table::CredentialSources).find(place) == nullptr) {
    result.failure = fail("credential-source-unknown", words, from);
    return result;
  }
  if (place == "Environment") {
    result = environment_credentials(machine_, sdk_);
    if (!result.found_something()) result.failure = fail("credential-source-empty", words, from);
    return result;
  }
  const bool container = place == "EcsContainer";
  const bool reachable = !container ||
                         machine_.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ||
                         machine_.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (!reachable) {
    result.failure = fail("credential-source-empty", words, from);
    return result;
  }
  ResolvedCredentials found;
  found.provider = container ? "container" : "imds";
  found.from = from;
  result.credentials = std::move(found);
  return result;
}

}  // namespace credlint::resolver
