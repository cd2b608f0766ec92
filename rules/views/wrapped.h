// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

/// A key or token of a shared file that goes on in the next line.
struct WrappedValue {
  Location piece;  ///< the first line that continues it
  ScopeId scope;
  const ConfigSetting* value = nullptr;  ///< the line that begins it; nullptr when not known
  bool indented = false;
};

/// All wrapped values of a run, in file order, each once.
std::vector<WrappedValue> wrapped_values(const RuleContext& context);
/// True for an odd line that is a piece of a key or token.
bool is_wrapped_piece(const Catalog& catalog, const OddLine& line);

}  // namespace credlint
