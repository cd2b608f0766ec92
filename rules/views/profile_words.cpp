// SPDX-License-Identifier: MIT
#include "rules/views/profile_words.h"

#include <algorithm>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"

namespace credlint {

bool yields_credentials(const Catalog& catalog, const Profile& profile) {
  const DataTable& table = catalog.table(Table::ProfileCredentialKeys);
  return std::any_of(
      profile.settings.begin(), profile.settings.end(),
      [&](const ConfigSetting* setting) { return table.find(to_lower(setting->key)) != nullptr; });
}

bool is_kept_by_other_tool(const Catalog& catalog, const Profile& profile) {
  return std::any_of(
      profile.settings.begin(), profile.settings.end(),
      [&](const ConfigSetting* setting) { return is_key_of_other_tool(catalog, setting->key); });
}

bool has_wrongly_named(const Catalog& catalog, const Profile& profile, std::string_view key) {
  if (profile.has_misspelt(key)) return true;
  const DataTable& aliases = catalog.table(Table::ConfigKeyAliases);
  return std::any_of(profile.settings.begin(), profile.settings.end(),
                     [&](const ConfigSetting* setting) {
                       const DataRow* alias = aliases.find(to_lower(setting->key));
                       return alias != nullptr && alias->value == key;
                     });
}

}  // namespace credlint
