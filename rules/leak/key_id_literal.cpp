// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/comments.h"
#include "rules/views/exposed_parts.h"
#include "rules/views/recorded_ids.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/spans.h"

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
    if (purpose == FilePurpose::Accepted) return !lists_.insert(found.part->at.file).second;
    if (found.severity != Severity::Note || found.part->recognition == Recognition::Named)
      return false;
    if (purpose != FilePurpose::Fixture && purpose != FilePurpose::Test) return false;
    const std::string_view id = trim(found.part->value.reveal());
    return !ids_.emplace(found.part->at.file, id).second;
  }

 private:
  const RuleContext& context_;
  std::set<FileId> logs_;
  std::set<FileId> lists_;  ///< of what a scanner accepts
  std::set<std::pair<FileId, std::string>> ids_;
};

/// Ids that name something: whoever reads them knows a key, and nothing signs with them. One is
/// worth a word for each folder.
class Names {
 public:
  explicit Names(const RuleContext& context) : context_(context) {
    for (const PatternMatch& match : context.facts.facts().pattern_matches) {
      if (match.pattern == "key-id-as-name") names_[match.at.file].push_back(match.at.span);
    }
  }

  [[nodiscard]] bool holds(const CredentialPart& part) const {
    const auto spans = names_.find(part.at.file);
    return spans != names_.end() && hold(spans->second, part.at.span);
  }
  [[nodiscard]] bool is_told(const CredentialPart& part) {
    const std::string_view folder = folder_of(context_.facts.file(part).path);
    return !told_.emplace(folder, trim(part.value.reveal())).second;
  }

 private:
  const RuleContext& context_;
  std::map<FileId, std::vector<Span>> names_;
  std::set<std::pair<std::string_view, std::string_view>> told_;
};

/// Ids whose secret is kept in a store, a few lines away.
class StoredSecrets {
 public:
  explicit StoredSecrets(const RuleContext& context) {
    for (const PatternMatch& match : context.facts.facts().pattern_matches) {
      if (match.pattern == "secret-from-store") stored_[match.at.file].insert(match.at.line);
    }
    for (const CredentialPart& part : context.facts.facts().credential_parts) {
      const bool written = part.part == PartKind::Secret && !part.value.empty() &&
                           !is_placeholder(part.value.reveal(), context.catalog);
      if (written) written_[part.at.file].insert(part.at.line);
    }
  }

  /// The id stays what it is worth where a secret is written beside it as well.
  [[nodiscard]] bool are_beside(const CredentialPart& id) const {
    return is_near(stored_, id.at) && !is_near(written_, id.at);
  }

 private:
  using Lines = std::map<FileId, std::set<std::uint32_t>>;
  static bool is_near(const Lines& lines, const Location& at) {
    constexpr std::uint32_t kFar = 3;
    const auto file = lines.find(at.file);
    if (file == lines.end()) return false;
    const auto line = file->second.lower_bound(at.line - std::min(at.line, kFar));
    return line != file->second.end() && *line <= at.line + kFar;
  }
  Lines stored_, written_;
};

void lower(ExposedPart& found, std::string_view reason) {
  found.severity = std::min(found.severity, Severity::Note);
  found.doubt = reason;
}

void check(const RuleContext& context, FindingSink& sink) {
  Names names(context);
  const StoredSecrets stored(context);
  Repeated repeated(context);
  for (ExposedPart& found : exposed_key_ids(context)) {
    if (repeated.is_told(found)) continue;
    if (names.holds(*found.part)) {
      if (names.is_told(*found.part)) continue;
      lower(found, " It is only a name here: nothing signs with it.");
    } else if (stored.are_beside(*found.part)) {
      lower(found, " Its secret is kept in a store.");
    } else if (found.doubt.empty() && stands_in_comment(context, found.part->at)) {
      found.doubt = kOfComment;
    }
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
