// SPDX-License-Identifier: MIT
#include "scanner/core/rule.h"

namespace credlint {

Finding& FindingSink::report(const Fact& fact, std::string message, std::string help) {
  return report(fact.at, fact.scope, std::move(message), std::move(help));
}

Finding& FindingSink::report(const Location& at, ScopeId scope, std::string message,
                             std::string help) {
  Finding finding;
  finding.rule = std::string(rule_);
  finding.severity = info_.severity;
  finding.confidence = info_.confidence;
  finding.at = at;
  finding.scope = scope;
  finding.message = std::move(message);
  finding.help = std::move(help);
  return out_.emplace_back(std::move(finding));
}

}  // namespace credlint
