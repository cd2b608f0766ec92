// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/documentation_pairs.h"
#include "rules/views/recorded_ids.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"
#include "scanner/core/spans.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kShown = 5;

/// Ids that are user names of SES, beside the password: no name says what they are.
class MailUsers {
 public:
  explicit MailUsers(const FactStore& facts) {
    for (const PatternMatch& match : facts.facts().pattern_matches) {
      if (match.pattern.starts_with("smtp-password"))
        spans_[match.at.file].push_back(match.at.span);
    }
  }
  [[nodiscard]] bool holds(const Location& at) const {
    const auto spans = spans_.find(at.file);
    if (spans == spans_.end()) return false;
    const Span* span = last_from(spans->second, at.span.begin + kFar);
    return span != nullptr && at.span.begin <= span->end + kFar;
  }

 private:
  static constexpr std::uint32_t kFar = 200;  // bytes: a few lines
  std::map<FileId, std::vector<Span>> spans_;
};

bool is_somebodys_key(const RuleContext& context, const MailUsers& users,
                      const CredentialPart& part) {
  if (part.part != PartKind::KeyId) return false;
  if (part.recognition == Recognition::Shape && !users.holds(part.at)) return false;
  const std::string_view value = part.value.reveal();
  if (!is_well_formed_key_id(value) || key_id_kind(value) != KeyIdKind::LongTerm) return false;
  // Documentation ends its keys so; examples share them.
  if (ends_with(value, "EXAMPLE") || is_placeholder(value, context.catalog)) return false;
  if (context.view<RecordedIds>().holds(part.at)) return false;
  if (context.view<ids_beside_documentation>().contains(&part)) return false;
  const FileRecord& record = context.facts.file(part);
  const FilePurpose purpose = context.view<Purposes>().of(part);
  return !record.has(Trait::Template) &&
         (purpose == FilePurpose::Live || purpose == FilePurpose::Data);
}

using Places = std::vector<const CredentialPart*>;  // one for each file, in the order of paths

void report(const Places& places, FindingSink& sink) {
  Finding& finding = sink.report(
      *places.front(),
      fmt::format("The long-term key {} stands in {} files. When it is rotated, the copies that "
                  "are forgotten fail with \"The security token included in the request is "
                  "invalid\", in every SDK.",
                  places.front()->value.redacted_key_id(), places.size()),
      "keep it in one place, for example a profile that the others name");
  for (std::size_t i = 1; i < places.size() && i <= kShown; ++i) {
    finding.related.push_back({places[i]->at, "the same key"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const MailUsers users(context.facts);
  std::map<std::string_view, Places> by_value;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (!is_somebodys_key(context, users, part)) continue;
    Places& places = by_value[part.value.reveal()];
    if (places.empty() || places.back()->at.file != part.at.file) places.push_back(&part);
  }
  for (const auto& [value, places] : by_value) {
    if (places.size() > 1) report(places, sink);
  }
}

}  // namespace

RuleDefinition same_key_many_places() {
  return {.info = {.summary = "One long-term key in several files",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
