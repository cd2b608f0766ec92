// SPDX-License-Identifier: MIT
#include "parsers/document/env_value.h"

#include "parsers/document/masked_text.h"
#include "parsers/document/named_value.h"
#include "scanner/core/near_variable.h"

namespace credlint {

void emit_env_assignment_only(EnvAssignment assignment, const Piece& name, const Piece& value,
                              ScopeId scope, FactWriter& writer) {
  assignment.at = writer.locate(value.span);
  assignment.scope = scope;
  assignment.name = std::string(name.text);
  assignment.name_at = writer.locate(name.span);
  assignment.value = Secret(value.text);
  writer.add(std::move(assignment));
}

void emit_env_assignment(EnvAssignment assignment, const Piece& name, const Piece& value,
                         ScopeId scope, const Catalog& catalog, FactWriter& writer,
                         ValueForm form) {
  const KeyName* known = variable_or_near(catalog, name.text);
  if (known == nullptr) return;
  const bool literal = assignment.literal;
  const Quoting quoting = assignment.quoting;
  emit_env_assignment_only(std::move(assignment), name, value, scope, writer);
  if (!literal) {
    if (is_secret(known->meaning)) mask_pieces(value.span, writer);
    if (known->meaning != Meaning::Profile || known->name != name.text) return;
    ProfileReference reference;
    reference.at = writer.locate(value.span);
    reference.scope = scope;
    reference.via = std::string(name.text);
    writer.add(std::move(reference));
    return;
  }
  // What a misspelt name means besides, nobody reads; a secret is one under any name.
  const bool misspelt = known->name != name.text;
  const bool credential = known->meaning == Meaning::KeyId || is_secret(known->meaning);
  if (misspelt && !credential) return;
  emit_named_value(
      {name.text, name.span, value.text, value.span, quoting, scope, form.encoded, form.line_break},
      known->meaning, writer);
}

}  // namespace credlint
