// SPDX-License-Identifier: MIT
#include "rules/views/temporary_callers.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/key_id.h"
#include "rules/views/env_scopes.h"
#include "rules/views/regionless_clients.h"
#include "rules/views/sts_calls.h"

namespace credlint {

TemporaryCallers::TemporaryCallers(const RuleContext& context)
    : context_(context),
      matches_(context.view<FileMatches>()),
      graph_(context.view<ProfileGraph>()),
      in_force_(profile_in_force(context)) {
  const std::vector<const EnvAssignment*> keys = context.facts.env("AWS_ACCESS_KEY_ID");
  environment_has_keys_ = std::any_of(keys.begin(), keys.end(), [&](const EnvAssignment* key) {
    return is_live_environment(*key, context.facts.file(*key));
  });
}

std::optional<TemporaryCaller> TemporaryCallers::of(const RoleAssumption& call) const {
  if (is_temporary(call.key_id)) {
    const bool literal = call.key_id.literal();
    return TemporaryCaller{literal ? "a temporary key" : "credentials that STS issued",
                           call.key_id.at};
  }
  if (call.key_id.given()) return std::nullopt;
  const PatternMatch* handler = matches_.first(call.at.file, "lambda-handler");
  if (handler != nullptr && !call.profile.given()) {
    return TemporaryCaller{"the role of a Lambda function", handler->at};
  }
  return by_profile(call);
}

std::optional<TemporaryCaller> TemporaryCallers::by_profile(const RoleAssumption& call) const {
  const bool named = call.profile.literal();
  if (call.profile.given() ? !named : environment_has_keys_) return std::nullopt;
  const std::string_view name = named ? call.profile.text.reveal() : in_force_;
  const Profile* profile =
      name.empty() ? nullptr : graph_.find_above(context_.facts.file(call).path, name);
  if (profile == nullptr) return std::nullopt;
  const ConfigSetting* key = profile->setting("aws_access_key_id");
  const ConfigSetting* role = profile->setting("role_arn");
  if (key != nullptr && role == nullptr &&
      key_id_kind(key->value.reveal()) == KeyIdKind::Temporary) {
    return TemporaryCaller{fmt::format("the temporary key of profile \"{}\"", name), key->at};
  }
  if (role != nullptr) {
    return TemporaryCaller{fmt::format("the role of profile \"{}\"", name), role->at};
  }
  return std::nullopt;
}

}  // namespace credlint
