// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/expiry_values.h"
#include "rules/views/expiry_fields.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void report_unreadable(const ExpiryField& field, FindingSink& sink) {
  sink.report(
      *field.fact,
      fmt::format(
          "The value of {} is no date that can be read. Tools that renew credentials by this line "
          "take them as valid for ever, or stop.",
          field.name),
      "write it as RFC 3339 with a zone, like 2026-01-31T12:00:00Z, or let the login tool write "
      "it");
}

void report_without_zone(const ExpiryField& field, FindingSink& sink) {
  Finding& finding = sink.report(*field.fact,
                                 fmt::format("The time in {} has no zone. Tools that read it "
                                             "disagree by as many hours as the clock here is "
                                             "away from UTC.",
                                             field.name),
                                 "write it with a zone, like 2026-01-31T12:00:00Z");
  // Some login tools write it like this and read it back rightly.
  finding.severity = Severity::Note;
  finding.confidence = Confidence::Low;
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ExpiryField& field : context.view<expiry_fields>()) {
    const FileRecord& file = context.facts.file(*field.fact);
    if (!file.has(Trait::SharedConfig)) continue;
    if (!is_judgeable(context.catalog, field.value)) continue;
    if (!field.time) {
      report_unreadable(field, sink);
    } else if (!field.time->zone_known && !is_past(*field.time, context.now)) {
      report_without_zone(field, sink);
    }
  }
}

}  // namespace

RuleDefinition expiry_field_unparsable() {
  return {.info = {.summary = "An expiry field that holds no readable date",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
