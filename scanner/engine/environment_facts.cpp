// SPDX-License-Identifier: MIT
#include "scanner/engine/environment_facts.h"

#include "scanner/core/near_variable.h"
#include "scanner/core/part_of.h"

namespace credlint {

ParsedFile environment_facts(FileId id, std::span<const EnvironmentVariable> variables,
                             const Catalog& catalog) {
  ParsedFile file;
  file.record.path = "environment";
  file.record.format = "environment";
  std::uint32_t line = 0;
  for (const EnvironmentVariable& variable : variables) {
    const KeyName* known = catalog.variable(variable.name);
    if (known == nullptr && !near_variable(catalog, variable.name)) continue;
    Location at;
    at.file = id;
    at.span = {line, line + 1};
    at.line = at.end_line = ++line;
    at.column = at.utf16_column = 1;
    at.end_column = at.utf16_end_column = 2;
    EnvAssignment assignment;
    assignment.at = assignment.name_at = at;
    assignment.scope = {id, 1};
    assignment.syntax = EnvSyntax::ShellExport;
    assignment.name = variable.name;
    assignment.value = Secret(variable.value);
    const Meaning meaning = known == nullptr ? Meaning::Other : known->meaning;
    if (const auto part = part_of(meaning); part && !variable.value.empty()) {
      CredentialPart credential;
      credential.at = at;
      credential.scope = assignment.scope;
      credential.part = *part;
      credential.recognition = Recognition::Named;
      credential.legacy_token = meaning == Meaning::LegacyToken;
      credential.name = variable.name;
      credential.name_at = at;
      credential.value = Secret(variable.value);
      file.facts.credential_parts.push_back(std::move(credential));
    }
    if (meaning == Meaning::Region && !variable.value.empty()) {
      RegionSetting region;
      region.at = at;
      region.scope = assignment.scope;
      region.value = variable.value;
      region.via = variable.name;
      file.facts.region_settings.push_back(std::move(region));
    }
    file.facts.env_assignments.push_back(std::move(assignment));
  }
  return file;
}

}  // namespace credlint
