// SPDX-License-Identifier: MIT
// From a profile to credentials: roles and their sources, SSO, web identity, programs, static keys,
// in the order and with the errors of one SDK.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/resolver/profile_view.h"

namespace credlint::resolver {

/// What a profile led to. At most one of the members is set; none when it holds no credentials.
struct WalkResult {
  std::optional<ResolvedCredentials> credentials;
  std::optional<Failure> failure;
  [[nodiscard]] bool found_something() const { return credentials || failure; }
};

/// Values for the placeholders of an error's message.
struct DefectWords {
  std::string_view profile;
  std::string_view name;
  std::string_view missing;
};

/// The SDK's words for a defect.
Failure failure_of(const Machine& machine, const Sdk& sdk, std::string_view defect,
                   const DefectWords& words, Origin from);

/// The pair and token that the environment holds for the SDK, if it would take them.
WalkResult environment_credentials(const Machine& machine, const Sdk& sdk);

/// A role of AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE. For botocore each of them, where unset,
/// comes from the profile.
WalkResult web_identity_of_environment(const Machine& machine, const Sdk& sdk,
                                       const ProfileView& profile);

/// True for an sso-session without sso_region or sso_start_url.
bool lacks_sso_values(const Section& session);

/// Chains of one SDK over files that were read once. Not to be shared by threads: it remembers the
/// ends of long chains, so that all profiles of one take linear time together.
class ProfileWalk {
 public:
  /// Roles of a chain that are told one by one.
  static constexpr std::size_t kRolesTold = 100;

  ProfileWalk(const Machine& machine, const Sdk& sdk, const SharedView& view)
      : machine_(machine), sdk_(sdk), view_(view) {}

  [[nodiscard]] const SharedView& view() const { return view_; }

  /// Looks in the profile for the given kinds, in order. Chains of source_profile may have any
  /// length.
  [[nodiscard]] WalkResult walk(std::string_view profile, const Words& kinds) const;

  /// The bearer token of the profile's sso-session, for services that take one.
  [[nodiscard]] WalkResult bearer_token(std::string_view profile) const;

  /// Kinds of credentials that the profile holds for this SDK, in the SDK's order.
  [[nodiscard]] Words kinds_in(const ProfileView& profile, const Words& kinds) const;

  /// What an SDK that checks a profile as it reads it says of it and of its sources, whatever
  /// credentials it will use.
  [[nodiscard]] std::optional<Failure> check_at_load(std::string_view profile) const;

 private:
  struct Link {
    std::string profile;
    std::string role_arn;
    Origin from;
  };
  struct Chain;

  [[nodiscard]] bool holds(const ProfileView& profile, std::string_view kind) const;
  /// True when the profile has the setting, as far as the SDK can tell.
  [[nodiscard]] bool is_set(const ProfileView& profile, std::string_view key) const;
  [[nodiscard]] Failure fail(std::string_view defect, const DefectWords& words, Origin from) const;
  [[nodiscard]] Failure fail_empty(std::string_view source, const DefectWords& words,
                                   const Origin& from) const;
  [[nodiscard]] WalkResult resolve(const ProfileView& profile, std::string_view kind) const;
  [[nodiscard]] WalkResult static_keys(const ProfileView& profile, std::string_view kind) const;
  [[nodiscard]] WalkResult web_identity(const ProfileView& profile) const;
  [[nodiscard]] WalkResult sso(const ProfileView& profile) const;
  [[nodiscard]] WalkResult sso_token(const ProfileView& profile, const Section* session,
                                     std::string_view start_url) const;
  [[nodiscard]] std::optional<Failure> sso_conflict(const ProfileView& profile,
                                                    const Section& session) const;
  [[nodiscard]] WalkResult login(const ProfileView& profile) const;
  [[nodiscard]] WalkResult process(const ProfileView& profile) const;
  [[nodiscard]] WalkResult named_source(const ProfileView& profile) const;
  [[nodiscard]] std::string_view program_defect(std::string_view command) const;
  [[nodiscard]] bool stands_in_path(std::string_view program) const;
  [[nodiscard]] std::optional<Failure> check_keys_at_load(const ProfileView& profile) const;
  [[nodiscard]] std::optional<Failure> check_source_kinds_at_load(const ProfileView& profile,
                                                                  bool seen_before,
                                                                  bool is_end) const;
  [[nodiscard]] bool has_pair(const ProfileView& profile) const;
  /// What Go wants of a profile that another names as its source.
  [[nodiscard]] bool has_any_credentials(const ProfileView& profile, bool seen_before) const;
  [[nodiscard]] std::optional<Failure> check_session_at_load(const ProfileView& profile) const;
  [[nodiscard]] std::optional<Failure> mfa_failure(const ProfileView& profile) const;
  [[nodiscard]] std::optional<Failure> add_own_role(Chain& chain) const;
  void note_role(Chain& chain, const ProfileView& profile) const;
  void note_end(const Chain& chain, const WalkResult& result) const;
  /// The next profile of a chain of roles, or how the chain ends here.
  [[nodiscard]] std::optional<WalkResult> follow(Chain& chain) const;
  [[nodiscard]] std::optional<Failure> check_source(const Chain& chain, const ProfileView& profile,
                                                    std::string_view source) const;

  const Machine& machine_;
  const Sdk& sdk_;
  const SharedView& view_;
  /// How long chains end that were walked before, by the profiles on their way.
  mutable std::vector<WalkResult> ends_;
  mutable std::map<std::string, std::size_t, std::less<>> end_of_;
};

}  // namespace credlint::resolver
