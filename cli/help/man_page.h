// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/help/command_doc.h"

namespace credlint {

/// credlint(1), for man and mandoc.
std::string man_page(const CommandDoc& program);

}  // namespace credlint
