// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kInputs = "jobs.*.steps.with.";

/// The inputs that say who asks, for whom and where: those that a wrong name is compared with.
std::vector<std::string_view> inputs_of(const ToolRow& tool) {
  std::vector<std::string_view> names;
  for (const PlaceRow& place : tool.places) {
    const bool telling = part_of(place.meaning) || place.meaning == Meaning::Region ||
                         place.meaning == Meaning::RoleArn || place.meaning == Meaning::Profile;
    if (telling && place.path.starts_with(kInputs))
      names.push_back(place.path.substr(kInputs.size()));
  }
  return names;
}

std::set<std::string> words_of(std::string_view name) {
  std::set<std::string> words;
  std::string word;
  for (const char c : to_lower(name) + "-") {
    if (c != '-' && c != '_') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

/// How far a name is from an input: the words that one of them has more; kFar where either has
/// words of its own.
constexpr std::size_t kFar = 100;
std::size_t distance(std::string_view name, std::string_view input) {
  if (edit_distance(name, input) <= 2) return 0;
  const std::set<std::string> a = words_of(name);
  const std::set<std::string> b = words_of(input);
  if (std::ranges::includes(a, b)) return a.size() - b.size();
  return std::ranges::includes(b, a) ? b.size() - a.size() : kFar;
}

/// The input that was meant, or an empty text. One that is given as well was not.
std::string_view meant(const std::vector<std::string_view>& inputs, std::string_view name,
                       const std::set<std::string>& given) {
  std::string_view best;
  std::size_t least = kFar;
  for (const std::string_view input : inputs) {
    const std::size_t far = distance(name, input);
    if (far >= least || given.contains(std::string(input))) continue;
    least = far;
    best = input;
  }
  return best;
}

/// What no place of the table knows as an input of this action: another action's, or written with
/// '_', which the action does not take for '-'.
bool is_unknown(const ToolSetting& setting) {
  return setting.path.ends_with("steps.with.*") || setting.path.starts_with("**.steps.with.") ||
         (contains(setting.name, "_") && setting.path.starts_with(kInputs));
}

void check(const RuleContext& context, FindingSink& sink) {
  const ToolRow* tool = context.catalog.tool("github-actions");
  if (tool == nullptr) return;
  const std::vector<std::string_view> inputs = inputs_of(*tool);
  std::set<ScopeId> steps;
  for (const ClientConstruction& step : context.facts.facts().client_constructions)
    if (step.sdk == tool->id) steps.insert(step.scope);
  std::map<ScopeId, std::set<std::string>> given;
  for (const ToolSetting& setting : context.facts.facts().tool_settings)
    if (setting.tool == tool->id) given[setting.scope].insert(to_lower(setting.name));
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const bool unknown = steps.contains(setting.scope) && is_unknown(setting);
    // A token by a wrong name is a matter of its own: it may be left out.
    if (setting.tool != tool->id || !unknown || words_of(setting.name).contains("token")) continue;
    const std::string_view input = meant(inputs, setting.name, given[setting.scope]);
    if (input.empty()) continue;
    Finding& finding = sink.report(
        setting.name_at, setting.scope,
        fmt::format("aws-actions/configure-aws-credentials has no input {}; it is called {}. "
                    "GitHub warns of unexpected inputs and goes on without them.",
                    setting.name, input),
        fmt::format("write {} instead of {}", input, setting.name));
    if (input == "aws-region") finding.error = "Input required and not supplied: aws-region";
    finding.fix = replacement(setting.name_at, setting.name, input, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition gha_unknown_input() {
  return {.info = {.summary = "An input that the action that logs in to AWS does not know",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
