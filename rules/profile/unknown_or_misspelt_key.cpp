// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/words.h"
#include "rules/views/misspelt_names.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kKeyId = "aws_access_key_id";

std::string message_for(const ConfigSetting& setting, std::string_view meant, bool by_value) {
  if (const std::string hidden = invisible_characters_in(setting.key); !hidden.empty()) {
    return fmt::format(
        "No SDK reads this key: in it stands {}, which cannot be seen. \"{}\" is meant. Unknown "
        "keys "
        "are ignored without a word, so the setting has no effect.",
        hidden, meant);
  }
  if (!by_value) {
    return fmt::format(
        "No SDK reads the key \"{}\"; \"{}\" is meant, it seems. Unknown keys are ignored without "
        "a "
        "word, so the setting has no effect.",
        setting.key, meant);
  }
  return fmt::format(
      "No SDK reads the key \"{}\", but it holds {}: \"{}\" is meant. Unknown keys are ignored "
      "without "
      "a word, so there is no pair here.",
      setting.key, meant == kKeyId ? "an access key id" : "a secret key", meant);
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<std::pair<ScopeId, std::string>> keys;
  for (const ConfigSetting& setting : context.facts.facts().config_settings)
    keys.emplace(setting.scope, to_lower(setting.key));
  for (const MisspeltKey& key : context.view<MisspeltNames>().keys()) {
    const ConfigSetting& setting = *key.setting;
    Finding& finding =
        sink.report(setting.key_at, setting.scope, message_for(setting, key.meant, key.by_value),
                    fmt::format("write {}", key.meant));
    // Beside the right key, or another that is mended to it, it would stand twice.
    if (keys.emplace(setting.scope, key.meant).second)
      finding.fix = replacement(setting.key_at, setting.key, key.meant, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition unknown_or_misspelt_key() {
  return {.info = {.summary = "A key of a shared file is misspelt and silently ignored",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"token-field-misnamed", "wrapped-value"}}},
          .check = check};
}

}  // namespace credlint::rules
