// SPDX-License-Identifier: MIT
#include "rules/resolver/sdk.h"

#include <algorithm>

#include "rules/resolver/words_of.h"

namespace credlint::resolver {
namespace {

std::string_view first_or_empty(const Words& words) {
  return words.empty() ? std::string_view{} : words.front();
}

}  // namespace

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Sdk::Sdk(const Catalog& catalog, std::string_view sdk)
    : name(sdk), family(sdk), title(sdk), catalog_(catalog) {
  const DataTable& table = catalog.table(Table::Sdks);
  if (const DataRow* own = table.find(std::string(sdk) + ".family")) family = own->value;
  for (const char* titled : {".family", ".dialect", ".chain"}) {
    const DataRow* own = table.find(std::string(sdk) + titled);
    if (own == nullptr || own->note.empty()) continue;
    title = own->note;
    break;
  }
  dialect = dialect_named(catalog, value("dialect"));
  chain = list("chain");
  kinds = list("kinds");
  source_kinds = list("source-kinds");
  env_key_id = list("env-key-id");
  env_secret = list("env-secret");
  env_token = list("env-token");
  env_expiry = list("env-expiry");
  env_profile = list("env-profile");
  env_region = list("env-region");
  token_keys = list("token-keys");
  env_config_needed = first_or_empty(list("env-config-needed"));
  const Words expansion = list("home-expansion");
  file_variables.tilde = has(expansion, "tilde");
  file_variables.dollars = has(expansion, "variables");
  file_variables.empty_counts = value("empty-file-variables") == "set";
  file_variables.must_exist = value("file-variables") == "of-files";
  file_variables.credentials = value("credentials-file-variable");
  file_variables_need_config = value("file-variables") == "with-config";
  region_needs_config = value("region-files") == "with-config";
  env_profile_with_config = list("env-profile-with-config");
  env_region_with_config = list("env-region-with-config");
  key_id_decides = value("env-needs") == "key-id";
  asks_for_mfa_codes = value("mfa-codes") == "asked-for";
  trims_variables = value("env-values") == "trimmed";
  blank_variables_are_unset = value("env-values") == "blank-is-unset";
  env_skipped_when_set = value("env-skipped") == "any-profile";
  env_skipped_when_named = env_skipped_when_set || value("env-skipped") == "explicit-profile";
  empty_variables_count = value("empty-variables") == "set";
  empty_region_counts = value("empty-region") == "set";
  missing_profile_stops = value("named-profile-missing") == "error-at-once";
  missing_profile_is_error = missing_profile_stops || value("named-profile-missing") == "error";
  forgiving_variables = list("missing-profile-forgiven");
  file_fault_stops = value("file-fault") == "error-at-once";
  file_fault_ignored = value("file-fault") == "ignored";
  token_in_same_file = value("token-file") == "same";
  profile_defects_are_final = value("profile-defects") == "final";
  chain_passes_defects = value("chain-defects") == "next";
  next_defects = list("next-defects");
  final_defects = list("final-defects");
  static_ends_loop = value("loop-ends") == "static";
  refuses_repeated_sso_keys = value("sso-repeats") == "refused";
  ignores_repeated_sso_keys = value("sso-repeats") == "ignored";
  const Words checks = list("client-checks");
  clients_need_sso_session = has(checks, "sso-session");
  clients_need_services = has(checks, "services");
  checks_host_label = has(checks, "host-label");
  checks_output = has(checks, "output");
  checks_profile_at_load = has(checks, "profile-at-load");
  imds_disabled_unless_false = value("imds-disabled") == "not-false";
  imds_disabled_when_filled = value("imds-disabled") == "filled";
  source_heeds_imds_switch = has(list("imds-switch"), "source");
  needs_config_file = value("config-file") == "needed";
  ignores_credential_source = value("role-sources") == "profile";
  role_takes_any_source = value("role-sources") == "any";
  empty_settings_are_unset = value("empty-settings") == "unset";
  env_web_identity_skipped_when_named =
      key_id_decides || value("env-web-identity-skipped") == "explicit-profile";
  env_web_identity_needs_role = value("env-web-identity-role") == "needed";
  config_switch_is_any_value = value("config-switch") == "filled";
  starts_process_itself = value("process-start") == "direct";
  sso_token_needs_expiry = value("sso-token-expiry") == "needed";
  sso_session_token_needs_expiry =
      sso_token_needs_expiry || value("sso-token-expiry") == "needed-by-session";
  error_order = list("error-order");
  refusals = list("refusals");
  region_fallback = first_or_empty(list("region-fallback"));
  for (const Words* words : {&kinds, &source_kinds}) {
    for (const std::string_view kind : *words) kind_rules_.emplace(kind, read_kind(kind));
  }
  for (const std::string_view kind :
       {"role", "process", "sso", "sso-session", "static", "web-identity"}) {
    kind_rules_.emplace(kind, read_kind(kind));
  }
}

const DataRow* Sdk::row(Table table, std::string_view setting) const {
  const DataTable& rows = catalog_.table(table);
  for (const std::string_view owner : {name, family, std::string_view("default")}) {
    const std::string key = std::string(owner) + "." + std::string(setting);
    if (const DataRow* found = rows.find(key)) return found;
  }
  return nullptr;
}

std::string_view Sdk::value(std::string_view setting) const {
  const DataRow* found = row(Table::Sdks, setting);
  return found == nullptr ? std::string_view{} : found->value;
}

Words Sdk::list(std::string_view setting) const { return words_of(value(setting)); }

const KindRule& Sdk::kind(std::string_view kind) const {
  static const KindRule kNone;
  const auto found = kind_rules_.find(kind);
  return found == kind_rules_.end() ? kNone : found->second;
}

KindRule Sdk::read_kind(std::string_view kind) const {
  KindRule rule;
  const DataRow* found = row(Table::CredentialKinds, kind);
  if (found == nullptr) return rule;
  rule.alternatives.emplace_back();
  for (const std::string_view word : words_of(found->value)) {
    if (word == "or") {
      rule.alternatives.emplace_back();
    } else {
      rule.alternatives.back().push_back(word);
    }
  }
  rule.required = words_of(found->note);
  return rule;
}

SdkError Sdk::error(std::string_view defect) const {
  const DataRow* found = row(Table::SdkErrors, defect);
  if (found == nullptr) return {};
  return {found->value, found->note, !std::string_view(found->key).starts_with("default.")};
}

std::vector<std::string_view> sdk_names(const Catalog& catalog) {
  std::vector<std::string_view> names;
  for (const DataRow& row : catalog.table(Table::SdkNames).rows) names.push_back(row.key);
  return names;
}

std::string_view rule_for(const Catalog& catalog, std::string_view defect) {
  const DataRow* found = catalog.table(Table::DefectRules).find(defect);
  return found == nullptr ? std::string_view{} : found->value;
}

}  // namespace credlint::resolver
