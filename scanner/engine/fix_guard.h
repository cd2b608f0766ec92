// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"

namespace credlint {

/// The one place that every fix comes through on its way out of a rule. Takes away those
/// - whose texts hold a credential, a piece of one of `credentials`, or what looks like one: a fix
///   neither moves nor prints a secret;
/// - that stand on other text than they expect, as far as what is kept of a file tells: a value
///   that code has from a constant is not written where its fact points to;
/// - whose edits overlap, or are none.
void drop_unsound_fixes(std::vector<Finding>& findings, const FactStore& facts,
                        const CredentialPieces& credentials);

}  // namespace credlint
