// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// True for "/home/…" and "C:/…".
bool is_absolute_path(std::string_view path);

/// A path as a relative URI reference: everything but letters, digits and "-._~/" is escaped byte
/// by byte; a leading "./", leading and repeated slashes go. That of an absolute path is relative
/// to the root of the file system.
std::string path_to_uri(std::string_view path);

}  // namespace credlint
