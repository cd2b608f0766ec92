// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "rules/views/comments.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kShown = 5;

struct Place {
  const PatternMatch* match = nullptr;
  const PatternMatch::Group* name = nullptr;
};
/// One for each file, in the order of paths.
using Places = std::vector<Place>;

void report(std::string_view name, const Places& places, FindingSink& sink) {
  const Place& first = places.front();
  const PatternMatch::Group* prefix = first.match->group("plain_prefix");
  Finding& finding = sink.report(
      first.name->at, first.match->scope,
      fmt::format(
          "{} holds a secret of AWS, and what begins with {} is built into the page or app: "
          "everybody who opens it can read the secret, wherever the value comes from.",
          name, prefix == nullptr ? std::string_view() : prefix->value.reveal()),
      "let a server sign (a pre-signed URL) or give visitors temporary credentials (a Cognito "
      "identity pool), and deactivate the key");
  for (std::size_t i = 1; i < places.size() && i <= kShown; ++i)
    finding.related.push_back({places[i].name->at, "the same variable"});
}

/// The prefix of SvelteKit and Astro; elsewhere the word says what a bucket is.
constexpr std::string_view kCommonPrefix = "PUBLIC_";

/// Whether something here builds the variables of the common prefix into pages.
bool builds_common_prefix(const FactStore& facts) {
  return std::ranges::any_of(facts.facts().pattern_matches, [](const PatternMatch& match) {
    return match.pattern == "browser-prefix-public";
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<std::string_view, Places> by_name;
  const bool common_prefix = builds_common_prefix(context.facts);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "browser-variable" || stands_in_comment(context, match.at)) continue;
    const PatternMatch::Group* name = match.group("plain");
    const FileRecord& file = context.facts.file(match);
    if (name == nullptr || file.has(Trait::Template) || file.has(Trait::Prose)) continue;
    const PatternMatch::Group* prefix = match.group("plain_prefix");
    const bool common = prefix != nullptr && prefix->value.reveal() == kCommonPrefix;
    if (common && !common_prefix) continue;
    Places& places = by_name[name->value.reveal()];
    if (places.empty() || places.back().match->at.file != match.at.file)
      places.push_back({&match, name});
  }
  for (const auto& [name, places] : by_name) report(name, places, sink);
}

}  // namespace

RuleDefinition secret_in_browser_variable() {
  return {.info = {.summary = "A secret of AWS in a variable that is built into web pages or apps",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
