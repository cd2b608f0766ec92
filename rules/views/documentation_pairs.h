// SPDX-License-Identifier: MIT
// Halves of pairs whose other half is an example of AWS's documentation.
#pragma once

#include <set>

#include "scanner/core/rule.h"

namespace credlint {

/// Key ids beside a secret of AWS's documentation, or one made after it: nothing can be signed with
/// them here.
std::set<const CredentialPart*> ids_beside_documentation(const RuleContext& context);

}  // namespace credlint
