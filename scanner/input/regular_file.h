// SPDX-License-Identifier: MIT
// The one door for files that are read by name rather than found in a walk: configuration,
// rulesets, ignore files, baselines, hooks, the shared AWS files.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/core/result.h"
#include "scanner/input/descriptor.h"

namespace credlint {

/// Opens a regular file, or /dev/null, for reading; `flags` are added to open(2)'s. An error for
/// anything else: a FIFO that nobody writes to, a device or a socket must not hold up the run.
/// Never waits. `folder` is a descriptor or AT_FDCWD. The error does not name the path.
Result<Descriptor> open_regular_file(int folder, const std::string& path, int flags = 0);

/// All bytes of what open_regular_file() opens; an error beyond `limit` bytes.
Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit);

/// The same for a file that somebody named and that may also be a pipe, as in
/// `--files-from <(git ls-files)`. Waits for its writer, but for the first only some seconds.
Result<std::string> read_file_or_pipe(const std::string& path, std::uint64_t limit);

}  // namespace credlint
