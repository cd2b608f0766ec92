// SPDX-License-Identifier: MIT
#include "scanner/report/uri.h"

#include <fmt/format.h>

#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_unreserved(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

bool is_absolute_path(std::string_view path) {
  if (path.starts_with('/')) return true;
  return path.size() > 2 && is_letter(path[0]) && path[1] == ':' && path[2] == '/';
}

std::string path_to_uri(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri;
  for (const char c : path) {
    if (c == '/' && (uri.empty() || uri.ends_with('/'))) continue;
    if (is_unreserved(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace credlint
