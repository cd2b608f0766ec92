// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/piece.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// How a value is written, beside what EnvAssignment says.
struct ValueForm {
  Encoded encoded = Encoded::Plain;
  bool line_break = false;  ///< as in CredentialPart
};

/// Adds an assignment to an environment variable, and the facts that the variable's meaning calls
/// for. Does nothing for variables that no rulesets/keys/ table knows. `assignment` has all members
/// but at, scope, name, name_at and value.
void emit_env_assignment(EnvAssignment assignment, const Piece& name, const Piece& value,
                         ScopeId scope, const Catalog& catalog, FactWriter& writer,
                         ValueForm form = {});

/// The assignment alone, where the other facts of its place were added before.
void emit_env_assignment_only(EnvAssignment assignment, const Piece& name, const Piece& value,
                              ScopeId scope, FactWriter& writer);

}  // namespace credlint
