// SPDX-License-Identifier: MIT
// Completions for shells. They are whole texts: completing runs nothing of ours.
#pragma once

#include <string>

#include "cli/help/command_doc.h"

namespace credlint {

std::string bash_completion(const CommandDoc& program);
std::string zsh_completion(const CommandDoc& program);
std::string fish_completion(const CommandDoc& program);

}  // namespace credlint
