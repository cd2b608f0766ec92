// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "rules/resolver/profile_view.h"
#include "rules/resolver/resolution.h"

namespace credlint::resolver {

/// When static credentials of a profile end: from what login tools wrote beside them, else from the
/// token itself.
Expiry expiry_of(const Machine& machine, const ProfileView& profile, std::string_view token);
/// When a session token ends, from its own creation time.
Expiry expiry_of_token(const Machine& machine, std::string_view token);
/// When a session token was issued, by its own word.
std::optional<std::chrono::sys_seconds> issued_at(std::string_view token);
/// What an expiry that is written down says.
Expiry expiry_at(const Machine& machine, std::string_view name, std::string_view value);

}  // namespace credlint::resolver
