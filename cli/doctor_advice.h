// SPDX-License-Identifier: MIT
// What to do where no finding says it: names that are nearly right.
#pragma once

#include <span>
#include <string>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "scanner/core/diagnostic.h"

namespace credlint {

/// Advice about a failure that comes of something which is not where the SDK looks: a profile of
/// nearly that name, a shared file of nearly that name, a file that could not be read. Empty where
/// nothing of that kind is seen.
std::string advice_about_absence(const resolver::Machine& machine,
                                 std::span<const Diagnostic> unread,
                                 const resolver::Failure& failure,
                                 const resolver::Resolution& resolution);

/// The path with "~" for the home.
std::string from_home(const std::string& path, const std::string& home);

/// True for failures that come of something missing: a profile, credentials, a region.
bool is_absence(const resolver::Failure& failure);

}  // namespace credlint
