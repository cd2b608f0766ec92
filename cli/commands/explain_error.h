// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/output.h"

namespace credlint {

/// The causes of an AWS or SDK error, by its name or any piece of its message: the rules that find
/// each, and which of them speak here, of this machine and of the working directory. Nothing when
/// the text is no error that is known.
std::optional<std::string> explain_error(std::string_view text, const Output& output);

}  // namespace credlint
