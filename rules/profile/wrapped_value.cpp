// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/wrapped.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const WrappedValue& wrapped : context.view<wrapped_values>()) {
    const std::string_view key =
        wrapped.value != nullptr ? std::string_view(wrapped.value->key) : "the value";
    Finding& finding = sink.report(
        wrapped.piece, wrapped.scope,
        wrapped.indented
            ? fmt::format(
                  "{} goes on in an indented line. The AWS CLI, boto3, Java and Rust join both "
                  "lines with a line break, which no HTTP header may hold; the other SDKs "
                  "read the first line only.",
                  key)
            : fmt::format(
                  "{} goes on in the next line. Every SDK reads its first line only, and some "
                  "refuse the file because of the rest.",
                  key),
        "write the whole value on one line, without spaces");
    if (wrapped.value != nullptr) {
      finding.related.push_back({wrapped.value->at, "the value begins here"});
    }
  }
}

}  // namespace

RuleDefinition wrapped_value() {
  return {.info = {.summary = "A key or token of a shared file is wrapped over several lines",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
