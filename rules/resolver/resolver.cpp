// SPDX-License-Identifier: MIT
#include "rules/resolver/resolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/anatomy/config_words.h"
#include "rules/resolver/metadata.h"
#include "rules/resolver/profile_view.h"
#include "rules/resolver/profile_walk.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

/// Links that look in the profile for one kind of credentials.
const Words kLinksOfOneKind = {"process", "sso", "static", "web-identity"};

/// Providers that end in a request or a program: the resolver stops there.
bool needs_more_than_files(std::string_view provider) {
  return provider == "assume-role" || provider == "assume-role-with-web-identity" ||
         provider == "sso" || provider == "process" || provider == "container" ||
         provider == "imds";
}

/// One run of the resolver for one SDK.
class Resolver {
 public:
  Resolver(const Machine& machine, const Sdk& sdk, const ProfileWalk& walk,
           std::string_view profile)
      : machine_(machine),
        sdk_(sdk),
        view_(walk.view()),
        walk_(walk),
        profile_(choose_profile(profile)),
        chosen_(view_.profile(profile_.name)) {
    profile_.exists = chosen_.exists();
  }

  Resolution run() {
    result_.sdk = std::string(sdk_.name);
    result_.profile = profile_;
    stop_at_once();
    find_region();
    check_client();
    if (!result_.failure) ask_chain();
    if (!result_.failure && !result_.credentials && result_.stops_at.empty()) {
      fail(last_ ? *last_ : failure("no-credentials", {profile_.name, {}, {}}, {}));
    }
    return std::move(result_);
  }

 private:
  ChosenProfile choose_profile(std::string_view flag) const {
    ChosenProfile chosen;
    if (!flag.empty()) {
      chosen.name = std::string(flag);
      chosen.selected_by = "--profile";
      return chosen;
    }
    for (const std::string_view name : variables(sdk_.env_profile, sdk_.env_profile_with_config)) {
      const auto value =
          sdk_.empty_variables_count ? machine_.variable(name) : machine_.filled(name);
      if (!value) continue;
      chosen.name = std::string(*value);
      chosen.selected_by = std::string(name);
      return chosen;
    }
    chosen.name = "default";
    chosen.selected_by = "default";
    return chosen;
  }

  [[nodiscard]] Words variables(Words always, const Words& with_config) const {
    if (view_.reads_config()) always.insert(always.end(), with_config.begin(), with_config.end());
    return always;
  }

  [[nodiscard]] Failure failure(std::string_view defect, const DefectWords& words,
                                Origin from) const {
    return failure_of(machine_, sdk_, defect, words, std::move(from));
  }

  void fail(Failure failure) {
    if (!result_.failure) result_.failure = std::move(failure);
  }

  /// A link of the chain found something, and it is of no use.
  void fail_link(Failure failure) {
    if (sdk_.chain_passes_defects) {
      last_ = std::move(failure);
    } else {
      fail(std::move(failure));
    }
  }

  [[nodiscard]] bool wants_profile() const {
    return profile_.named() && !has(sdk_.forgiving_variables, profile_.selected_by);
  }

  [[nodiscard]] Origin selected_from() const {
    Origin origin;
    origin.kind = profile_.selected_by == "--profile" ? Origin::Kind::Flag
                  : profile_.named()                  ? Origin::Kind::Variable
                                                      : Origin::Kind::BuiltIn;
    origin.name = profile_.selected_by;
    return origin;
  }

  [[nodiscard]] Failure file_fault() const {
    Origin origin;
    origin.kind = Origin::Kind::File;
    origin.path = view_.path_of_fault();
    origin.line = view_.fault()->at.line;
    Failure found =
        failure("config-unparsable", {profile_.name, origin.path, view_.fault()->message}, origin);
    return found;
  }

  /// botocore reads the files and looks for the profile before anything else.
  void stop_at_once() {
    if (view_.fault() != nullptr && sdk_.file_fault_stops) return fail(file_fault());
    if (wants_profile() && !profile_.exists && sdk_.missing_profile_stops) {
      return fail(failure("profile-missing", {profile_.name, {}, {}}, selected_from()));
    }
    if (!sdk_.checks_profile_at_load || view_.fault() != nullptr) return;
    if (auto defect = walk_.check_at_load(profile_.name)) fail(std::move(*defect));
  }

  void check_client() {
    const Setting* session = chosen_.find("sso_session");
    if (sdk_.clients_need_sso_session && session != nullptr &&
        view_.sso_session(session->value.reveal()) == nullptr) {
      return fail_client("sso-session-missing", *session);
    }
    if (sdk_.clients_need_sso_session && session != nullptr &&
        lacks_sso_values(*view_.sso_session(session->value.reveal()))) {
      return fail_client("sso-session-incomplete", *session);
    }
    const Setting* services = chosen_.find("services");
    const bool endpoint_given =
        machine_.filled("AWS_ENDPOINT_URL") ||
        equals_ignoring_case(machine_.filled("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
                                 .value_or(chosen_.text("ignore_configured_endpoint_urls")),
                             "true");
    if (sdk_.clients_need_services && services != nullptr && !endpoint_given &&
        view_.services(services->value.reveal()) == nullptr) {
      return fail_client("services-missing", *services);
    }
    if (sdk_.checks_output) check_output();
  }

  void check_output() {
    if (machine_.filled("AWS_DEFAULT_OUTPUT")) return;
    const Setting* output = chosen_.find("output");
    if (output != nullptr && !output->value.empty() &&
        !may_hold(machine_.catalog, "output", output->value.reveal()))
      fail_client("output-unknown", *output);
  }

  /// JS v2 reads no profile when it is told to read a ~/.aws/config that is not there.
  [[nodiscard]] bool lacks_config() const {
    return sdk_.needs_config_file && view_.reads_config() &&
           machine_.probe(view_.paths().config) != FileState::File;
  }

  void fail_client(std::string_view defect) {
    Origin origin;
    origin.kind = Origin::Kind::File;
    origin.path = view_.paths().config;
    result_.client_failure = failure(defect, {profile_.name, origin.path, {}}, origin);
  }

  void fail_client(std::string_view defect, const Setting& setting) {
    result_.client_failure = failure(defect, {profile_.name, setting.value.reveal(), {}},
                                     view_.origin(chosen_, setting));
  }

  void find_region() {
    for (const std::string_view name : variables(sdk_.env_region, sdk_.env_region_with_config)) {
      const auto value = sdk_.empty_region_counts ? machine_.variable(name) : machine_.filled(name);
      if (!value) continue;
      Origin from;
      from.kind = Origin::Kind::Variable;
      from.name = std::string(name);
      result_.region = Sourced{std::string(*value), from};
      return;
    }
    const bool reads_files = !sdk_.region_needs_config || view_.reads_config();
    const Setting* setting = reads_files ? chosen_.find("region") : nullptr;
    if (setting != nullptr) {
      result_.region =
          Sourced{std::string(setting->value.reveal()), view_.origin(chosen_, *setting)};
      return;
    }
    if (lacks_config()) fail_client("config-missing");
    if (sdk_.region_fallback.empty()) return;
    Origin from;
    from.kind = Origin::Kind::BuiltIn;
    result_.region = Sourced{std::string(sdk_.region_fallback), from};
  }

  void ask_chain() {
    bool done = false;
    for (const std::string_view link : sdk_.chain) {
      if (done) {
        note_shadowed(link);
        continue;
      }
      ask(link);
      done = result_.credentials || result_.failure || !result_.stops_at.empty();
    }
  }

  void step(std::string_view provider, std::string outcome, Origin from = {}) {
    result_.chain.push_back({std::string(provider), std::move(outcome), std::move(from)});
  }

  void ask(std::string_view link) {
    if (link == "environment") return ask_environment();
    if (link == "system-properties") {
      return step("system-properties", "not known: set by the program or its command line");
    }
    if (link == "profile") return ask_profile(sdk_.kinds, true);
    if (link == "profile-role") return ask_profile({"role"}, false);
    if (link == "profile-rest") return ask_profile(rest_kinds(), true);
    if (has(kLinksOfOneKind, link)) return ask_profile({link}, false);
    if (link == "env-web-identity") return ask_web_identity();
    if (link == "credential-file" || link == "boto2-config") return note_unread(link);
    if (link == "container") return ask_container();
    if (link == "imds") return ask_imds();
  }

  /// botocore's look at web identity takes the environment and the profile together.
  [[nodiscard]] Words rest_kinds() const {
    Words kinds = sdk_.kinds;
    if (profile_.selected_by != "--profile") std::erase(kinds, "web-identity");
    return kinds;
  }

  /// Files of boto2's time are not read here; who names one is told so.
  void note_unread(std::string_view link) {
    const std::string_view variable =
        link == "credential-file" ? "AWS_CREDENTIAL_FILE" : "BOTO_CONFIG";
    if (!machine_.filled(variable)) return;
    Origin from;
    from.kind = Origin::Kind::Variable;
    from.name = std::string(variable);
    step(link, "set, but not read here: the SDK may find keys in that file", from);
  }

  [[nodiscard]] bool skips_environment() const {
    return sdk_.env_skipped_when_set
               ? profile_.named()
               : sdk_.env_skipped_when_named && profile_.selected_by == "--profile";
  }

  void ask_environment() {
    if (skips_environment()) {
      return step("environment", fmt::format("skipped: {} is given", profile_.selected_by));
    }
    take(environment_credentials(machine_, sdk_), "environment", "not set");
  }

  void ask_web_identity() {
    if (sdk_.env_web_identity_skipped_when_named && profile_.selected_by == "--profile") return;
    take(web_identity_of_environment(machine_, sdk_, chosen_), "assume-role-with-web-identity",
         "not set");
  }

  /// Puts what was found into the result, or notes that nothing was.
  void take(WalkResult found, std::string_view provider, std::string otherwise) {
    if (found.credentials) {
      const bool more = needs_more_than_files(found.credentials->provider);
      step(found.credentials->provider, more ? "used; what comes next is not asked here" : "used",
           found.credentials->from);
      if (more) result_.stops_at = found.credentials->provider;
      result_.credentials = std::move(found.credentials);
    } else if (found.failure) {
      step(provider, found.failure->message, found.failure->from);
      fail_link(std::move(*found.failure));
    } else {
      step(provider, std::move(otherwise));
    }
  }

  void ask_profile(const Words& kinds, bool last_look) {
    if (lacks_config()) {
      if (last_look) step("shared-credentials-file", "not read: ~/.aws/config is not there");
      return;
    }
    if (view_.fault() != nullptr && !sdk_.file_fault_ignored) return fail(file_fault());
    if (!profile_.exists) {
      if (!last_look) return;
      step("shared-credentials-file", fmt::format("profile {} is not there", profile_.name));
      Failure missing = failure("profile-missing", {profile_.name, {}, {}}, selected_from());
      if (wants_profile() && sdk_.missing_profile_is_error) return fail(std::move(missing));
      if (wants_profile()) last_ = std::move(missing);
      return;
    }
    WalkResult found = walk_.walk(profile_.name, kinds);
    note_other_kinds(found, kinds);
    if (!found.failure) {
      if (!found.credentials && !last_look) return;
      return take(std::move(found), "shared-credentials-file", "the profile holds no credentials");
    }
    const std::string& defect = found.failure->defect;
    const bool ends = sdk_.profile_defects_are_final ? !has(sdk_.next_defects, defect)
                                                     : has(sdk_.final_defects, defect);
    const Words held = walk_.kinds_in(chosen_, kinds);
    step(held.empty() ? "shared-credentials-file" : provider_of(held.front()),
         found.failure->message, found.failure->from);
    if (ends) return fail(std::move(*found.failure));
    last_ = std::move(found.failure);
  }

  /// Other kinds of credentials in the profile that come after the one that is used.
  void note_other_kinds(const WalkResult& found, const Words& kinds) {
    if (!found.credentials) return;
    bool first = true;
    for (const std::string_view kind : walk_.kinds_in(chosen_, kinds)) {
      if (!std::exchange(first, false)) note_shadowed_kind(kind, found.credentials->from);
    }
  }

  void note_shadowed_kind(std::string_view kind, const Origin& used) {
    const bool keys = starts_with(kind, "static");
    if (keys) {
      for (const Section* section : {chosen_.credentials, chosen_.config}) {
        const Setting* key = section == nullptr ? nullptr : section->find("aws_access_key_id");
        if (key == nullptr) continue;
        const Origin from = view_.origin(chosen_, *key);
        // One file may be named as both.
        if (from.path == used.path && from.line == used.line) continue;
        const bool first = section == chosen_.credentials;
        add_shadowed(first ? "shared-credentials-file" : "config-file", from);
        return;
      }
      return;
    }
    add_shadowed(provider_of(kind), view_.origin(chosen_));
  }

  /// What hands out a kind of credentials in a profile.
  [[nodiscard]] std::string_view provider_of(std::string_view kind) const {
    if (kind.ends_with("role")) return "assume-role";
    if (kind == "web-identity") return "assume-role-with-web-identity";
    if (!starts_with(kind, "static")) return kind;
    const bool in_config =
        chosen_.credentials == nullptr || chosen_.credentials->find("aws_access_key_id") == nullptr;
    return in_config && chosen_.config != nullptr ? "config-file" : "shared-credentials-file";
  }

  void add_shadowed(std::string_view provider, Origin from) {
    const bool known =
        std::any_of(result_.shadowed.begin(), result_.shadowed.end(),
                    [&](const Shadowed& other) { return other.provider == provider; });
    if (!known) result_.shadowed.push_back({std::string(provider), std::move(from)});
  }

  /// What a later link would have found.
  void note_shadowed(std::string_view link) {
    WalkResult found;
    if (link == "environment" && !skips_environment()) {
      found = environment_credentials(machine_, sdk_);
    } else if (link == "profile" || link == "profile-rest") {
      found = walk_.walk(profile_.name, sdk_.kinds);
    } else if (link == "profile-role") {
      found = walk_.walk(profile_.name, {"role"});
    } else if (link == "container" &&
               container_uri(machine_, sdk_).state == ContainerUri::State::Good) {
      Origin from;
      from.kind = Origin::Kind::Variable;
      from.name = container_uri(machine_, sdk_).variable;
      add_shadowed("container", from);
    }
    if (!found.credentials) return;
    const bool same = result_.credentials &&
                      found.credentials->from.path == result_.credentials->from.path &&
                      found.credentials->from.line == result_.credentials->from.line &&
                      found.credentials->from.kind == result_.credentials->from.kind;
    if (!same) add_shadowed(found.credentials->provider, found.credentials->from);
  }

  void ask_container() {
    const ContainerUri uri = container_uri(machine_, sdk_);
    Origin from;
    from.kind = Origin::Kind::Variable;
    from.name = uri.variable;
    switch (uri.state) {
      case ContainerUri::State::NotSet:
        return step("container", "not set");
      case ContainerUri::State::NoHost:
      case ContainerUri::State::ForbiddenHost:
        step("container", "refused: " + uri.uri, from);
        return fail_link(failure(uri.host.empty() ? "container-uri" : "container-host",
                                 {profile_.name, uri.host, {}}, from));
      case ContainerUri::State::Good:
        step("container", "would be asked at " + uri.uri, from);
        result_.stops_at = "container";
        ResolvedCredentials found;
        found.provider = "container";
        found.from = from;
        result_.credentials = std::move(found);
        return;
    }
  }

  void ask_imds() {
    if (is_imds_disabled(machine_, sdk_)) {
      return step("imds", "disabled by AWS_EC2_METADATA_DISABLED");
    }
    step("imds", "would be asked; it answers on EC2 only");
    // Who names a profile does not mean the instance's role.
    if (last_ && profile_.named()) return fail(*last_);
    result_.stops_at = "imds";
  }

  const Machine& machine_;
  const Sdk& sdk_;
  const SharedView& view_;
  const ProfileWalk& walk_;
  ChosenProfile profile_;
  ProfileView chosen_;
  std::optional<Failure> last_;  ///< of a link after which the chain went on
  Resolution result_;
};

}  // namespace

Resolution resolve(const Machine& machine, const Sdk& sdk, std::string_view profile) {
  const SharedView view(machine, sdk);
  return resolve(machine, sdk, ProfileWalk(machine, sdk, view), profile);
}

Resolution resolve(const Machine& machine, const Sdk& sdk, const ProfileWalk& walk,
                   std::string_view profile) {
  return Resolver(machine, sdk, walk, profile).run();
}

std::vector<std::string> profile_names(const SharedView& view) {
  std::set<std::string> names;
  for (const SharedReading* reading : {&view.config(), &view.credentials()}) {
    for (const Section& section : reading->sections) {
      const bool profile =
          section.kind == SectionKind::Profile || section.kind == SectionKind::Default;
      if (profile) names.insert(section.name);
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace credlint::resolver
