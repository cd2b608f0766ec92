// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Keys whose value are the indented lines below them.
bool holds_lines(const Catalog& catalog, std::string_view key) {
  const DataRow* row = catalog.table(Table::ConfigKeys).find(key);
  return row != nullptr && row->note == "block";
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const bool of_profile = setting.section_kind == SectionKind::Default ||
                            setting.section_kind == SectionKind::Profile;
    if (!of_profile || setting.file_kind != SharedFile::Config || !setting.parent.empty() ||
        setting.value.empty() || !holds_lines(context.catalog, setting.key))
      continue;
    sink.report(setting,
                fmt::format("{} holds a value where a block of indented settings is expected. "
                            "botocore, and with it boto3 and the AWS CLI, stops on it (\"'str' "
                            "object has no attribute 'get'\") when a client is made.",
                            setting.key),
                fmt::format("leave {} empty and put its settings on indented lines below it, or "
                            "remove the line",
                            setting.key));
  }
}

}  // namespace

RuleDefinition nested_key_as_scalar() {
  return {.info = {.summary = "A value where a block of indented settings is expected",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError"},
          .check = check};
}

}  // namespace credlint::rules
