// SPDX-License-Identifier: MIT
#include "rules/resolver/profile_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/session_token.h"
#include "rules/resolver/expiry.h"
#include "rules/resolver/metadata.h"
#include "scanner/core/digest.h"
#include "scanner/core/words.h"

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

bool lacks_sso_values(const Section& session) {
  return session.find("sso_region") == nullptr || session.find("sso_start_url") == nullptr;
}

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
  const auto has = [&](std::string_view key) { return is_set(seen, key); };
  const KindRule& rule = sdk_.kind(kind);
  return std::any_of(rule.alternatives.begin(), rule.alternatives.end(), [&](const Words& terms) {
    return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&](std::string_view term) {
      return term_holds(term, has);
    });
  });
}

bool ProfileWalk::is_set(const ProfileView& profile, std::string_view key) const {
  const Setting* setting = profile.find(key);
  return setting != nullptr && !(sdk_.empty_settings_are_unset && setting->value.empty());
}

bool ProfileWalk::has_pair(const ProfileView& profile) const {
  return is_set(profile, "aws_access_key_id") && is_set(profile, "aws_secret_access_key");
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
  std::vector<Origin> places;      ///< of the settings that go with the roles
  bool again = false;              ///< the profile stood in the chain before

  /// AWS lets nobody chain so many; what is behind them is not told one by one.
  [[nodiscard]] bool is_long() const { return roles.size() >= kRolesTold; }

  void visit(std::string_view name) {
    again = !seen.insert(std::string(name)).second;
    if (!again) visited.emplace_back(name);
  }
};

WalkResult ProfileWalk::walk(std::string_view name, const Words& kinds) const {
  Chain chain;
  chain.profile = view_.profile(name);
  if (!sdk_.static_ends_loop) chain.visit(name);
  const Words* order = &kinds;
  WalkResult result;
  while (true) {
    const auto known = chain.is_long() ? end_of_.find(chain.profile.name) : end_of_.end();
    if (known != end_of_.end()) {
      result = ends_[known->second];
      break;
    }
    const auto kind = std::find_if(order->begin(), order->end(), [&](std::string_view candidate) {
      return holds(chain.profile, candidate);
    });
    if (kind == order->end()) {
      if (!chain.parent.empty()) {
        result.failure = fail("source-without-credentials", {chain.parent, chain.profile.name, {}},
                              view_.origin(chain.profile));
      } else if (sdk_.role_takes_any_source && is_set(chain.profile, "role_arn")) {
        result.failure = mfa_failure(chain.profile);
      }
      break;
    }
    if (!is_role(*kind)) {
      result = resolve(chain.profile, *kind);
      if (*kind != "web-identity") {
        if (auto failure = add_own_role(chain)) result = {{}, std::move(failure)};
      }
      break;
    }
    if (auto end = follow(chain)) {
      result = std::move(*end);
      break;
    }
    order = &sdk_.source_kinds;
  }
  note_end(chain, result);
  if (result.credentials && !chain.roles.empty()) {
    ResolvedCredentials& credentials = *result.credentials;
    credentials.source_provider = credentials.provider;
    credentials.source_profile = credentials.from.profile;
    credentials.provider = "assume-role";
    credentials.role_arn = chain.roles.front();
    credentials.roles.assign(chain.roles.rbegin(), chain.roles.rend());
    credentials.from = chain.role_from;
    credentials.places.insert(credentials.places.end(), chain.places.begin(), chain.places.end());
  }
  return result;
}

std::optional<Failure> ProfileWalk::mfa_failure(const ProfileView& profile) const {
  if (!is_set(profile, "mfa_serial") || sdk_.error("mfa-needed").type.empty()) return std::nullopt;
  return fail("mfa-needed", {profile.name, {}, {}},
              view_.origin(profile, *profile.find("mfa_serial")));
}

/// Go asks for the role of a profile with whatever credentials stand beside it.
std::optional<Failure> ProfileWalk::add_own_role(Chain& chain) const {
  if (!sdk_.role_takes_any_source || chain.again || !is_set(chain.profile, "role_arn")) {
    return std::nullopt;
  }
  if (auto failure = mfa_failure(chain.profile)) return failure;
  if (chain.roles.empty()) {
    chain.role_from = view_.origin(chain.profile, *chain.profile.find("role_arn"));
  }
  note_role(chain, chain.profile);
  return std::nullopt;
}

void ProfileWalk::note_role(Chain& chain, const ProfileView& profile) const {
  if (chain.is_long()) return;
  chain.roles.emplace_back(profile.text("role_arn"));
  for (const std::string_view key :
       {"role_arn", "role_session_name", "external_id", "mfa_serial", "duration_seconds"}) {
    const Setting* sent = profile.find(key);
    if (sent != nullptr) chain.places.push_back(view_.origin(profile, *sent));
  }
}

/// Other chains that come to the same sources end as this one.
void ProfileWalk::note_end(const Chain& chain, const WalkResult& result) const {
  if (!chain.is_long() || (result.failure && result.failure->defect == "source-loop")) return;
  for (const std::string& source : chain.visited) end_of_.emplace(source, ends_.size());
  ends_.push_back(result);
}

std::optional<WalkResult> ProfileWalk::follow(Chain& chain) const {
  const ProfileView profile = chain.profile;
  const Setting& role = *profile.find("role_arn");
  const Origin from = view_.origin(profile, role);
  const bool has_source = is_set(profile, "source_profile");
  const bool has_place = !sdk_.ignores_credential_source && is_set(profile, "credential_source");
  WalkResult end;
  if (has_source == has_place) {
    end.failure =
        fail(has_source ? "both-sources" : "role-without-source", {profile.name, {}, {}}, from);
    return end;
  }
  if (chain.roles.empty()) chain.role_from = from;
  note_role(chain, profile);
  const std::string source(profile.text("source_profile"));
  if (has_source) {
    end.failure = check_source(chain, profile, source);
    if (end.failure) return end;
  }
  end.failure = mfa_failure(profile);
  if (end.failure) return end;
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
  if (sdk_.role_takes_any_source && has_pair(target)) return std::nullopt;
  const bool has_static = target.has("aws_access_key_id") || target.has("aws_secret_access_key");
  // Half a pair is no way out: who comes back a second time goes round for ever.
  const bool again = chain.parent == source;
  if (source == profile.name && has_static && !again && !sdk_.static_ends_loop) {
    return std::nullopt;
  }
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
  found.places.push_back(from);
  if (const Setting* secret = profile.find("aws_secret_access_key")) {
    found.secret = secret->value;
    found.places.push_back(view_.origin(profile, *secret));
  }
  found.has_secret = !found.secret.empty();
  for (const std::string_view key : sdk_.token_keys) {
    const Setting* token = seen.find(key);
    if (token == nullptr) continue;
    if (!found.token.empty()) {
      found.passed_over_token = token->value;
      break;
    }
    found.token = token->value;
    found.places.push_back(view_.origin(seen, *token));
    if (found.token.empty()) break;
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
  } else if (machine_.probe(path) == FileState::Missing) {  // No SDK expands "~" here.
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
  if (const Setting* named = profile.find("sso_session"); is_set(profile, "sso_session")) {
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
  const bool own_rule = session != nullptr && !sdk_.kind("sso-session").required.empty();
  for (const std::string_view key : sdk_.kind(own_rule ? "sso-session" : "sso").required) {
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
  const bool needs_expiry =
      session != nullptr ? sdk_.sso_session_token_needs_expiry : sdk_.sso_token_needs_expiry;
  if (entry == nullptr || !entry->complete || !entry->has_access_token ||
      (needs_expiry && entry->expires.empty())) {
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

/// Looks for a bare name as a shell does; nothing is run.
bool ProfileWalk::stands_in_path(std::string_view program) const {
  const auto path = machine_.variable("PATH");
  if (!path) return true;  // What then counts is the system's own choice.
  for (std::size_t at = 0; at <= path->size();) {
    const std::size_t end = std::min(path->find(':', at), path->size());
    const std::string folder(path->substr(at, end - at));
    if (machine_.probe(folder + "/" + std::string(program)) != FileState::Missing) return true;
    at = end + 1;
  }
  return false;
}

/// The defect when the first word of a credential_process is certain to be no program; else empty.
/// A relative path depends on where the SDK runs, and a shell has commands of its own and expands
/// words.
std::string_view ProfileWalk::program_defect(std::string_view command) const {
  command = trim(command);
  const bool quoted = !command.empty() && (command.front() == '"' || command.front() == '\'');
  const std::size_t end = quoted ? command.find(command.front(), 1) : command.find_first_of(" \t");
  std::string program(command.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0)));
  constexpr std::string_view kOdd = "\"'\\";
  if (program.empty() || program.find_first_of(kOdd) != std::string::npos) return {};
  if (!sdk_.starts_process_itself) {
    if (program.find_first_of("$`(){}[]<>|&;*?=#") != std::string::npos) return {};
    if (!quoted) program = expand_home(program, view_.paths().home);
  }
  constexpr std::string_view kMissing = "process-missing";
  if (program.front() == '/') {
    const FileState state = machine_.probe(program);
    if (state == FileState::Missing) return kMissing;
    const bool may_run = !machine_.may_run || machine_.may_run(program);
    return state == FileState::File && !may_run ? "process-forbidden" : std::string_view{};
  }
  const bool bare = program.find('/') == std::string::npos;
  // No shell has a command of its own with a blank in its name.
  const bool one_name = quoted && program.find(' ') != std::string::npos;
  if (!sdk_.starts_process_itself && !one_name) return {};
  // Without a shell, "~" and "$HOME" are letters like others.
  const bool sign = program.front() == '~' || program.front() == '$';
  if (sdk_.starts_process_itself && sign) return kMissing;
  return bare && !stands_in_path(program) ? kMissing : std::string_view{};
}

WalkResult ProfileWalk::process(const ProfileView& profile) const {
  WalkResult result;
  ResolvedCredentials found;
  const Setting& setting = *profile.find("credential_process");
  found.provider = "process";
  found.from = view_.origin(profile, setting);
  if (const auto defect = program_defect(setting.value.reveal()); !defect.empty()) {
    const std::string_view command = trim(setting.value.reveal());
    const std::string_view program = command.substr(0, command.find_first_of(" \t"));
    result.failure = fail(defect, {profile.name, program, {}}, found.from);
    return result;
  }
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
    if (!result.found_something()) result.failure = fail_empty("environment", words, from);
    return result;
  }
  const bool container = place == "EcsContainer";
  const bool reachable = !container ||
                         machine_.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ||
                         machine_.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  const bool off = !container && sdk_.source_heeds_imds_switch && is_imds_disabled(machine_, sdk_);
  if (!reachable || off) {
    result.failure = fail_empty(container ? "container" : "instance", words, from);
    return result;
  }
  ResolvedCredentials found;
  found.provider = container ? "container" : "imds";
  found.from = from;
  result.credentials = std::move(found);
  return result;
}

/// A credential_source that holds nothing: in the SDK's words for that source, if it has any.
Failure ProfileWalk::fail_empty(std::string_view source, const DefectWords& words,
                                const Origin& from) const {
  const std::string own = std::string(source) + "-source-empty";
  return fail(sdk_.error(own).type.empty() ? "credential-source-empty" : own, words, from);
}

/// Half a pair in *config* is forgotten where *credentials* has the profile, too.
std::optional<Failure> ProfileWalk::check_keys_at_load(const ProfileView& profile) const {
  const bool in_config = profile.credentials == nullptr;
  const Section& section = in_config ? *profile.config : *profile.credentials;
  const Setting* key_id = section.find("aws_access_key_id");
  const Setting* secret = section.find("aws_secret_access_key");
  if ((key_id == nullptr) == (secret == nullptr)) return std::nullopt;
  // The SDK's message has the name as the file writes it.
  const std::string title =
      (in_config && profile.name != "default" ? "profile " : "") + std::string(profile.name);
  return fail(
      "static-partial",
      {profile.name, title, key_id == nullptr ? "aws_access_key_id" : "aws_secret_access_key"},
      view_.origin(profile, key_id == nullptr ? *secret : *key_id));
}

std::optional<Failure> ProfileWalk::check_source_kinds_at_load(const ProfileView& profile,
                                                               bool seen_before,
                                                               bool is_end) const {
  Words given;
  for (const std::string_view key :
       {"source_profile", "credential_source", "web_identity_token_file", "credential_process"}) {
    if (is_set(profile, key) && !(seen_before && key == "source_profile")) given.push_back(key);
  }
  if (given.empty()) return std::nullopt;
  const Origin from = view_.origin(profile, *profile.find(given.front()));
  const bool needs_role = given.front() != "credential_process" && !seen_before;
  if (needs_role && !is_set(profile, "role_arn")) {
    return fail("source-without-role", {profile.name, given.front(), {}}, from);
  }
  // A source with keys of its own is asked for nothing else.
  if (is_end || given.size() == 1) return std::nullopt;
  return fail("both-sources", {profile.name, {}, fmt::format("{}", fmt::join(given, ", "))}, from);
}

std::optional<Failure> ProfileWalk::check_session_at_load(const ProfileView& profile) const {
  if (!is_set(profile, "sso_session")) return std::nullopt;
  const Setting& session = *profile.find("sso_session");
  if (view_.sso_session(session.value.reveal()) != nullptr) return std::nullopt;
  return fail("sso-session-missing", {profile.name, session.value.reveal(), {}},
              view_.origin(profile, session));
}

bool ProfileWalk::has_any_credentials(const ProfileView& profile, bool seen_before) const {
  if (has_pair(profile) || (is_set(profile, "source_profile") && !seen_before)) return true;
  constexpr std::string_view kKeys[] = {"credential_source", "credential_process",
                                        "web_identity_token_file"};
  return std::any_of(std::begin(kKeys), std::end(kKeys),
                     [&](std::string_view key) { return is_set(profile, key); }) ||
         holds(profile, "sso");
}

/// Down the chain of sources each profile is checked by itself; on the way back up, what it has
/// beside.
std::optional<Failure> ProfileWalk::check_at_load(std::string_view name) const {
  std::unordered_set<std::string> seen;
  std::vector<ProfileView> chain;
  bool again = false;
  for (ProfileView profile = view_.profile(name); profile.exists();) {
    if (auto keys = check_keys_at_load(profile)) return keys;
    again = seen.count(std::string(profile.name)) > 0;
    const bool is_end = !seen.empty() && has_pair(profile);
    if (auto kinds = check_source_kinds_at_load(profile, again, is_end)) return kinds;
    if (is_end) break;
    seen.emplace(profile.name);
    chain.push_back(profile);
    if (again || !is_set(profile, "source_profile")) break;
    const Setting& source = *profile.find("source_profile");
    const ProfileView next = view_.profile(source.value.reveal());
    if (!next.exists()) {
      return fail("source-missing", {profile.name, next.name, {}}, view_.origin(profile, source));
    }
    profile = next;
  }
  while (!chain.empty()) {
    const ProfileView profile = chain.back();
    chain.pop_back();
    if (auto session = check_session_at_load(profile)) return session;
    if (!chain.empty() && !has_any_credentials(profile, std::exchange(again, false))) {
      return fail("source-without-credentials", {chain.back().name, profile.name, {}},
                  view_.origin(profile));
    }
  }
  return std::nullopt;
}

}  // namespace credlint::resolver
