// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/support/exposure.h"
#include "rules/support/placeholder.h"
#include "rules/support/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Markers of template engines: the file may be rendered before anybody reads it.
bool is_template_marker(std::string_view value) {
  return contains(value, "{{") || contains(value, "<%") || contains(value, "#{") ||
         (!value.empty() && value.front() == '@');
}

void lower(Finding& finding, const FileRecord& file, std::string_view value) {
  if (is_template_marker(value)) {
    finding.severity = Severity::Warning;
    finding.confidence = Confidence::Medium;
  }
  if (is_test_path(file.path)) finding.confidence = Confidence::Low;
}

void check_shared_files(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const FileRecord& file = context.facts.file(setting);
    const KeyName* name = context.catalog.key(setting.key);
    const bool read_as_it_stands = name != nullptr && name->meaning != Meaning::Other;
    if (file.has(Trait::Template) || !read_as_it_stands || !is_expansion(setting.value.reveal()))
      continue;
    Finding& finding =
        sink.report(setting,
                    fmt::format("Variable in {} is never expanded. No SDK replaces variables in "
                                "the shared files, so these "
                                "characters themselves are used as the value.",
                                setting.key),
                    "write the value itself, or set the environment variable and remove the line");
    lower(finding, file, setting.value.reveal());
  }
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_read_by_docker_run(const RuleContext& context, const FileRecord& file) {
  const auto& uses = context.facts.facts().env_file_uses;
  return std::any_of(uses.begin(), uses.end(), [&](const EnvFileUse& use) {
    return use.reader == EnvFileReader::DockerRun && file_name(use.path) == file_name(file.path);
  });
}

void check_env_files(const RuleContext& context, FindingSink& sink) {
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile || !is_expansion(assignment.value.reveal()))
      continue;
    const FileRecord& file = context.facts.file(assignment);
    if (file.has(Trait::Template) || !is_read_by_docker_run(context, file)) continue;
    Finding& finding = sink.report(
        assignment,
        fmt::format("Variable in {} is never expanded. `docker run --env-file` passes these "
                    "characters themselves; "
                    "docker compose and dotenv libraries with expansion would replace them.",
                    assignment.name),
        "write the value itself, or pass the variable with `-e` and its name alone");
    lower(finding, file, assignment.value.reveal());
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_shared_files(context, sink);
  check_env_files(context, sink);
}

}  // namespace

RuleDefinition unexpanded_variable() {
  return {.info = {.summary = "A variable in a file that nobody expands",
                   .error = "IncompleteSignature"},
          .check = check};
}

}  // namespace credlint::rules
