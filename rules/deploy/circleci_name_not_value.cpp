// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kOrb = "circleci/aws-cli@";
/// From this version on the orb takes values; before, names of variables.
constexpr int kTakesValues = 4;

/// The major version of "circleci/aws-cli@4.1.2"; 0 where none is named.
int major_version(std::string_view orb) {
  int version = 0;
  for (const char c : orb.substr(kOrb.size())) {
    if (c < '0' || c > '9') break;
    version = version * 10 + (c - '0');
    if (version > 1'000) return 0;
  }
  return version;
}

/// Whether a text can only be the name of a variable.
bool is_name(std::string_view text) {
  const auto of_name = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
  return contains(text, "_") &&
         std::ranges::all_of(text, [&](char c) { return of_name(c) || (c >= '0' && c <= '9'); });
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<FileId, int> versions;
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.path == "orbs.*" && setting.value.reveal().starts_with(kOrb))
      versions[setting.at.file] = major_version(setting.value.reveal());
  }
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const auto version = versions.find(setting.at.file);
    if (setting.tool != "circleci" || version == versions.end() || version->second == 0 ||
        !contains(setting.path, "aws-cli/setup.aws-"))
      continue;
    const std::string_view value = setting.value.reveal();
    const bool values = version->second >= kTakesValues;
    const bool variable = value.size() > 1 && value.front() == '$' && is_name(value.substr(1));
    if (values ? !is_name(value) : !variable) continue;
    Finding& finding = sink.report(
        setting,
        values ? fmt::format("Version {} of the orb takes the value of {}, and {} is only the "
                             "name of a variable: that name becomes the key.",
                             version->second, setting.name, value)
               : fmt::format("Version {} of the orb takes the name of a variable for {}, and "
                             "puts the `$` before it by itself.",
                             version->second, setting.name),
        values ? fmt::format("write ${}", value) : fmt::format("write {}", value.substr(1)));
    finding.fix = replacement(setting.at, value,
                              values ? fmt::format("${}", value) : std::string(value.substr(1)),
                              FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition circleci_name_not_value() {
  return {.info = {.summary = "A variable's name where the orb takes its value, or the reverse",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
