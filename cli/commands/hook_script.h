// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// Where a hook that was there before is kept, beside ours.
inline constexpr char kKeptHook[] = "pre-commit.before-credlint";

/// The pre-commit hook. It runs credlint from PATH, else the program of that absolute path.
std::string hook_script(std::string_view program);

/// Whether a hook is one of ours, of whatever version.
bool is_our_hook(std::string_view script);

}  // namespace credlint
