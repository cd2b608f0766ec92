// SPDX-License-Identifier: MIT
// Credentials that the environment itself holds or names.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/session_token.h"
#include "rules/resolver/expiry.h"
#include "rules/resolver/profile_walk.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

struct Found {
  std::string_view name;
  std::string_view value;
};

/// The first of the variables that is set to something.
std::optional<Found> first_filled(const Machine& machine, const Sdk& sdk, const Words& names) {
  for (const std::string_view name : names) {
    auto value = machine.filled(name);
    if (value && sdk.trims_variables) value = trim(*value);
    if (value && sdk.blank_variables_are_unset && trim(*value).empty()) continue;
    if (value && !value->empty()) return Found{name, *value};
  }
  return std::nullopt;
}

Origin in_environment(std::string_view name) {
  Origin origin;
  origin.kind = Origin::Kind::Variable;
  origin.name = std::string(name);
  return origin;
}

void take_token(const Machine& machine, const Sdk& sdk, ResolvedCredentials& found) {
  for (const std::string_view name : sdk.env_token) {
    const auto token = first_filled(machine, sdk, {name});
    if (!token) continue;
    if (found.has_token) {
      found.passed_over_token = Secret(token->value);
      return;
    }
    found.token = Secret(token->value);
    found.has_token = true;
    found.places.push_back(in_environment(name));
  }
}

/// True for a date, with or without a time, that names no zone.
bool lacks_zone(std::string_view text) {
  const bool date = text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
                    text.find_first_not_of("0123456789-:T. ") == std::string_view::npos;
  return date && std::count(text.begin(), text.end(), '-') == 2;
}

/// True for words that no reader of times takes for one: no digit, no day and no month.
bool is_no_time(std::string_view text) {
  if (text.find_first_of("0123456789") != std::string_view::npos) return false;
  constexpr std::string_view kTimes[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun",
                                         "jan", "feb", "mar", "apr", "may", "jun", "jul",
                                         "aug", "sep", "oct", "nov", "dec", "am",  "pm"};
  const std::string lower = to_lower(text);
  return std::none_of(std::begin(kTimes), std::end(kTimes),
                      [&](std::string_view time) { return lower.find(time) != std::string::npos; });
}

/// True for seconds of the epoch that are taken for a year, and for one beyond 32 bits.
bool is_year_out_of_range(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool digits = error == std::errc() && end == text.data() + text.size();
  return digits && text.size() == 10 && number > std::numeric_limits<std::int32_t>::max();
}

/// What is wrong with the time of the environment's credentials; empty when nothing is.
std::string_view defect_of_expiry(const Expiry& written, std::string_view value) {
  if (is_no_time(value)) return "env-expiry-unparsable";
  if (is_year_out_of_range(value)) return "env-expiry-overflow";
  if (lacks_zone(value)) return "env-expiry-without-zone";
  return written.verdict == Expiry::Verdict::Certain ? "env-expired" : "";
}

}  // namespace

WalkResult environment_credentials(const Machine& machine, const Sdk& sdk) {
  WalkResult result;
  const auto key_id = first_filled(machine, sdk, sdk.env_key_id);
  const auto secret = first_filled(machine, sdk, sdk.env_secret);
  if (!key_id) return result;
  if (!secret) {
    if (sdk.key_id_decides) {
      result.failure = failure_of(machine, sdk, "env-partial", {{}, {}, sdk.env_secret.front()},
                                  in_environment(key_id->name));
    }
    return result;
  }
  ResolvedCredentials found;
  found.provider = "environment";
  found.key_id = Secret(key_id->value);
  found.has_secret = true;
  found.secret = Secret(secret->value);
  found.places = {in_environment(key_id->name), in_environment(secret->name)};
  take_token(machine, sdk, found);
  const TokenReading token = read_session_token(found.token.reveal());
  const auto account = account_of_key_id(key_id->value);
  found.account = account ? *account : token.token.account;
  found.from = in_environment(key_id->name);
  found.expiry = expiry_of_token(machine, found.token.reveal());
  if (const auto expiry = first_filled(machine, sdk, sdk.env_expiry)) {
    const Expiry written = expiry_at(machine, expiry->name, expiry->value);
    if (written.verdict != Expiry::Verdict::Unknown) found.expiry = written;
    const std::string_view defect = defect_of_expiry(written, expiry->value);
    if (!defect.empty() && !sdk.error(defect).type.empty()) {
      result.failure =
          failure_of(machine, sdk, defect, {{}, expiry->value, {}}, in_environment(expiry->name));
      return result;
    }
  }
  result.credentials = std::move(found);
  return result;
}

WalkResult web_identity_of_environment(const Machine& machine, const Sdk& sdk,
                                       const ProfileView& profile) {
  WalkResult result;
  const bool fills_from_profile = sdk.key_id_decides;
  const auto value_of = [&](std::string_view variable, std::string_view key) -> std::string_view {
    if (const auto value = machine.variable(variable)) return *value;
    return fills_from_profile ? profile.text(key) : std::string_view{};
  };
  const std::string_view file = value_of("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  const std::string_view role = value_of("AWS_ROLE_ARN", "role_arn");
  if (file.empty()) return result;
  const Origin from = in_environment("AWS_WEB_IDENTITY_TOKEN_FILE");
  if (role.empty()) {
    if (fills_from_profile || sdk.env_web_identity_needs_role) {
      result.failure =
          failure_of(machine, sdk, "web-identity-no-role", {profile.name, {}, {}}, from);
    }
    return result;
  }
  // No SDK expands "~" here.
  if (machine.probe(file) == FileState::Missing) {
    result.failure = failure_of(machine, sdk, "token-file-missing", {profile.name, file, {}}, from);
    return result;
  }
  ResolvedCredentials found;
  found.provider = "assume-role-with-web-identity";
  found.role_arn = std::string(role);
  found.from = from;
  result.credentials = std::move(found);
  return result;
}

}  // namespace credlint::resolver
