// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// Ids of the layout used before 2019 hold no account; in base64 it may be, and is not looked for.
bool names_account(const CredentialPart& part) {
  return account_of_key_id(trim(part.value.reveal())).has_value();
}

/// Recorded events and answers name one id over and over: what may be made up is told once a file.
bool is_repeated(const RuleContext& context, const ExposedPart& found,
                 std::set<std::pair<FileId, std::string>>& told) {
  const FilePurpose purpose = context.view<Purposes>().of(*found.part);
  if (found.severity != Severity::Note || found.part->recognition == Recognition::Named)
    return false;
  if (purpose != FilePurpose::Fixture && purpose != FilePurpose::Test) return false;
  const std::string_view id = trim(found.part->value.reveal());
  return !told.emplace(found.part->at.file, id).second;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::set<std::pair<FileId, std::string>> told;
  for (const ExposedPart& found : exposed_key_ids(context)) {
    if (is_repeated(context, found, told)) continue;
    // In base64 an id may have any characters at its ends: its own form is not shown.
    const std::string shown =
        found.disguised ? "(encoded or in pieces)" : found.part->value.redacted_key_id();
    Finding& finding = sink.report(
        *found.part,
        fmt::format(
            "Long-term access key id {} stands here as a literal. It names {}a key that does not "
            "expire, and whoever rotates the key has to find this place.{}",
            shown, names_account(*found.part) ? "an account and " : "", found.doubt),
        "take the key from a profile, a role or the environment, and remove it from here");
    finding.severity = found.severity;
    finding.confidence = found.confidence;
  }
}

}  // namespace

RuleDefinition key_id_literal() {
  return {.info = {.summary = "A long-term access key id written into a file",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
