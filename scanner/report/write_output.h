// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/result.h"

namespace credlint {

/// What would stand in the way of write_output() for good: a folder that is not there, or one in
/// the place of the file. To be asked before work is done for it.
Status check_output_path(const std::string& path);

/// Writes a report whole or not at all: beside the target, then renamed over it. A symbolic link is
/// followed, the mode of an existing file kept. A target that is not a regular file (/dev/null,
/// /dev/stdout, a FIFO) is opened and written, never replaced.
Status write_output(const std::string& path, std::string_view content);

/// Replaces the content of a regular file whole or not at all, with its mode and owner, and only
/// while it still is `before`. No symbolic link at the end of `path` is followed; a file with more
/// than one name is refused, for the others would keep the old content.
Status replace_content(const std::string& path, std::string_view before, std::string_view after);

}  // namespace credlint
