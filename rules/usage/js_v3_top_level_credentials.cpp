// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "rules/views/keywords.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The keys are given in the right place, too.
void report_beside(const WrongKeyword& wrong, FindingSink& sink) {
  Finding& finding =
      sink.report(wrong.argument->name_at, wrong.call->scope,
                  fmt::format("{} ignores {} beside its \"credentials\", which it uses.",
                              wrong.call->callee, wrong.argument->name),
                  "leave out the keys that stand beside credentials");
  finding.severity = Severity::Note;
}

/// One object, one defect: all members of it that stand in the wrong place.
using Misplaced = std::vector<const WrongKeyword*>;

/// Variables that the default chain reads before all else.
bool is_of_the_chain(const WrongKeyword* wrong) {
  constexpr std::array<std::string_view, 3> kVariables = {
      "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};
  const Value& value = wrong->argument->value;
  return value.kind == Value::Kind::Env && !value.fallback && value.otherwise == nullptr &&
         std::ranges::find(kVariables, value.name) != kVariables.end();
}

void report(const Misplaced& misplaced, FindingSink& sink) {
  const WrongKeyword& first = *misplaced.front();
  if (first.call->key_id.given()) return report_beside(first, sink);
  const bool same = std::ranges::all_of(misplaced, is_of_the_chain);
  Finding& finding = sink.report(
      first.argument->name_at, first.call->scope,
      fmt::format("{} ignores {} beside its other options. Version 3 of the JavaScript SDK reads "
                  "keys only inside \"credentials\"; here it {}.",
                  first.call->callee, first.argument->name,
                  same ? "finds the same variables by itself" : "looks for credentials elsewhere"),
      same ? "leave them out"
           : "move the keys into credentials: { … }, or leave them out and let the SDK find the "
             "credentials");
  if (same) finding.severity = Severity::Note;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<const ClientConstruction*, std::size_t> known;
  std::vector<Misplaced> calls;
  for (const WrongKeyword& wrong : context.view<wrong_keywords>()) {
    if (!is_js_v3_top_level(wrong)) continue;
    const auto [call, added] = known.try_emplace(wrong.call, calls.size());
    if (added) calls.emplace_back();
    calls[call->second].push_back(&wrong);
  }
  for (const Misplaced& misplaced : calls) report(misplaced, sink);
}

}  // namespace

RuleDefinition js_v3_top_level_credentials() {
  return {.info = {.summary =
                       "Keys outside \"credentials\" in a client of the JavaScript SDK version 3",
                   .reporting = Reporting::InUse,
                   .error = "CredentialsProviderError"},
          .check = check};
}

}  // namespace credlint::rules
