// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/config_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

void report_joined(const ConfigSetting& setting, const ConfigSetting& above, FindingSink& sink) {
  Finding& finding = sink.report(
      setting.key_at, setting.scope,
      fmt::format(
          "\"{}\" is indented and so belongs to the value of \"{}\" above it. The AWS CLI, "
          "boto3, Java, Rust and C++ join the lines, and both settings are lost; JavaScript, "
          "PHP and Go read it as a setting.",
          setting.key, above.key),
      "begin the line in the first column");
  finding.related.push_back({above.at, "the value that it joins"});
}

// Where every key is indented by the same width botocore still reads them one by one.
void report_block(const ConfigSetting& setting, FindingSink& sink) {
  Finding& finding = sink.report(
      setting.key_at, setting.scope,
      fmt::format("The settings of section [{}] are indented. Java, Rust and the C SDKs refuse the "
                  "file and Ruby fails on it; the AWS CLI, boto3, JavaScript and Go read it.",
                  setting.section),
      "begin each line in the first column");
  finding.severity = Severity::Warning;
}

void check(const RuleContext& context, FindingSink& sink) {
  const ConfigSetting* first = nullptr;
  const ConfigSetting* previous = nullptr;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (first == nullptr || first->scope != setting.scope) first = previous = nullptr;
    if (first == nullptr) first = &setting;
    const bool judged = setting.indented && setting.in_section && setting.parent.empty() &&
                        is_sdk_key(context.catalog, setting.key);
    if (judged && first == &setting) {
      report_block(setting, sink);
    } else if (judged && !first->indented && previous != nullptr && !previous->value.empty()) {
      report_joined(setting, *previous, sink);
    }
    if (setting.parent.empty() && !setting.indented) previous = &setting;
  }
}

}  // namespace

RuleDefinition indented_property() {
  return {.info = {.summary = "An indented setting of a shared file joins the value above it",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError"},
          .check = check};
}

}  // namespace credlint::rules
