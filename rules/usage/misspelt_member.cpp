// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The member that a pattern found misspelt, or nullptr.
const PatternMatch::Group* misspelt(const PatternMatch& match) {
  for (const PatternMatch::Group& group : match.groups)
    if (group.name.starts_with("plain") && !group.value.empty()) return &group;
  return nullptr;
}

/// A program that uses a name so has a record of its own.
std::set<std::string> used_names(const FactStore& facts) {
  std::set<std::string> names;
  for (const PatternMatch& match : facts.facts().pattern_matches)
    if (match.pattern == "member-misspelt-read")
      if (const PatternMatch::Group* name = misspelt(match)) names.emplace(name->value.reveal());
  return names;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<std::string> used = used_names(context.facts);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "member-misspelt") continue;
    const PatternMatch::Group* name = misspelt(match);
    if (name == nullptr || used.contains(std::string(name->value.reveal()))) continue;
    const bool secret = name->name.starts_with("plain_secret");
    const std::string_view right = secret ? "secretAccessKey" : "accessKeyId";
    Finding& finding = sink.report(
        name->at, match.scope,
        fmt::format("{} stands beside {}, and nothing here reads it: {} is meant. "
                    "SDKs and libraries pass over the misspelt one and find no "
                    "credentials.",
                    name->value.reveal(), secret ? "accessKeyId" : "secretAccessKey", right),
        fmt::format("write {}", right));
    finding.fix = replacement(name->at, name->value.reveal(), right, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition misspelt_member() {
  return {.info = {.summary = "Half of a pair by a misspelt name, beside the other half",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"wrong-keyword"}}},
          .check = check};
}

}  // namespace credlint::rules
