// SPDX-License-Identifier: MIT
// Which profile, region and credentials an SDK would use on a machine, and where it would stop.
#pragma once

#include <string_view>

#include "rules/resolver/machine.h"
#include "rules/resolver/profile_walk.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"

namespace credlint::resolver {

/// `profile` is the one named by code or a flag; empty when none is. Takes time linear in the size
/// of the shared files.
Resolution resolve(const Machine& machine, const Sdk& sdk, std::string_view profile);
/// The same with files that were read once, for several profiles.
Resolution resolve(const Machine& machine, const Sdk& sdk, const ProfileWalk& walk,
                   std::string_view profile);

/// Names of all profiles that the SDK sees, sorted, each once.
std::vector<std::string> profile_names(const SharedView& view);

}  // namespace credlint::resolver
