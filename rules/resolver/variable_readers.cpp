// SPDX-License-Identifier: MIT
#include "rules/resolver/variable_readers.h"

#include <algorithm>

#include "rules/resolver/outcomes.h"
#include "rules/resolver/sdk.h"

namespace credlint::resolver {
namespace {

bool reads(const Sdk& sdk, std::string_view name) {
  const Words* const lists[] = {&sdk.env_key_id,
                                &sdk.env_secret,
                                &sdk.env_token,
                                &sdk.env_expiry,
                                &sdk.env_profile,
                                &sdk.env_region,
                                &sdk.env_profile_with_config,
                                &sdk.env_region_with_config};
  return std::ranges::any_of(
      lists, [&](const Words* words) { return std::ranges::find(*words, name) != words->end(); });
}

}  // namespace

std::string readers_of_variable(const Catalog& catalog, std::string_view name) {
  Outcomes outcomes(catalog);
  bool any = false;
  for (const std::string_view sdk : sdk_names(catalog)) {
    const bool takes = reads(Sdk(catalog, sdk), name);
    outcomes.add(sdk, takes ? "read it" : "ignore it");
    any = any || takes;
  }
  return any ? outcomes.sentence() : std::string();
}

}  // namespace credlint::resolver
