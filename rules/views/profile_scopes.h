// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "scanner/core/fact_store.h"

namespace credlint {

/// Treats the sections of one profile in both shared files of a folder as one scope.
class ProfileScopes {
 public:
  explicit ProfileScopes(const FactStore& facts);

  /// The scope that stands for all sections of that scope's profile; the scope itself outside
  /// shared files.
  [[nodiscard]] ScopeId of(ScopeId scope) const;

 private:
  std::map<ScopeId, ScopeId> canonical_;
};

}  // namespace credlint
