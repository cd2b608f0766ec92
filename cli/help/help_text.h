// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "cli/help/command_doc.h"

namespace credlint {

/// What "credlint help" shows of a command: for 80 columns, flags under their headings with their
/// choices and defaults.
std::string help_text(const CommandDoc& command);

/// "credlint check [OPTIONS] [PATH]..."
std::string usage_of(const CommandDoc& command);

/// The sentence about a flag with its choices, where they are few, and what holds without it.
std::string sentence_of(const FlagDoc& flag);

}  // namespace credlint
