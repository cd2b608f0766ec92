// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <utility>

#include "rules/anatomy/words.h"
#include "rules/views/region_uses.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  // Once for each file and region: it is one decision.
  std::set<std::pair<FileId, std::string_view>> seen;
  for (const RegionUse& use : context.view<region_uses>()) {
    const DataRow* row = context.catalog.table(Table::Regions).find(use.value);
    if (row == nullptr || row->note != "opt-in" || !use.certain) continue;
    if (starts_with(to_lower(use.via), "sso")) continue;
    if (context.view<Purposes>().of(use.at) != FilePurpose::Live) continue;
    if (!seen.emplace(use.at.file, use.value).second) continue;
    sink.report(
        use.at, use.scope,
        fmt::format("{} is a region that has to be enabled in the account before it is "
                    "used. Where it is not, every SDK gets \"The security token included "
                    "in the request is invalid\" or OptInRequired; files cannot tell.",
                    use.value),
        fmt::format("check with: aws account get-region-opt-status --region-name {}", use.value));
  }
}

}  // namespace

RuleDefinition region_opt_in() {
  return {.info = {.summary = "A region that has to be enabled in the account first",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .error = "UnrecognizedClientException",
                   .yields_at_span = {{"sts-legacy-with-opt-in", "partition-mismatch"}},
                   .yields_in_scope = {{"v1-token-in-opt-in-region"}}},
          .check = check};
}

}  // namespace credlint::rules
