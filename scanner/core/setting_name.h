// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/words.h"

namespace credlint {

/// Elsewhere::module of what settings files tell: behind it stand the files,
/// "application*,config/*",
/// "=config.yml" for one by its path. With kSettingsOfEach, the name stands below that of an
/// environment ("production.region").
inline constexpr std::string_view kSettings = "settings:";
inline constexpr std::string_view kSettingsOfEach = "settings*:";

inline bool is_of_settings(std::string_view module) {
  return module.starts_with(kSettings) || module.starts_with(kSettingsOfEach);
}

/// A setting's name as those who read it compare it: "storage.accesskey" for "Storage:AccessKey"
/// and "storage.access-key".
inline std::string setting_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '(' || c == ')') continue;
    out += c == ':' ? '.' : to_lower(c);
  }
  return out;
}

/// "region" for "getRegion()", "region()" and "region".
inline std::string field_of_getter(std::string_view name) {
  if (name.ends_with("()")) name.remove_suffix(2);
  const bool getter =
      name.size() > 3 && name.starts_with("get") && name[3] >= 'A' && name[3] <= 'Z';
  return getter ? std::string(1, to_lower(name[3])).append(name.substr(4)) : std::string(name);
}

}  // namespace credlint
