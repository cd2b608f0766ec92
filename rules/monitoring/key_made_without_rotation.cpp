// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <utility>

#include "rules/views/watched_resources.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Something in the run asks AWS Config to look for old keys.
bool looks_for_old_keys(const FileFacts& facts) {
  return std::any_of(
      facts.pattern_matches.begin(), facts.pattern_matches.end(),
      [](const PatternMatch& match) { return match.pattern == "access-key-rotation"; });
}

/// Lines with what was written down of an account: nothing is made there.
std::set<std::pair<FileId, std::uint32_t>> imported(const FileFacts& facts) {
  std::set<std::pair<FileId, std::uint32_t>> lines;
  for (const PatternMatch& match : facts.pattern_matches) {
    if (match.pattern == "imported-resource") lines.emplace(match.at.file, match.at.line);
  }
  return lines;
}

void check(const RuleContext& context, FindingSink& sink) {
  if (looks_for_old_keys(context.facts.facts())) return;
  const auto lines = imported(context.facts.facts());
  // One rule of AWS Config looks after all keys of an account: what is missing is missing once.
  constexpr std::size_t kMostPlaces = 20;
  Finding* told = nullptr;
  for (const WatchedResource& key : context.view<watched_resources>()) {
    if (key.kind != "access-key") continue;
    if (lines.contains({key.definition->at.file, key.definition->at.line})) continue;
    if (told != nullptr) {
      if (told->related.size() < kMostPlaces)
        told->related.push_back({key.definition->at, "another key is made here"});
      continue;
    }
    told = &sink.report(
        *key.definition,
        "A long-term access key is made here, and nothing among these files looks for keys "
        "that have become old. It works until somebody deletes it.",
        "give a role where there can be one; else add the rule ACCESS_KEYS_ROTATED of AWS Config");
  }
}

}  // namespace

RuleDefinition key_made_without_rotation() {
  return {.info = {.summary = "An access key is made, and nothing looks for old ones",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .confidence = Confidence::Medium,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
