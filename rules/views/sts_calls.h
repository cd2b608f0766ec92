// SPDX-License-Identifier: MIT
// What calls to STS ask for, and with whose credentials.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "scanner/core/facts.h"

namespace credlint {

/// "assumerole", "getsessiontoken", …: the operation in lower case, without what an SDK adds to its
/// name ("AssumeRoleCommand", "get_session_token", "GetFederationTokenAsync").
std::string sts_operation(const RoleAssumption& call);

/// The seconds that a value says: a whole number, or the text that PHP's strtotime reads ("+20
/// minutes"); absent for everything else.
std::optional<std::chrono::seconds> seconds_of(const Value& value);

/// True when the key id is certainly a temporary one: a literal that begins with ASIA, or taken out
/// of an answer of STS.
bool is_temporary(const Value& key_id);

}  // namespace credlint
