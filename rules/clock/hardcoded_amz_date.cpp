// SPDX-License-Identifier: MIT
#include "rules/views/comments.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& examples = context.catalog.table(Table::DocumentationDates);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "authorization-header" && match.pattern != "amz-date") continue;
    const PatternMatch::Group* date = match.group("plain");
    if (date == nullptr || stands_in_comment(context, date->at)) continue;
    if (examples.find(date->value.reveal().substr(0, 8)) != nullptr) continue;
    Finding& finding = sink.report(
        date->at, match.scope,
        "The date of a signed request is a constant here. AWS takes a signature for 15 minutes "
        "from its date on; every request since fails with RequestExpired or SignatureDoesNotMatch "
        "(\"Signature expired\").",
        "sign when the request is sent: an SDK, curl --aws-sigv4, or the AWS auth of the tool");
    // A request that was saved once was sent once; who sends it again sees why it fails.
    if (context.view<Purposes>().of(date->at) == FilePurpose::Data)
      finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition hardcoded_amz_date() {
  return {.info = {.summary = "The date of a signature is a constant",
                   .reporting = Reporting::InUse,
                   .error = "RequestExpired"},
          .check = check};
}

}  // namespace credlint::rules
