// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_root_name(const Catalog& catalog, std::string_view name, std::string_view bearer) {
  const DataRow* row = catalog.table(Table::RootKeyNames).find(to_lower(name));
  return row != nullptr && row->value == bearer;
}

std::set<ScopeId> root_sections(const RuleContext& context) {
  std::set<ScopeId> scopes;
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    if (section.kind != SectionKind::Profile) continue;
    if (is_root_name(context.catalog, section.name, "profile")) scopes.insert(section.scope);
  }
  return scopes;
}

bool is_long_term(const Catalog& catalog, const CredentialPart& part) {
  if (part.part != PartKind::KeyId) return false;
  const std::string_view value = part.value.reveal();
  return is_well_formed_key_id(value) && key_id_kind(value) == KeyIdKind::LongTerm &&
         !is_placeholder(value, catalog);
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<ScopeId> sections = root_sections(context);
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (!is_long_term(context.catalog, part)) continue;
    const FileRecord& record = context.facts.file(part);
    const bool by_file = is_root_name(context.catalog, base_name(record.path), "file");
    if (!by_file && !sections.contains(part.scope)) continue;
    Finding& finding = sink.report(
        part,
        fmt::format("This looks like a key of the account's root user: {}. It may do everything "
                    "in the account, no policy limits it, and STS refuses AssumeRole to it: "
                    "profiles with a role_arn on top of it fail with AccessDenied in every SDK.",
                    by_file ? "the console gives such keys the file name rootkey.csv"
                            : "the profile says so"),
        "make an IAM role or user for the work, then delete the root user's key");
    if (!by_file) finding.confidence = Confidence::Medium;
  }
}

}  // namespace

RuleDefinition root_key_hint() {
  return {.info = {.summary = "An access key of the account's root user",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .error = "AccessDenied"},
          .check = check};
}

}  // namespace credlint::rules
