// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// True for "/home/…" and "C:/…".
bool is_absolute_path(std::string_view path);

/// A path as a URI reference without a scheme: everything but letters, digits and "-._~/" is
/// escaped byte by byte, a leading "./" and repeated slashes go. An absolute path stays absolute
/// and must not be given a uriBaseId; it has no scheme because code scanning refuses files that mix
/// schemes.
std::string path_to_uri(std::string_view path);

}  // namespace credlint
