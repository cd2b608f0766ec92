// SPDX-License-Identifier: MIT
#include "parsers/document/env_value.h"

#include "parsers/document/masked_text.h"
#include "parsers/document/named_value.h"
#include "parsers/document/setting_words.h"
#include "scanner/core/near_variable.h"

namespace credlint {
namespace {

/// "REGION=eu-west-1": a region by name and value, where nothing says that it is another vendor's.
bool is_region_of_aws(const Catalog& catalog, std::string_view name, std::string_view value) {
  if (catalog.table(Table::Regions).find(value) == nullptr) return false;
  const SettingWordTable table(catalog);
  const SettingWords words = table.read(name);
  return words.meaning == Meaning::Region && table.owner(words.before) != Owner::Other;
}

/// A variable of Terraform: "TF_VAR_region".
bool is_of_terraform(std::string_view name) { return name.starts_with("TF_VAR_"); }

/// Programs' own variables, told by the words of their names: "S3_REGION".
void emit_told_variable(const EnvAssignment& assignment, const Piece& name, const Piece& value,
                        ScopeId scope, const Catalog& catalog, FactWriter& writer) {
  bool aws = false;
  std::optional<Meaning> meaning = meaning_of_variable(catalog, name.text, aws);
  // A region is one by its value, whoever named the variable.
  if (!meaning && assignment.literal && is_region_of_aws(catalog, name.text, value.text))
    meaning = Meaning::Region;
  if (!meaning || value.text.empty()) return;
  if (assignment.literal && !may_mean(*meaning, value.text)) return;
  const NamedValue named{name.text, name.span, value.text, value.span, assignment.quoting, scope};
  emit_tool_setting(SettingWordTable::kId, named, *meaning, assignment.literal, writer);
  if (is_secret(*meaning)) mask_pieces(value.span, writer);
  // A store's own credentials are of any form.
  const bool judged = assignment.literal && (aws || !part_of(*meaning));
  if (judged) emit_named_value(named, *meaning, writer);
}

bool is_of_configuration(EnvSyntax syntax) {
  return syntax == EnvSyntax::EnvFile || syntax == EnvSyntax::DockerEnv ||
         syntax == EnvSyntax::Unit || syntax == EnvSyntax::Document;
}

}  // namespace

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
  assignment.literal = assignment.literal && !is_template_text(value.text);
  const KeyName* known = variable_or_near(catalog, name.text);
  if (known == nullptr) {
    const bool settings = is_of_configuration(assignment.syntax) || is_of_terraform(name.text);
    if (settings && form.encoded == Encoded::Plain)
      emit_told_variable(assignment, name, value, scope, catalog, writer);
    return;
  }
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
