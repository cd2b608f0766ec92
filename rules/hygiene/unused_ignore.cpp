// SPDX-License-Identifier: MIT
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Only the suppression stage knows which comments matched: it reports under this rule's name.
void check(const RuleContext&, FindingSink&) {}

}  // namespace

RuleDefinition unused_ignore() {
  return {.info = {.summary = "A \"credlint: ignore\" comment that matches no finding",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
