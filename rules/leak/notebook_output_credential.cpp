// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/views/exposed_parts.h"

namespace credlint::rules {
namespace {

/// What one output shows, the part that opens most first; and where else the notebook shows that.
struct Printed {
  std::vector<ExposedPart> parts;
  std::vector<const CredentialPart*> again;
};

std::vector<Printed> printed_credentials(const RuleContext& context) {
  std::map<ScopeId, std::vector<ExposedPart>> by_scope;
  for (const auto& parts :
       {exposed_secrets(context, Written::ByProgram), exposed_tokens(context, Written::ByProgram),
        exposed_key_ids(context, Written::ByProgram)}) {
    for (const ExposedPart& found : parts) by_scope[found.part->scope].push_back(found);
  }
  std::vector<Printed> all;
  // The forms of one value (text and HTML) and later cells repeat what an output shows.
  std::map<std::pair<FileId, std::string_view>, std::size_t> first;
  for (auto& [scope, parts] : by_scope) {
    const CredentialPart& worst = *parts.front().part;
    const auto [known, added] =
        first.try_emplace({worst.at.file, worst.value.reveal()}, all.size());
    if (added) {
      all.push_back({std::move(parts), {}});
    } else {
      all[known->second].again.push_back(&worst);
    }
  }
  return all;
}

std::string_view noun_of(PartKind part) {
  if (part == PartKind::Secret) return "Secret key";
  return part == PartKind::Token ? "Session token" : "Long-term access key id";
}

void check(const RuleContext& context, FindingSink& sink) {
  constexpr std::size_t kShown = 8;
  for (const Printed& printed : printed_credentials(context)) {
    const ExposedPart& worst = printed.parts.front();
    Finding& finding = sink.report(
        *worst.part,
        fmt::format("{} stands in the output of a cell. The notebook keeps it for everybody who "
                    "can read the file, also after the code that printed it is cleaned.{}",
                    noun_of(worst.part->part), worst.doubt),
        "clear the outputs (jupyter nbconvert --clear-output --inplace, or nbstripout as a hook of "
        "git) and deactivate the key");
    finding.severity = worst.severity;
    finding.confidence = worst.confidence;
    for (std::size_t i = 1; i < printed.parts.size(); ++i) {
      finding.related.push_back({printed.parts[i].part->at, "printed with it"});
    }
    const std::size_t again = std::min(printed.again.size(), kShown);
    for (std::size_t i = 0; i < again; ++i) {
      finding.related.push_back({printed.again[i]->at, "printed again"});
    }
  }
}

}  // namespace

RuleDefinition notebook_output_credential() {
  return {.info = {.summary = "A credential in the output of a notebook's cell",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
