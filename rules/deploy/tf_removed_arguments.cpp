// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/anatomy/paths.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A file beside `argument` that asks for a provider without the arguments that version 5 removed.
const PatternMatch* version_without(const RuleContext& context, const PatternMatch& argument) {
  const auto& matches = context.facts.facts().pattern_matches;
  const std::string_view folder = folder_of(context.facts.file(argument).path);
  const auto found = std::ranges::find_if(matches, [&](const PatternMatch& match) {
    return match.pattern == "aws-provider-5" && folder_of(context.facts.file(match).path) == folder;
  });
  return found == matches.end() ? nullptr : &*found;
}

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& table = context.catalog.table(Table::WrongKeywords);
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "terraform-argument") continue;
    const PatternMatch::Group* argument = match.group("plain");
    if (argument == nullptr) continue;
    const DataRow* row = table.find(fmt::format("terraform/{}", argument->value.reveal()));
    if (row == nullptr) continue;
    const bool removed = row->note == "removed";
    const PatternMatch* version = removed ? version_without(context, match) : nullptr;
    Finding& finding = sink.report(
        argument->at, match.scope,
        fmt::format("The provider for AWS {} the argument {}; it is called {}. Terraform stops "
                    "with \"Unsupported argument\".",
                    removed ? "has no longer (since version 5)" : "has never had",
                    row->key.substr(10), row->value),
        removed ? fmt::format("write {} = [\"…\"]: a list of paths", row->value)
                : fmt::format("write {}", row->value));
    if (version != nullptr)
      finding.related.push_back({version->at, "the version that is asked for"});
    if (removed && version == nullptr) {
      finding.severity = Severity::Note;
      finding.confidence = Confidence::Low;
    }
  }
}

}  // namespace

RuleDefinition tf_removed_arguments() {
  return {.info = {.summary = "An argument that Terraform's provider for AWS does not know",
                   .reporting = Reporting::InUse,
                   .error = "UnsupportedArgument"},
          .check = check};
}

}  // namespace credlint::rules
