// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string_view>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/made_up_variant.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/documentation_pairs.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// Why the id is nobody's; empty when it may be somebody's.
std::string_view reason(std::string_view value, const Catalog& catalog) {
  if (value.size() != kKeyIdLength || key_id_kind(value) == KeyIdKind::Other) return {};
  switch (placeholder_kind(value, catalog)) {
    case PlaceholderKind::Dummy:
      if (is_documentation_variant(value, catalog))
        return "it is the example of AWS's documentation with a few characters changed";
      if (holds_telling_word(value, catalog)) return "it holds a word that says so";
      return "it consists mostly of words or of runs like AAAA and 1234";
    case PlaceholderKind::FillIn:
      return "it is a filler that stands for a real one";
    case PlaceholderKind::BlankedOut:
    case PlaceholderKind::Code:
    case PlaceholderKind::Documentation:
      return {};
    case PlaceholderKind::None:
      return has_few_characters(value) ? "it has too few different characters" : std::string_view();
  }
  return {};
}

/// Documents, tests, templates and the lists of scanners show made-up ids on purpose.
bool is_where_they_belong(const FileRecord& file) {
  return file.has(Trait::Template) || file.has(Trait::Prose) || file.has(Trait::Accepted) ||
         is_test_path(file.path);
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<FileId> told;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::KeyId || part.program_output) continue;
    const FileRecord& file = context.facts.file(part);
    if (is_where_they_belong(file) || told.contains(part.at.file)) continue;
    const std::string_view id = trim(part.value.reveal());
    std::string_view why = reason(id, context.catalog);
    const bool example = placeholder_kind(id, context.catalog) == PlaceholderKind::Documentation;
    if (why.empty() && !example && context.view<ids_beside_documentation>().contains(&part))
      why = "the secret beside it is an example of AWS's documentation";
    if (why.empty() || stands_in_url(context, part)) continue;
    told.insert(part.at.file);
    Finding& finding = sink.report(
        part,
        fmt::format("Access key id {} looks made up: {}. It is taken for nobody's key; AWS knows "
                    "none of that name.",
                    part.value.redacted_key_id(), why),
        "nothing, if it is meant as an example; else copy the real id again");
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition made_up_key_id() {
  return {.info = {.summary = "An access key id that looks made up",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .yields_at_span = {{"placeholder-value", "key-id-alphabet", "key-id-length",
                                       "fake-keys-against-aws"}}},
          .check = check};
}

}  // namespace credlint::rules
