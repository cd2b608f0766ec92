// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

// Short keys lie within two edits of far too much.
constexpr std::size_t kShortestTwoTypos = 8;
constexpr std::size_t kShortestOneTypo = 5;

bool is_judged(const RuleContext& context, const ConfigSetting& setting) {
  const bool section = setting.section_kind == SectionKind::Default ||
                       setting.section_kind == SectionKind::Profile ||
                       setting.section_kind == SectionKind::SsoSession;
  if (!section || !setting.parent.empty() || setting.exported) return false;
  return !is_sdk_key(context.catalog, setting.key) &&
         !is_key_of_other_tool(context.catalog, setting.key);
}

/// Takes the first word off a key.
std::string_view take_word(std::string_view& key) {
  const std::string_view word = key.substr(0, key.find('_'));
  key.remove_prefix(std::min(word.size() + 1, key.size()));
  return word;
}

/// Slips of the finger leave most of a word: with another word in its place (s3_region, sso_region)
/// a key means something else. Words may be run together or taken apart.
bool is_slip_of(std::string_view key, std::string_view known) {
  if (std::ranges::count(key, '_') != std::ranges::count(known, '_')) return true;
  while (!key.empty() && !known.empty()) {
    const std::string_view word = take_word(key);
    const std::string_view meant = take_word(known);
    if (word != meant &&
        nearest(word, {&meant, 1}, std::max(word.size(), meant.size()) / 2).empty())
      return false;
  }
  return true;
}

std::string_view meant_key(const RuleContext& context, const std::string& written) {
  const std::string key = without_invisible_characters(written);
  if (key != written && is_sdk_key(context.catalog, key))
    return context.catalog.table(Table::ConfigKeys).find(key)->key;
  const DataRow* alias = context.catalog.table(Table::ConfigKeyAliases).find(key);
  if (alias != nullptr) return alias->value;
  if (key.size() < kShortestOneTypo) return {};
  std::vector<std::string_view> candidates;
  for (const DataRow& row : context.catalog.table(Table::ConfigKeys).rows) {
    if (row.note.empty() && row.key.size() >= kShortestOneTypo && is_slip_of(key, row.key))
      candidates.push_back(row.key);
  }
  return nearest(key, candidates, key.size() < kShortestTwoTypos ? 1 : 2);
}

using SectionKeys = std::set<std::pair<ScopeId, std::string>>;

SectionKeys keys_of_sections(const FactStore& facts) {
  SectionKeys keys;
  for (const ConfigSetting& setting : facts.facts().config_settings)
    keys.emplace(setting.scope, to_lower(setting.key));
  return keys;
}

constexpr std::string_view kKeyId = "aws_access_key_id";
constexpr std::string_view kSecret = "aws_secret_access_key";

/// The half of a pair that a key of any name holds, where its section has none: "AWS_SECRET_ID"
/// above "AWS_SECRET_KEY".
std::string_view held_half(const ConfigSetting& setting, const SectionKeys& keys) {
  const std::string_view value = setting.value.reveal();
  const auto lacks = [&](std::string_view half) {
    return !keys.contains({setting.scope, std::string(half)});
  };
  if (is_well_formed_key_id(value)) return lacks(kKeyId) ? kKeyId : std::string_view();
  const bool secret = is_secret_shaped(value) && contains(to_lower(setting.key), "secret");
  return secret && lacks(kSecret) && !lacks(kKeyId) ? kSecret : std::string_view();
}

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
  SectionKeys keys = keys_of_sections(context.facts);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    const std::string_view held = held_half(setting, keys);
    const std::string_view named = meant_key(context, to_lower(setting.key));
    const std::string_view meant = held.empty() ? named : held;
    if (meant.empty()) continue;
    Finding& finding =
        sink.report(setting.key_at, setting.scope, message_for(setting, meant, meant != named),
                    fmt::format("write {}", meant));
    // Beside the right key, or another that is mended to it, it would stand twice.
    if (keys.emplace(setting.scope, meant).second)
      finding.fix = replacement(setting.key_at, setting.key, meant, FixSafety::Safe);
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
