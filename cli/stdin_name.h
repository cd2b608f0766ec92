// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace credlint {

/// The name of a file that reads like this text (".env", "Dockerfile", "stdin.py"), for standard
/// input that was given none; empty where nothing speaks for one.
std::string_view name_for(std::string_view text);

}  // namespace credlint
