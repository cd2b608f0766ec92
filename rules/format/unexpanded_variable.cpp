// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/env_file_readers.h"
#include "rules/views/exposure.h"
#include "rules/views/file_matches.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// Manifests of clusters are filled in before they are sent where a program of the tree does so.
/// The table of what a cluster takes as it stands, and the beginning of that of its containers.
constexpr std::string_view kManifests = "kubernetes";

/// Markers of template engines: the file may be rendered before anybody reads it.
bool is_template_marker(std::string_view value) {
  return contains(value, "{{") || contains(value, "<%") || contains(value, "#{") ||
         (!value.empty() && value.front() == '@');
}

void lower(const RuleContext& context, Finding& finding, std::string_view value) {
  if (is_template_marker(value)) {
    finding.severity = Severity::Warning;
    finding.confidence = Confidence::Medium;
  }
  if (is_made_up_place(context.view<Purposes>().of(finding.at)))
    finding.confidence = Confidence::Low;
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
    lower(context, finding, setting.value.reveal());
  }
}

void check_env_files(const RuleContext& context, FindingSink& sink) {
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile || !is_expansion(assignment.value.reveal()))
      continue;
    const FileRecord& file = context.facts.file(assignment);
    const EnvFileReading* docker = readers.first(assignment.at.file, {EnvFileReader::DockerRun});
    if (file.has(Trait::Template) || docker == nullptr) continue;
    Finding& finding = sink.report(
        assignment,
        fmt::format("Variable in {} is never expanded. `{}` passes these characters themselves; "
                    "docker compose and dotenv libraries with expansion would replace them.",
                    assignment.name, reader_name(docker->reader)),
        "write the value itself, or pass the variable with `-e` and its name alone");
    relate_reader(finding, *docker);
    lower(context, finding, assignment.value.reveal());
  }
}

/// What a tool replaces, for a message; empty where it replaces more than one form.
std::string_view form_of(const ToolRow& tool) {
  if (tool.expands == "${{") return "`${{ … }}`";
  return tool.expands == "$(" ? "`$(NAME)`" : "";
}

/// A manifest for a cluster in which nothing is filled in before a script sends it there.
const PatternMatch* applied_as_it_stands(const RuleContext& context, const FileRecord& file) {
  const PatternMatch* found = nullptr;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern == "manifest-filled-in") return nullptr;
    if (match.pattern != "manifest-applied") continue;
    const PatternMatch::Group* path = match.group("plain");
    if (path != nullptr && base_name(path->value.reveal()) == base_name(file.path)) found = &match;
  }
  return found;
}

/// Tools that expand nothing read manifests, too, which are often filled in before; so are Secrets,
/// in which a cluster replaces nothing.
void check_manifest(const RuleContext& context, const Fact& fact, std::string_view tool_id,
                    std::string_view name, std::string_view value, FindingSink& sink) {
  const ToolRow* tool = context.catalog.tool(tool_id);
  const bool as_it_stands = tool != nullptr && (tool->expands == "none" || tool->id == kManifests);
  if (!as_it_stands || !is_expansion(value)) return;
  const PatternMatch* applied = applied_as_it_stands(context, context.facts.file(fact));
  if (applied == nullptr) return;
  Finding& finding = sink.report(
      fact,
      fmt::format("Variable in {} is never expanded. Neither kubectl nor {} replaces variables{}, "
                  "so these characters themselves are used as the value.",
                  name, tool->title, tool->id == kManifests ? " there" : ""),
      "write the value itself, or fill it in first: envsubst < file | kubectl apply -f -");
  finding.related.push_back({applied->at, "the file is sent as it stands"});
  lower(context, finding, value);
}

/// Tables of file systems are read by mount and systemd, which know no variables.
void check_mount_tables(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const PatternMatch::Group* value = match.group("plain");
    const FileRecord& file = context.facts.file(match);
    if (match.pattern != "mount-variable" || value == nullptr) continue;
    if (base_name(file.path) != "fstab" || file.has(Trait::Template)) continue;
    Finding& finding = sink.report(
        value->at, match.scope,
        fmt::format("Variable in a mount option is never expanded: {}. No shell reads fstab, so "
                    "the file system looks for a file of that very name.",
                    value->value.reveal()),
        "write the whole path");
    finding.error = "NoCredentialsError";
  }
}

/// "$$NAME" in a file whose tool replaces "$NAME" and takes "$$" for "$".
void check_escaped(const RuleContext& context, const EnvAssignment& assignment, FindingSink& sink) {
  const ToolRow* tool = context.catalog.tool(assignment.tool);
  const std::string_view value = trim(assignment.value.reveal());
  const KeyName* known = context.catalog.variable(assignment.name);
  if (tool == nullptr || tool->expands != "$" || !starts_with(value, "$$") || known == nullptr ||
      context.facts.file(assignment).has(Trait::Template))
    return;
  Finding& finding = sink.report(
      assignment,
      fmt::format("Variable in {} is never expanded: {} takes \"$$\" for a \"$\" that stands for "
                  "itself, and no shell reads the value afterwards.",
                  assignment.name, tool->title),
      "write one \"$\"");
  lower(context, finding, value);
}

/// `what` stands in a data file as it is, though it looks like a variable.
void check_document(const RuleContext& context, const Fact& fact, std::string_view tool_id,
                    std::string_view name, std::string_view value, FindingSink& sink) {
  const ToolRow* tool = context.catalog.tool(tool_id);
  if (tool == nullptr || form_of(*tool).empty() || !is_expansion(value)) return;
  if (context.facts.file(fact).has(Trait::Template)) return;  // what fills it in has its own form
  Finding& finding = sink.report(
      fact,
      fmt::format("Variable in {} is never expanded. {} replaces {} only, so these characters "
                  "themselves are used as the value.",
                  name, tool->title, form_of(*tool)),
      fmt::format("write {}", form_of(*tool)));
  // Manifests are often filled in before they are applied (envsubst, Flux, Kustomize).
  if (tool->expands != "${{") finding.severity = Severity::Warning;
  lower(context, finding, value);
}

void check_documents(const RuleContext& context, FindingSink& sink) {
  const bool filled_in = context.view<FileMatches>().anywhere("manifest-filled-in") != nullptr;
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    if (setting.meaning == Meaning::Other) continue;
    check_manifest(context, setting, setting.tool, setting.name, setting.value.reveal(), sink);
    if (setting.literal && !(filled_in && starts_with(setting.tool, kManifests)))
      check_document(context, setting, setting.tool, setting.name, setting.value.reveal(), sink);
  }
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::Document) continue;
    const std::string_view value = assignment.value.reveal();
    if (context.catalog.variable(assignment.name) != nullptr)
      check_manifest(context, assignment, assignment.tool, assignment.name, value, sink);
    if (!assignment.literal) continue;
    check_escaped(context, assignment, sink);
    if (!(filled_in && starts_with(assignment.tool, kManifests)))
      check_document(context, assignment, assignment.tool, assignment.name, value, sink);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_documents(context, sink);
  check_shared_files(context, sink);
  check_env_files(context, sink);
  check_mount_tables(context, sink);
}

}  // namespace

RuleDefinition unexpanded_variable() {
  return {.info = {.summary = "A variable in a file that nobody expands",
                   .reporting = Reporting::AsFound,
                   .error = "IncompleteSignature"},
          .check = check};
}

}  // namespace credlint::rules
