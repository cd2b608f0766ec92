// SPDX-License-Identifier: MIT
#include "scanner/core/rule.h"

#include <algorithm>

#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

/// Lowers severity and confidence of a finding in a file that is read rather than run.
void lower_for_purpose(Finding& finding, FilePurpose purpose) {
  const auto lower_to = [&](Severity severity, std::string_view reason) {
    finding.severity = std::min(finding.severity, severity);
    finding.confidence = std::min(finding.confidence, Confidence::Medium);
    finding.message.append(" ").append(reason);
  };
  // Tests and their data invent what they need: shown only to those who ask for low confidence.
  const auto lower_to_doubt = [&](std::string_view reason) {
    lower_to(Severity::Note, reason);
    finding.confidence = Confidence::Low;
  };
  switch (purpose) {
    case FilePurpose::Live:
      return;
    case FilePurpose::Data:
      return lower_to(Severity::Warning, "The file looks like data, so this may be a record only.");
    case FilePurpose::Cache:
      return lower_to(Severity::Note, "It stands in a cache that its owner renews.");
    case FilePurpose::Prose:
      return lower_to(Severity::Note, "It stands in text that is read rather than run.");
    case FilePurpose::Sample:
      return lower_to(Severity::Note, "The file looks like a sample.");
    case FilePurpose::MadeUp:
      return lower_to_doubt("Its name says that it is made up.");
    case FilePurpose::Hint:
      return lower_to(Severity::Note, "It stands in the sample text of an input field.");
    case FilePurpose::Accepted:
      return lower_to(Severity::Note, "A secret scanner is told not to report what stands here.");
    case FilePurpose::Vendored:
      return lower_to_doubt("The file looks like a copy of somebody else's code.");
    case FilePurpose::Test:
      return lower_to_doubt("This looks like test code, which may never send it.");
    case FilePurpose::Fixture:
      return lower_to_doubt("The file looks like a recording or sample of tests.");
  }
}

}  // namespace

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

void FindingSink::close() {
  if (!info_.reporting.in_use()) return;
  const auto record_of = [&](const Finding& finding) -> const FileRecord& {
    return facts_.file(finding.at.file);
  };
  const auto mine = out_.begin() + static_cast<std::ptrdiff_t>(first_);
  out_.erase(std::remove_if(
                 mine, out_.end(),
                 [&](const Finding& finding) { return record_of(finding).has(Trait::Template); }),
             out_.end());
  if (mine == out_.end()) return;
  const Purposes purposes(facts_);
  std::for_each(mine, out_.end(),
                [&](Finding& finding) { lower_for_purpose(finding, purposes.of(finding.at)); });
}

}  // namespace credlint
