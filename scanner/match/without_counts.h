// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// An expression that matches wherever this one does, and elsewhere too: "{2,5}" becomes "+", and
/// "{0,5}" "*"; an exact count stays. The automaton of many expressions that count keeps one state
/// for each way in which their counts combine, so it never ends growing.
std::string without_counts(std::string_view regex);

}  // namespace credlint
