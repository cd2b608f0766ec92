// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_parts.h"
#include "rules/views/recorded_ids.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

/// Ids of the layout used before 2019 hold no account; in base64 it may be, and is not looked for.
bool names_account(const CredentialPart& part) {
  return account_of_key_id(trim(part.value.reveal())).has_value();
}

/// Ids that are not worth more than a word for a file, or for each file that names them.
class Repeated {
 public:
  explicit Repeated(const RuleContext& context) : context_(context) {}

  /// Logs name one key, or the keys of an account, over and over.
  [[nodiscard]] bool is_recorded(const ExposedPart& found) const {
    return context_.view<RecordedIds>().holds(found.part->at);
  }

  [[nodiscard]] bool is_told(const ExposedPart& found) {
    if (is_recorded(found)) return !logs_.insert(found.part->at.file).second;
    const FilePurpose purpose = context_.view<Purposes>().of(*found.part);
    if (found.severity != Severity::Note || found.part->recognition == Recognition::Named)
      return false;
    if (purpose != FilePurpose::Fixture && purpose != FilePurpose::Test) return false;
    const std::string_view id = trim(found.part->value.reveal());
    return !ids_.emplace(found.part->at.file, id).second;
  }

 private:
  const RuleContext& context_;
  std::set<FileId> logs_;
  std::set<std::pair<FileId, std::string>> ids_;
};

void check(const RuleContext& context, FindingSink& sink) {
  Repeated repeated(context);
  for (const ExposedPart& found : exposed_key_ids(context)) {
    if (repeated.is_told(found)) continue;
    // In base64 an id may have any characters at its ends: its own form is not shown.
    const std::string shown =
        found.disguised ? "(encoded or in pieces)" : found.part->value.redacted_key_id();
    const bool recorded = repeated.is_recorded(found);
    const std::string_view rest =
        recorded ? ". It stands in what AWS answered or logged, and nothing signs with it."
                 : ", and whoever rotates the key has to find this place.";
    Finding& finding = sink.report(
        *found.part,
        fmt::format("Long-term access key id {} stands here as a literal. It names {}a key that "
                    "does not expire{}{}",
                    shown, names_account(*found.part) ? "an account and " : "", rest,
                    recorded ? std::string_view() : found.doubt),
        recorded ? "leave such ids out of what others may read"
                 : "take the key from a profile, a role or the environment, and remove it from "
                   "here");
    finding.severity = recorded ? Severity::Note : found.severity;
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
