// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/timestamps.h"
#include "rules/views/renewals.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

std::string message_of(const Renewal& renewal) {
  const std::string life = to_text(renewal.life);
  const std::string pause = to_text(renewal.pause);
  if (!renewal.failure.empty()) {
    return fmt::format(
        "The registry's token lives for {} and the next one is asked for only after "
        "{}. In between images and packages cannot be fetched: \"{}\".",
        life, pause, renewal.failure);
  }
  return fmt::format(
      "The session lives for {} and the next one is asked for only after {}. In "
      "between whoever uses it gets ExpiredToken.",
      life, pause);
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const Renewal& renewal : context.view<renewals>()) {
    if (renewal.pause <= renewal.life) continue;
    const bool registry = !renewal.failure.empty();
    Finding& finding = sink.report(
        renewal.at, renewal.scope, message_of(renewal),
        registry
            ? "ask more often than it ends, or let the node fetch it: the kubelet's credential "
              "provider for ECR and docker-credential-ecr-login renew by themselves"
            : "ask more often than the session ends, or not at all: a profile with role_arn, "
              "or the role of the machine, is renewed by the SDKs themselves");
    if (renewal.asked != nullptr) finding.related.push_back({renewal.asked->at, "asked for here"});
  }
}

}  // namespace

RuleDefinition refreshed_too_rarely() {
  return {.info = {.summary = "Temporary credentials are renewed less often than they end",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
