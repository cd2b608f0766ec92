// SPDX-License-Identifier: MIT
#include "rules/resolver/setting_readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/anatomy/config_words.h"
#include "rules/resolver/outcomes.h"
#include "rules/resolver/sdk.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

/// "a|b" names both keys; "!a" is about the absence of one.
bool names(const Words& terms, std::string_view key) {
  return std::ranges::any_of(terms, [&](std::string_view term) {
    const std::vector<std::string_view> keys = split(term, "|");
    return std::ranges::find(keys, key) != keys.end();
  });
}

/// True when some kind of credentials that the SDK looks for is made of that key.
bool takes_credentials_from(const Sdk& sdk, std::string_view key) {
  if (has(sdk.token_keys, key)) return true;
  for (const Words* kinds : {&sdk.kinds, &sdk.source_kinds}) {
    for (const std::string_view name : *kinds) {
      const KindRule& kind = sdk.kind(name);
      if (names(kind.required, key) ||
          std::ranges::any_of(kind.alternatives,
                              [&](const Words& terms) { return names(terms, key); }))
        return true;
    }
  }
  return false;
}

/// Empty for a key that is no part of any kind of credentials.
std::string takers(const Catalog& catalog, std::string_view key) {
  Outcomes outcomes(catalog);
  bool any = false;
  for (const std::string_view name : sdk_names(catalog)) {
    const bool takes = takes_credentials_from(Sdk(catalog, name), key);
    outcomes.add(name, takes ? "take credentials from it" : "ignore it");
    any = any || takes;
  }
  return any ? outcomes.sentence() : std::string();
}

std::string words_of(const Catalog& catalog, std::string_view key) {
  const DataRow* row = catalog.table(Table::ConfigKeys).find(key);
  if (row == nullptr || row->value.empty()) return {};
  if (takes_number(catalog, key)) return "Its value is a whole number.";
  return fmt::format("Its value is one of: {}.", fmt::join(split(row->value, " "), ", "));
}

std::string file_of(const Catalog& catalog, const ConfigSetting& setting, std::string_view key) {
  const DataRow* row = catalog.table(Table::ConfigOnlyKeys).find(key);
  if (row == nullptr) return {};
  return fmt::format("{} {} for it in `~/.aws/config` alone{}.", row->value,
                     contains(row->value, " and ") ? "look" : "looks",
                     setting.file_kind == SharedFile::Credentials ? ", not in this file" : "");
}

}  // namespace

std::string summary_of_setting(const Catalog& catalog, const ConfigSetting& setting) {
  const std::string key = to_lower(setting.key);
  std::string text = fmt::format("**Setting** `{}`", setting.key);
  const auto say = [&](const std::string& sentence) {
    if (!sentence.empty()) text += "\n\n" + sentence;
  };
  if (is_key_of_other_tool(catalog, key)) {
    say("Another tool's: no SDK reads it.");
  } else if (!is_sdk_key(catalog, key)) {
    say("No SDK is known to read it.");
  } else {
    say(takers(catalog, key));
    say(words_of(catalog, key));
    say(file_of(catalog, setting, key));
  }
  return text;
}

}  // namespace credlint::resolver
