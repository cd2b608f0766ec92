// SPDX-License-Identifier: MIT
// What stands in comments: nothing runs it.
#pragma once

#include <string_view>

#include "scanner/core/location.h"
#include "scanner/core/rule.h"

namespace credlint {

/// True where the line says so: it begins with what begins a comment in that format, or goes on
/// with one over several lines. Behind code and in what is not shown of a line it says nothing.
bool stands_in_comment(const RuleContext& context, const Location& at);

/// To be said behind the message of what can be read there.
inline constexpr std::string_view kOfComment =
    " The line is a comment: nothing uses the key there, and it can be read all the same.";

}  // namespace credlint
