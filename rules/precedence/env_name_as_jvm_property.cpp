// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// The property that the AWS SDKs for Java read in the variable's place.
std::string_view property_for(Meaning meaning) {
  switch (meaning) {
    case Meaning::KeyId:
      return "aws.accessKeyId";
    case Meaning::Secret:
      return "aws.secretAccessKey";
    case Meaning::Token:
    case Meaning::LegacyToken:
      return "aws.sessionToken";
    case Meaning::Region:
      return "aws.region";
    case Meaning::Profile:
      return "aws.profile";
    default:
      return "";
  }
}

/// Spring and its like take properties for "${NAME}" in settings, and code may ask for any.
bool is_asked_for(const FileFacts& facts, std::string_view name) {
  const auto reads = [&](const EnvRead& read) { return read.name == name; };
  const auto names = [&](const ToolSetting& setting) {
    return !setting.literal && contains(setting.value.reveal(), "${" + std::string(name));
  };
  return std::ranges::any_of(facts.env_reads, reads) ||
         std::ranges::any_of(facts.tool_settings, names);
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const PatternMatch& match : facts.pattern_matches) {
    const PatternMatch::Group* name =
        match.pattern == "variable-as-property" ? match.group("plain") : nullptr;
    if (name == nullptr || name->value.empty()) continue;  // a comment
    const std::string written(name->value.reveal());
    const KeyName* variable = context.catalog.variable(written);
    const std::string_view property = variable == nullptr ? "" : property_for(variable->meaning);
    if (property.empty() || is_asked_for(facts, written)) continue;
    sink.report(name->at, match.scope,
                fmt::format("-D sets a property of the JVM, and {} is the name of an environment "
                            "variable: no AWS SDK reads a property of that name, so the value is "
                            "ignored in silence.",
                            written),
                fmt::format("write -D{}=…, or set {} in the environment", property, written));
  }
}

}  // namespace

RuleDefinition env_name_as_jvm_property() {
  return {
      .info = {.summary = "A variable's name is given to the JVM as a property, which nobody reads",
               .reporting = Reporting::InUse,
               .severity = Severity::Warning,
               .confidence = Confidence::Medium,
               .error = "NoCredentialsError"},
      .check = check};
}

}  // namespace credlint::rules
