// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string_view>

#include "scanner/core/fact_store.h"

namespace credlint {

/// The variables that one scope sets, by name; the last assignment counts.
struct EnvVariables {
  std::map<std::string_view, const EnvAssignment*> by_name;

  /// The assignment to that variable, or nullptr.
  [[nodiscard]] const EnvAssignment* find(std::string_view name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
  }
};

/// True when the assignment makes an environment that programs run in: not in tests, templates and
/// prose, and no shell variable that is not exported.
bool is_live_environment(const EnvAssignment& assignment, const FileRecord& record);

/// True when PHP code of the run reads the variable: the env() of its frameworks takes the word
/// "null" for nothing.
bool is_read_by_php(const FactStore& facts, std::string_view variable);

/// The variables that each scope sets to a known value that is not empty. Left out are tests,
/// templates, prose and shell variables that are not exported.
std::map<ScopeId, EnvVariables> literal_variables(const FactStore& facts);

}  // namespace credlint
