// SPDX-License-Identifier: MIT
#include "rules/views/env_scopes.h"

#include "scanner/core/file_purpose.h"

namespace credlint {

bool is_live_environment(const EnvAssignment& assignment, const FileRecord& record) {
  if (assignment.test || assignment.syntax == EnvSyntax::ShellAssign) return false;
  return !record.has(Trait::Template) && purpose_of(record) == FilePurpose::Live;
}

std::map<ScopeId, EnvVariables> literal_variables(const FactStore& facts) {
  std::map<ScopeId, EnvVariables> scopes;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    if (!assignment.literal || assignment.value.empty()) continue;
    if (!is_live_environment(assignment, facts.file(assignment))) continue;
    scopes[assignment.scope].by_name[assignment.name] = &assignment;
  }
  return scopes;
}

}  // namespace credlint
