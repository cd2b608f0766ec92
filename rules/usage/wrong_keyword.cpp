// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/support/keywords.h"
#include "rules/support/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Python and Ruby check names of arguments, the others ignore what they do not know.
std::string consequence(const ClientConstruction& call) {
  if (contains(call.sdk, "boto")) return "Python stops with a TypeError";
  if (call.sdk == "ruby") return "the SDK stops with an ArgumentError";
  return "the SDK ignores it in silence and looks for credentials elsewhere";
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const WrongKeyword& wrong : wrong_keywords(context)) {
    if (is_js_v3_top_level(wrong)) continue;
    sink.report(wrong.argument->name_at, wrong.call->scope,
                fmt::format("{} has no argument {}; it is called {} there. As it stands {}.",
                            wrong.call->constructor, wrong.argument->name, wrong.right,
                            consequence(*wrong.call)),
                fmt::format("write {} instead of {}", wrong.right, wrong.argument->name));
  }
}

}  // namespace

RuleDefinition wrong_keyword() {
  return {.info = {.summary = "An argument for credentials or region that this SDK does not know",
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
