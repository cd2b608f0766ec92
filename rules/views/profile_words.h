// SPDX-License-Identifier: MIT
// What the settings of a profile say together.
#pragma once

#include <string_view>

#include "rules/views/profile_graph.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// True when the profile has a setting that lets it yield credentials without another profile:
/// static keys, SSO, a process, …
bool yields_credentials(const Catalog& catalog, const Profile& profile);
/// True when another tool fills or follows this profile, so that what an SDK would lack may be
/// supplied by that tool.
bool is_kept_by_other_tool(const Catalog& catalog, const Profile& profile);
/// True when the profile has a key that is an alias of the given one, or nearly it.
bool has_wrongly_named(const Catalog& catalog, const Profile& profile, std::string_view key);

}  // namespace credlint
