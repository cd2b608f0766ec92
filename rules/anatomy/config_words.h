// SPDX-License-Identifier: MIT
// What the keys of shared config and credentials files mean, as far as rulesets/ knows them.
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// True when some SDK reads that key, in any case.
bool is_sdk_key(const Catalog& catalog, std::string_view key);
/// True when the key may hold that value: one of its words, or anything where it has none.
bool may_hold(const Catalog& catalog, std::string_view key, std::string_view value);
/// True when the key's value has to be a whole number.
bool takes_number(const Catalog& catalog, std::string_view key);
/// True when another tool is known to write that key: expiry fields, "granted_…", …
bool is_key_of_other_tool(const Catalog& catalog, std::string_view key);
/// True when the key means a part of a credential: id, secret or token.
bool is_credential_key(const Catalog& catalog, std::string_view key);
/// True when the key's value is a command line, in which quotes have their place.
bool is_command_key(const Catalog& catalog, std::string_view key);

}  // namespace credlint
