// SPDX-License-Identifier: MIT
#include "rules/support/env_scopes.h"

#include "rules/support/file_purpose.h"

namespace credlint {
namespace {

bool counts(const EnvAssignment& assignment, const FileRecord& record) {
  if (!assignment.literal || assignment.test || assignment.value.empty()) return false;
  if (assignment.syntax == EnvSyntax::ShellAssign) return false;
  if (record.has(Trait::Template)) return false;
  return purpose_of(record) == FilePurpose::Live;
}

}  // namespace

std::map<ScopeId, EnvVariables> literal_variables(const FactStore& facts) {
  std::map<ScopeId, EnvVariables> scopes;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    if (!counts(assignment, facts.file(assignment))) continue;
    scopes[assignment.scope].by_name[assignment.name] = &assignment;
  }
  return scopes;
}

}  // namespace credlint
