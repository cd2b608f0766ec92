// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "scanner/core/result.h"

namespace credlint {

/// All bytes of a regular file. An error for anything else: a FIFO that nobody writes to must not
/// hold up the run. The error does not name the path.
Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit);

}  // namespace credlint
