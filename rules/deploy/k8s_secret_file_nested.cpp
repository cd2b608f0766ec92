// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// The key of a block that a text begins with, as "cloud" of "cloud: |"; or an empty text.
std::string_view block_key(std::string_view text) {
  const std::string_view line = trim(text.substr(0, text.find('\n')));
  for (const std::string_view sign : {": |", ": |-", ": >", ": |+"}) {
    if (line.size() > sign.size() && line.ends_with(sign))
      return line.substr(0, line.size() - sign.size());
  }
  return {};
}

/// Whether a profile's keys follow.
bool holds_profile(std::string_view text) {
  return contains(text, "[") && contains(text, "aws_access_key_id");
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const ToolSetting& entry : context.facts.facts().tool_settings) {
    if (entry.tool != "kubernetes" || !contains(entry.path, "ata.")) continue;
    const std::string_view text = entry.value.reveal();
    const std::string_view key = block_key(text);
    if (key.empty() || contains(key, " ") || !holds_profile(text)) continue;
    sink.report(entry.name_at, entry.scope,
                fmt::format("The file in the entry {} begins with the line \"{}: |\", and its "
                            "profile is indented below it. That is no credentials file: SDKs find "
                            "no profile in it.",
                            entry.name, key),
                fmt::format("leave the line \"{}: |\" out, and the indentation", key));
  }
}

}  // namespace

RuleDefinition k8s_secret_file_nested() {
  return {.info = {.summary = "A credentials file in a Secret that begins with a key of YAML",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
