// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "rules/anatomy/words.h"
#include "rules/views/keywords.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Python and Ruby check names of arguments, the others ignore what they do not know.
std::string_view consequence(const WrongKeyword& wrong) {
  if (contains(wrong.call->sdk, "boto")) return "Python stops with a TypeError";
  if (wrong.call->sdk == "ruby") return "the SDK stops with an ArgumentError";
  if (starts_with(wrong.right, "region"))
    return "the SDK ignores it in silence and looks for the region elsewhere";
  return wrong.call->key_id.given() && wrong.call->secret.given()
             ? "the SDK ignores it in silence and sends the keys without it"
             : "the SDK ignores it in silence and looks for credentials elsewhere";
}

/// "credentials.token" is written as "token".
std::string_view written_name(const Argument& argument) {
  return std::string_view(argument.name).substr(argument.name.rfind('.') + 1);
}

/// What stands before the last point of a nested name.
std::string_view parent_of(std::string_view name) {
  const std::size_t point = name.rfind('.');
  return point == std::string_view::npos ? std::string_view() : name.substr(0, point);
}

/// The right name in the place of the wrong one, where the argument may stay where it is.
/// JavaScript takes a name alone for its own value, too.
std::optional<Fix> right_name(const WrongKeyword& wrong) {
  const Argument& argument = *wrong.argument;
  const bool moves =
      wrong.elsewhere || wrong.top_level_only || parent_of(wrong.right) != parent_of(argument.name);
  if (moves || argument.value.at.span == argument.name_at.span) return std::nullopt;
  return replacement(argument.name_at, written_name(argument),
                     wrong.right.substr(wrong.right.rfind('.') + 1), FixSafety::Safe);
}

void report(const WrongKeyword& wrong, FindingSink& sink) {
  const std::string_view name = written_name(*wrong.argument);
  const std::string right = wrong.elsewhere ? fmt::format("{} takes it", wrong.right)
                                            : fmt::format("it is called {} there", wrong.right);
  Finding& finding =
      sink.report(wrong.argument->name_at, wrong.call->scope,
                  fmt::format("{} has no argument {}; {}. As it stands {}.", wrong.call->callee,
                              name, right, consequence(wrong)),
                  wrong.elsewhere ? fmt::format("pass {} to {}", name, wrong.right)
                                  : fmt::format("write {} instead of {}", wrong.right, name));
  finding.fix = right_name(wrong);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const WrongKeyword& wrong : context.view<wrong_keywords>()) {
    if (is_js_v3_top_level(wrong)) continue;
    report(wrong, sink);
  }
}

}  // namespace

RuleDefinition wrong_keyword() {
  return {.info = {.summary = "An argument for credentials or region that this SDK does not know",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
