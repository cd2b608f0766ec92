// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kOpening = "${{";

/// Where the name of the context begins, unless it is the end of another word.
std::size_t find_context(std::string_view value, std::string_view context) {
  const std::size_t at = value.find(context);
  const bool word =
      at != std::string_view::npos && (at == 0 || contains(" {(", value.substr(at - 1, 1)));
  return word ? at : std::string_view::npos;
}

/// What GitHub makes of a value that is meant as a secret, where it is not the secret alone; else
/// an empty text.
std::string_view mistake_in(std::string_view value) {
  const std::size_t singular = find_context(value, "secret.");
  if (singular != std::string_view::npos && contains(value.substr(0, singular), kOpening))
    return "There is no context `secret`: GitHub refuses the workflow, or puts nothing in the "
           "place "
           "of the expression.";
  const std::size_t at = find_context(value, "secrets.");
  if (at == std::string_view::npos) return {};
  const std::string_view front = trim(value.substr(0, at));
  if (front.ends_with("$${{"))
    return "Only `${{ … }}` is replaced: the `$` before it stays and is sent as a part of the "
           "value.";
  for (const std::string_view opening : {"{{", "$ {{"}) {
    if (front == opening)
      return "Only `${{ … }}` is replaced: this text is sent as it stands, in place of the secret.";
  }
  return {};
}

void judge(const Fact& fact, std::string_view name, std::string_view value, FindingSink& sink) {
  const std::string_view mistake = mistake_in(value);
  if (mistake.empty()) return;
  sink.report(fact, fmt::format("This expression gives {} no secret. {}", name, mistake),
              "write `${{ secrets.NAME }}`");
}

bool is_of_aws(const RuleContext& context, std::string_view name) {
  const KeyName* known = context.catalog.key(name);
  return context.catalog.variable(name) != nullptr || known != nullptr ||
         contains(to_lower(name), "aws");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.tool == "github-actions" &&
        (setting.meaning != Meaning::Other || is_of_aws(context, setting.name)))
      judge(setting, setting.name, setting.value.reveal(), sink);
  }
  for (const EnvAssignment& variable : context.facts.facts().env_assignments) {
    if (variable.tool == "github-actions")
      judge(variable, variable.name, variable.value.reveal(), sink);
  }
}

}  // namespace

RuleDefinition gha_expression_mistyped() {
  return {.info = {.summary = "An expression of a workflow that is not replaced by its secret",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
