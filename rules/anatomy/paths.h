// SPDX-License-Identifier: MIT
// Paths as text: '/' separated, as FileRecord::path has them. Nothing here touches a disk.
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// What precedes the last '/'; empty when there is none.
std::string_view folder_of(std::string_view path);
/// What follows the last '/'.
std::string_view base_name(std::string_view path);
/// True when `path` is `folder` or lies in it. The empty folder holds every relative path.
bool is_within(std::string_view path, std::string_view folder);
/// `path` seen from `folder`, with "." and ".." resolved as far as they can be.
std::string join_path(std::string_view folder, std::string_view path);

}  // namespace credlint
