// SPDX-License-Identifier: MIT
// What stands in comments: nothing runs it.
#pragma once

#include "scanner/core/location.h"
#include "scanner/core/rule.h"

namespace credlint {

/// True where the line says so: it begins with what begins a comment in that format, or goes on
/// with one over several lines. Behind code and in what is not shown of a line it says nothing.
bool stands_in_comment(const RuleContext& context, const Location& at);

}  // namespace credlint
