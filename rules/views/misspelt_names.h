// SPDX-License-Identifier: MIT
// Settings of shared files, and variables, by names that no SDK reads, where it shows which name is
// meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

struct MisspeltKey {
  const ConfigSetting* setting = nullptr;
  std::string_view meant;
  bool by_value = false;  ///< what it holds tells, not its name
};

struct MisspeltVariable {
  const EnvAssignment* assignment = nullptr;
  std::string_view meant;
};

/// All of a run, in file order. Refers to the FactStore and the catalog.
class MisspeltNames {
 public:
  explicit MisspeltNames(const RuleContext& context);

  [[nodiscard]] const std::vector<MisspeltKey>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<MisspeltVariable>& variables() const { return variables_; }
  /// "write aws_secret_access_key for aws_secret_acess_key, line 3" where that part of a credential
  /// stands in the scope under such a name; else empty.
  [[nodiscard]] std::string cure(ScopeId scope, PartKind part) const;

 private:
  const RuleContext& context_;
  std::vector<MisspeltKey> keys_;
  std::vector<MisspeltVariable> variables_;
};

}  // namespace credlint
