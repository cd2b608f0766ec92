// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

/// What kind of credential the id names, or nullptr when it names none. Of all foreign identifiers
/// only those that name credentials have a note: how long these live.
const DataRow* credential_named(std::string_view value, const Catalog& catalog) {
  const DataTable& identifiers = catalog.table(Table::ForeignIdentifiers);
  const auto row =
      std::find_if(identifiers.rows.begin(), identifiers.rows.end(), [&](const DataRow& each) {
        return !each.note.empty() && is_well_formed_id(value, each.key);
      });
  return row == identifiers.rows.end() ? nullptr : &*row;
}

/// "ACCATTCGTACGGATTACAG": the end of a sequence of DNA. One id of hundreds of billions looks so.
bool is_sequence(std::string_view value) {
  return value.find_first_not_of("ACGTN") == std::string_view::npos;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::KeyId) continue;
    const std::string_view value = trim(part.value.reveal());
    const DataRow* kind = credential_named(value, context.catalog);
    if (kind == nullptr || is_placeholder(value, context.catalog) || is_sequence(value)) continue;
    const FileRecord& file = context.facts.file(part);
    const bool lasting = kind->note == "lasting";
    const auto severity =
        exposure(file, lasting ? Severity::Warning : Severity::Note, context.catalog);
    if (!severity || stands_in_url(context, part)) continue;
    Finding& finding = sink.report(
        part,
        fmt::format("{} is the id of {}. It is no access key and opens nothing by itself, but it "
                    "names an account and a credential{}.",
                    part.value.redacted_key_id(), kind->value,
                    lasting ? " that does not expire" : ""),
        "remove it from here; where its secret was stored beside it, delete the credential in IAM");
    finding.severity = *severity;
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition service_credential_id() {
  return {.info = {.summary = "The id of a service's credential (ACCA…, ABIA…) written into a file",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .yields_at_span = {{"not-an-access-key"}}},
          .check = check};
}

}  // namespace credlint::rules
