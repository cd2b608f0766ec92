// SPDX-License-Identifier: MIT
#include "rules/views/profile_scopes.h"

#include <string_view>
#include <utility>

#include "rules/anatomy/paths.h"

namespace credlint {

ProfileScopes::ProfileScopes(const FactStore& facts) {
  std::map<std::pair<std::string_view, std::string_view>, ScopeId> first;
  for (const ConfigSection& section : facts.facts().config_sections) {
    const bool is_default = section.kind == SectionKind::Default;
    if (!is_default && section.kind != SectionKind::Profile) continue;
    const std::string_view name = is_default ? std::string_view("default") : section.name;
    const std::string_view folder = folder_of(facts.file(section).path);
    canonical_[section.scope] = first.try_emplace({folder, name}, section.scope).first->second;
  }
}

ScopeId ProfileScopes::of(ScopeId scope) const {
  const auto found = canonical_.find(scope);
  return found == canonical_.end() ? scope : found->second;
}

}  // namespace credlint
