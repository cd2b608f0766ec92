// SPDX-License-Identifier: MIT
#include "rules/views/env_scopes.h"

#include <algorithm>

#include "scanner/core/file_purpose.h"

namespace credlint {

bool is_live_environment(const EnvAssignment& assignment, const FileRecord& record) {
  if (assignment.test || assignment.syntax == EnvSyntax::ShellAssign) return false;
  return !record.has(Trait::Template) && purpose_of(record) == FilePurpose::Live;
}

bool is_read_by_php(const FactStore& facts, std::string_view variable) {
  const auto& reads = facts.facts().env_reads;
  return std::any_of(reads.begin(), reads.end(), [&](const EnvRead& read) {
    return read.name == variable && facts.file(read).format == "php";
  });
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
