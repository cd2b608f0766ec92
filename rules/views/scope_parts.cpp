// SPDX-License-Identifier: MIT
#include "rules/views/scope_parts.h"

#include <algorithm>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "scanner/core/part_of.h"

namespace credlint {
namespace {

Presence presence_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::Absent:
      return Presence::Absent;
    case Value::Kind::Literal:
      return value.text.empty() ? Presence::Empty : Presence::Literal;
    default:
      return Presence::Elsewhere;
  }
}

bool is_continued(const RuleContext& context, const ConfigSetting& setting) {
  const auto& lines = context.facts.facts().odd_lines;
  return std::any_of(lines.begin(), lines.end(), [&](const OddLine& line) {
    return line.scope == setting.scope && line.kind == OddLineKind::Continuation &&
           same_name(line.continues, setting.key);
  });
}

}  // namespace

ScopeParts::ScopeParts(const RuleContext& context) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.recognition == Recognition::Shape || part.program_output) continue;
    note(part.scope, part.part, part.value.empty() ? Presence::Empty : Presence::Literal);
  }
  note_settings(context);
  note_assignments(context);
  note_constructions(context);
}

void ScopeParts::note(ScopeId scope, PartKind part, Presence presence) {
  if (part == PartKind::Expiry) return;
  const auto entry = presences_.try_emplace(scope).first;
  Presence& noted = entry->second[static_cast<std::size_t>(part)];
  noted = std::max(noted, presence);
}

void ScopeParts::note_settings(const RuleContext& context) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!setting.parent.empty()) continue;
    const KeyName* name = context.catalog.key(setting.key);
    if (name == nullptr) continue;
    const std::optional<PartKind> part = part_of(name->meaning);
    if (!part) continue;
    if (!setting.value.empty()) {
      note(setting.scope, *part, Presence::Literal);
    } else {
      // A value that begins on the next line is wrapped, not empty.
      note(setting.scope, *part,
           is_continued(context, setting) ? Presence::Elsewhere : Presence::Empty);
    }
  }
}

void ScopeParts::note_assignments(const RuleContext& context) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr) continue;
    const std::optional<PartKind> part = part_of(name->meaning);
    if (!part) continue;
    const bool empty = assignment.literal && assignment.value.empty();
    Presence presence = assignment.literal ? Presence::Literal : Presence::Elsewhere;
    // An ARG without default is filled by the build.
    if (empty)
      presence = assignment.syntax == EnvSyntax::DockerArg ? Presence::Elsewhere : Presence::Empty;
    note(assignment.scope, *part, presence);
  }
}

void ScopeParts::note_constructions(const RuleContext& context) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    constructions_.try_emplace(call.scope, &call);
    note(call.scope, PartKind::KeyId, presence_of(call.key_id));
    note(call.scope, PartKind::Secret, presence_of(call.secret));
    note(call.scope, PartKind::Token, presence_of(call.token));
    if (!call.open_ended) continue;
    for (const PartKind part : {PartKind::KeyId, PartKind::Secret, PartKind::Token}) {
      note(call.scope, part, Presence::Elsewhere);
    }
  }
}

Presence ScopeParts::of(ScopeId scope, PartKind part) const {
  const auto found = presences_.find(scope);
  if (found == presences_.end() || part == PartKind::Expiry) return Presence::Absent;
  return found->second[static_cast<std::size_t>(part)];
}

bool ScopeParts::given(ScopeId scope, PartKind part) const {
  const Presence presence = of(scope, part);
  return presence == Presence::Elsewhere || presence == Presence::Literal;
}

const ClientConstruction* ScopeParts::construction(ScopeId scope) const {
  const auto found = constructions_.find(scope);
  return found == constructions_.end() ? nullptr : found->second;
}

const ConfigSetting* part_in_other_shared_file(const RuleContext& context, ScopeId scope,
                                               PartKind part) {
  const auto& sections = context.facts.facts().config_sections;
  const auto own =
      std::find_if(sections.begin(), sections.end(), [&](const ConfigSection& section) {
        return section.scope == scope &&
               (section.kind == SectionKind::Profile || section.kind == SectionKind::Default);
      });
  if (own == sections.end()) return nullptr;
  const std::string_view profile =
      own->kind == SectionKind::Default ? std::string_view("default") : own->name;
  const ConfigSetting* last = nullptr;
  for (const ConfigSetting* setting : context.facts.profile_settings(profile)) {
    if (setting->scope == scope || setting->file_kind == own->file_kind) continue;
    const KeyName* name = context.catalog.key(setting->key);
    if (name != nullptr && part_of(name->meaning) == part && !setting->value.empty())
      last = setting;
  }
  return last;
}

bool is_judgeable(const Catalog& catalog, std::string_view value) {
  // Longer values are tokens: in a thousand base64 characters any short word occurs by chance.
  constexpr std::size_t kLongestPlaceholder = 128;
  if (trim(value).empty() || is_expansion(value)) return false;
  if (value.size() > kLongestPlaceholder) {
    return catalog.table(Table::DocumentationKeys).find(value) == nullptr;
  }
  const std::string lower = to_lower(value);
  if (lower == "none" || lower == "null" || lower == "undefined") return false;
  return !is_placeholder(value, catalog);
}

}  // namespace credlint
