// SPDX-License-Identifier: MIT
// What the keys of shared config and credentials files mean, as far as rulesets/ knows them.
#pragma once

#include <string_view>

#include "rules/support/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint {

/// True when some SDK reads that key, in any case.
bool is_sdk_key(const Catalog& catalog, std::string_view key);
/// True when another tool is known to write that key: expiry fields, "granted_…", …
bool is_key_of_other_tool(const Catalog& catalog, std::string_view key);
/// True when the key means a part of a credential: id, secret or token.
bool is_credential_key(const Catalog& catalog, std::string_view key);
/// True when the key's value is a command line, in which quotes have their place.
bool is_command_key(const Catalog& catalog, std::string_view key);
/// True when the profile has a setting that lets it yield credentials without another profile:
/// static keys, SSO, a process, …
bool yields_credentials(const Catalog& catalog, const Profile& profile);
/// True when another tool fills or follows this profile, so that what an SDK would lack may be
/// supplied by that tool.
bool is_kept_by_other_tool(const Catalog& catalog, const Profile& profile);
/// True when the profile has a key that is an alias of the given one, or nearly it.
bool has_wrongly_named(const Catalog& catalog, const Profile& profile, std::string_view key);

}  // namespace credlint
