// SPDX-License-Identifier: MIT
// What is known about the ways of one SDK, from rulesets/data/{sdks, credential_kinds,
// sdk_errors}.toml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/resolver/dialect.h"
#include "rules/resolver/machine.h"
#include "scanner/core/catalog.h"

namespace credlint::resolver {

using Words = std::vector<std::string_view>;

bool has(const Words& words, std::string_view word);

/// When a profile holds credentials of a kind, and what it then needs.
struct KindRule {
  std::vector<Words> alternatives;  ///< terms that must all hold: "a", "a|b", "!a"
  Words required;
};

/// The SDK's own words for a defect.
struct SdkError {
  std::string_view type;      ///< exception class or error code
  std::string_view message;   ///< with {profile}, {name}, {missing} to be filled in
  bool in_own_words = false;  ///< false: ours, for SDKs whose words nobody has looked up
};

/// An SDK of contracts: boto3, cli-v2, js-v3, … Views refer to the catalog.
class Sdk {
 public:
  Sdk(const Catalog& catalog, std::string_view name);

  std::string_view name;
  std::string_view family;
  std::string_view title;  ///< "AWS CLI v2"
  Dialect dialect;
  /// Where it looks, in order: environment, system-properties, profile, profile-role,
  /// env-web-identity, profile-rest, process, credential-file, boto2-config, container, imds.
  Words chain;
  /// Kinds that it looks for in the profile and in one that a source_profile names, in order.
  Words kinds, source_kinds;
  Words env_key_id, env_secret, env_token, env_expiry, env_profile, env_region;
  Words token_keys;
  /// Variable without which ~/.aws/config is not read; empty for most.
  std::string_view env_config_needed;
  FileVariables file_variables;
  bool file_variables_need_config = false;  ///< heeded only where ~/.aws/config is read
  bool region_needs_config = false;         ///< a profile's region, too
  /// Further variables that are read only with it.
  Words env_profile_with_config, env_region_with_config;
  bool key_id_decides = false;             ///< a key id without a secret is an error
  bool asks_for_mfa_codes = false;         ///< at a terminal, for a role that wants one
  bool trims_variables = false;            ///< white space around values of variables is taken off
  bool blank_variables_are_unset = false;  ///< a variable of nothing but white space
  bool env_skipped_when_named = false;     ///< by code or flag
  bool env_skipped_when_set = false;       ///< by code, flag or variable
  bool empty_variables_count = false;      ///< AWS_PROFILE="" names the profile ""
  bool empty_region_counts = false;        ///< AWS_REGION="" is a region, and no good one
  bool missing_profile_stops = false;      ///< at once, whatever else is there
  bool missing_profile_is_error = false;
  Words forgiving_variables;      ///< those that may name a missing profile all the same
  bool file_fault_stops = false;  ///< at once, whatever else is there
  bool file_fault_ignored = false;
  bool token_in_same_file = false;
  bool profile_defects_are_final = true;
  bool chain_passes_defects = false;  ///< a defect of any link leads to the next one
  Words next_defects, final_defects;
  bool static_ends_loop = false;
  /// Keys of the sso-session that the profile repeats: refused, ignored, else they must be equal.
  bool refuses_repeated_sso_keys = false;
  bool ignores_repeated_sso_keys = false;
  bool checks_host_label = false;
  /// Every client looks for the sso-session, or for the services section, that the profile names,
  /// whatever credentials it has.
  bool clients_need_sso_session = false;
  bool clients_need_services = false;
  /// `output` must be a format that it writes.
  bool checks_output = false;
  /// The profile is checked as a whole when it is read, even where the environment has keys.
  bool checks_profile_at_load = false;
  bool imds_disabled_unless_false = false;
  bool imds_disabled_when_filled = false;
  /// AWS_EC2_METADATA_DISABLED counts for credential_source, too.
  bool source_heeds_imds_switch = false;
  /// The program of credential_process is started without a shell.
  bool needs_config_file = false;  ///< where it reads it: without it no profile is read
  bool ignores_credential_source = false;
  bool role_takes_any_source = false;  ///< a role is asked for with whatever its profile holds
  bool empty_settings_are_unset = false;
  bool env_web_identity_skipped_when_named = false;  ///< by code or flag
  bool env_web_identity_needs_role = false;          ///< else it goes on without one
  bool config_switch_is_any_value = false;           ///< of env_config_needed, even "0"
  bool starts_process_itself = false;
  /// What an SSO token must have to be taken for one: "expiresAt", or that for sso-sessions alone.
  bool sso_token_needs_expiry = false, sso_session_token_needs_expiry = false;
  /// Defects in the order in which the SDK comes to them; "*" stands for all that are not named.
  Words error_order;
  /// What AWS answers, in the order of its own checks.
  Words refusals;
  std::string_view region_fallback;

  /// The rule for a kind; one without alternatives when there is none.
  [[nodiscard]] const KindRule& kind(std::string_view kind) const;
  /// The words for a defect; an empty type when the SDK goes on without one.
  [[nodiscard]] SdkError error(std::string_view defect) const;

 private:
  /// The row of the table under the SDK's name, its family's, or "default".
  [[nodiscard]] const DataRow* row(Table table, std::string_view setting) const;
  [[nodiscard]] std::string_view value(std::string_view setting) const;
  [[nodiscard]] Words list(std::string_view setting) const;

  [[nodiscard]] KindRule read_kind(std::string_view kind) const;

  const Catalog& catalog_;
  std::map<std::string_view, KindRule> kind_rules_;
};

/// The SDKs of contracts, in their order there.
std::vector<std::string_view> sdk_names(const Catalog& catalog);

/// The rule of credlint that finds a defect; empty when none does.
std::string_view rule_for(const Catalog& catalog, std::string_view defect);

}  // namespace credlint::resolver
