// SPDX-License-Identifier: MIT
#include "rules/views/misspelt_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/part_of.h"
#include "scanner/core/words.h"

namespace credlint {
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

std::vector<MisspeltKey> misspelt_keys(const RuleContext& context) {
  std::vector<MisspeltKey> found;
  const SectionKeys keys = keys_of_sections(context.facts);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_judged(context, setting)) continue;
    const std::string_view held = held_half(setting, keys);
    const std::string_view named = meant_key(context, to_lower(setting.key));
    const std::string_view meant = held.empty() ? named : held;
    if (!meant.empty()) found.push_back({&setting, meant, meant != named});
  }
  return found;
}

/// Names that something reads: then they are a program's own, whatever they look like.
std::set<std::string_view> read_names(const FileFacts& facts) {
  std::set<std::string_view> names;
  for (const EnvRead& read : facts.env_reads) names.insert(read.name);
  for (const PropertyAssignment& property : facts.property_assignments)
    names.insert(property.value.name);
  for (const ClientConstruction& client : facts.client_constructions) {
    for (const Value* value : {&client.region, &client.profile, &client.key_id, &client.secret,
                               &client.token, &client.endpoint}) {
      if (value->kind == Value::Kind::Env) names.insert(value->name);
    }
  }
  return names;
}

using Scopes = std::map<ScopeId, std::set<std::string_view>>;

Scopes names_by_scope(const FileFacts& facts) {
  Scopes scopes;
  for (const EnvAssignment& assignment : facts.env_assignments)
    scopes[assignment.scope].insert(assignment.name);
  return scopes;
}

bool is_environment(const RuleContext& context, const EnvAssignment& assignment) {
  return !assignment.test && assignment.syntax != EnvSyntax::DockerArg &&
         assignment.syntax != EnvSyntax::ShellAssign &&
         !(assignment.literal && assignment.value.empty()) &&
         !context.facts.file(assignment).has(Trait::Prose);
}

/// A part of a credential under its right name stands beside: then this one belongs to the SDKs.
bool other_part_beside(const RuleContext& context, const std::set<std::string_view>& names,
                       const KeyName& meant) {
  for (const std::string_view name : names) {
    const KeyName* known = context.catalog.variable(name);
    if (known == nullptr || known->tool != meant.tool || known->meaning == meant.meaning) continue;
    if (known->meaning == Meaning::KeyId || known->meaning == Meaning::Secret) return true;
  }
  return false;
}

std::vector<MisspeltVariable> misspelt_variables(const RuleContext& context) {
  std::vector<MisspeltVariable> found;
  const FileFacts& facts = context.facts.facts();
  const std::set<std::string_view> own = read_names(facts);
  const Scopes scopes = names_by_scope(facts);
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (!is_environment(context, assignment) || own.contains(assignment.name)) continue;
    const auto near = near_variable(context.catalog, assignment.name);
    if (!near) continue;
    const std::set<std::string_view>& beside = scopes.at(assignment.scope);
    if (beside.contains(near->meant->name)) continue;
    if (!near->whole && !other_part_beside(context, beside, *near->meant)) continue;
    found.push_back({&assignment, near->meant->name});
  }
  return found;
}

bool means(const KeyName* known, PartKind part) {
  return known != nullptr && part_of(known->meaning) == part;
}

}  // namespace

MisspeltNames::MisspeltNames(const RuleContext& context)
    : context_(context), keys_(misspelt_keys(context)), variables_(misspelt_variables(context)) {}

std::string MisspeltNames::cure(ScopeId scope, PartKind part) const {
  for (const MisspeltKey& key : keys_) {
    if (key.setting->scope != scope || !means(context_.catalog.key(key.meant), part)) continue;
    return fmt::format("write {} for {}, line {}", key.meant, key.setting->key,
                       key.setting->key_at.line);
  }
  for (const MisspeltVariable& variable : variables_) {
    const EnvAssignment& assignment = *variable.assignment;
    if (assignment.scope != scope || !means(context_.catalog.variable(variable.meant), part))
      continue;
    std::string cure = fmt::format("write {} for {}", variable.meant, assignment.name);
    // A variable of this process has no line.
    if (context_.facts.file(assignment).format != "environment")
      cure += fmt::format(", line {}", assignment.name_at.line);
    return cure;
  }
  return {};
}

}  // namespace credlint
