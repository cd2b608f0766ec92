// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "rules/resolver/outcomes.h"
#include "rules/views/project_sdks.h"
#include "rules/views/shown_text.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kNotSet = "take that as not set";

/// The folder of a file, with the slash behind it.
std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

/// "folder/NAME" of each variable that the .env file beside a compose file may set.
std::set<std::string> set_in_env_files(const FactStore& facts) {
  std::set<std::string> found;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    const std::string_view path = facts.file(assignment).path;
    if (path.substr(path.rfind('/') + 1) == ".env")
      found.insert(std::string(folder_of(path)) + assignment.name);
  }
  return found;
}

/// NAME of "${NAME}" and "$NAME"; empty where something stands in for a variable that is not set.
std::string_view bare_variable(std::string_view value) {
  if (value.starts_with("${") && value.ends_with('}'))
    value = value.substr(2, value.size() - 3);
  else if (value.starts_with('$'))
    value = value.substr(1);
  else
    return {};
  const bool name = value.find_first_not_of(
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789_") == std::string_view::npos;
  return name ? value : std::string_view();
}

/// "- NAME=${NAME}" as "- NAME", "NAME: ${NAME}" as "NAME:".
std::optional<Fix> passed_on(const FactStore& facts, const EnvAssignment& assignment) {
  const std::optional<std::string> gap =
      text_between(facts, assignment.name_at, start_of(assignment.at));
  const std::string_view value = assignment.value.reveal();
  if (!gap || assignment.at.span.size() != value.size()) return std::nullopt;
  const bool list = *gap == "=";
  if (!list && *gap != ": ") return std::nullopt;
  Fix fix = replacement(from_to(end_of(assignment.name_at), assignment.at),
                        *gap + std::string(value), list ? "" : ":", FixSafety::Safe);
  fix.title = fmt::format("pass {} on only if it is set", assignment.name);
  return fix;
}

/// What SDKs do where the profile's variable is empty.
resolver::Outcomes outcomes_of_empty(const RuleContext& context, std::string_view variable) {
  const resolver::SmallMachine machine(
      context, {}, {"[default]", "aws_access_key_id = id", "aws_secret_access_key = secret"},
      {{std::string(variable), ""}, {"AWS_SDK_LOAD_CONFIG", "1"}});
  return resolver::stops_or(context, machine,
                            [](const resolver::Resolution&) { return std::string(kNotSet); });
}

/// Whether some SDK of the tree takes "" for the name of a profile, or none is known.
bool may_mind(const std::set<std::string>& sdks, const resolver::Outcomes& outcomes) {
  return sdks.empty() || std::any_of(sdks.begin(), sdks.end(), [&](const std::string& sdk) {
           return outcomes.of(sdk) != kNotSet;
         });
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<std::string> known = set_in_env_files(context.facts);
  const std::set<std::string> sdks = context.view<ProjectSdks>().below({});
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.tool != "docker-compose" || assignment.literal) continue;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::Profile) continue;
    const std::string_view variable = bare_variable(assignment.value.reveal());
    const std::string_view folder = folder_of(context.facts.file(assignment).path);
    if (variable.empty() || known.contains(std::string(folder) + std::string(variable))) continue;
    const resolver::Outcomes outcomes = outcomes_of_empty(context, assignment.name);
    if (!may_mind(sdks, outcomes)) continue;
    Finding& finding = sink.report(
        assignment,
        fmt::format("{} is set to nothing wherever {} is not set: compose puts an empty "
                    "text in its place. {}",
                    assignment.name, variable, outcomes.sentence()),
        fmt::format("write `- {}` without a value, which passes it on only if it is set, "
                    "or give a default: ${{{}:-default}}",
                    assignment.name, variable));
    if (sdks.empty()) {
      finding.severity = Severity::Note;
      finding.message.append(" Nothing here says which SDK the container has.");
    }
    if (assignment.name == variable) finding.fix = passed_on(context.facts, assignment);
  }
}

}  // namespace

RuleDefinition compose_empty_passthrough() {
  return {.info = {.summary = "A profile that is empty where the variable behind it is not set",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "ProfileNotFound",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
