// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

#include "scanner/core/part_of.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kLegacyToken = "AWS_SECURITY_TOKEN";
constexpr std::string_view kLegacyProfile = "AWS_DEFAULT_PROFILE";

// Names that the scanned code reads itself: then they are its own setting, whatever SDKs do with
// them.
std::set<std::string_view> read_by_code(const FileFacts& facts) {
  std::set<std::string_view> names;
  for (const EnvRead& read : facts.env_reads) names.insert(read.name);
  for (const ClientConstruction& client : facts.client_constructions) {
    for (const Value* value : {&client.region, &client.profile, &client.key_id, &client.secret,
                               &client.token, &client.endpoint}) {
      if (value->kind == Value::Kind::Env) names.insert(value->name);
    }
  }
  return names;
}

// Names whose value some file puts elsewhere: "${?AWS_ACCESS_KEY}" of HOCON, "${AWS_ACCESS_KEY}" of
// Spring or Compose. "AWS_ACCESS_KEY: ${AWS_ACCESS_KEY}" only hands it on.
std::set<std::string_view> put_elsewhere(const FileFacts& facts) {
  std::set<std::tuple<FileId, std::uint32_t, std::string_view>> handed_on;
  for (const EnvAssignment& each : facts.env_assignments)
    handed_on.emplace(each.at.file, each.name_at.line, each.name);
  std::set<std::string_view> names;
  for (const PatternMatch& match : facts.pattern_matches) {
    if (match.pattern != "old-name-put-elsewhere") continue;
    const PatternMatch::Group* name = match.group("plain_name");
    if (name == nullptr) continue;
    if (!handed_on.contains({match.at.file, match.at.line, name->value.reveal()}))
      names.insert(name->value.reveal());
  }
  return names;
}

bool is_environment(const EnvAssignment& assignment) {
  return !assignment.test && assignment.syntax != EnvSyntax::DockerArg &&
         assignment.syntax != EnvSyntax::ShellAssign;
}

using Assignments = std::map<std::pair<ScopeId, std::string_view>, const EnvAssignment*>;

Assignments by_scope_and_name(const FileFacts& facts) {
  Assignments assignments;
  for (const EnvAssignment& assignment : facts.env_assignments) {
    assignments[{assignment.scope, assignment.name}] = &assignment;
  }
  return assignments;
}

// Both names with one value serve old and new programs alike. Of values that are not known one is
// mostly set from the other.
bool is_twin(const EnvAssignment& old, const DataRow& row, const Assignments& assignments) {
  if (old.name == kLegacyProfile) return true;  // read by boto3 and the CLI, and judged elsewhere
  // A known token under the old name is judged by the rules on pairs.
  if (old.name == kLegacyToken && old.literal) return true;
  if (old.name == kLegacyToken && assignments.count({old.scope, row.value}) != 0) return true;
  const auto current = assignments.find({old.scope, row.value});
  if (current == assignments.end()) return false;
  const bool known = current->second->literal && old.literal;
  return !known || current->second->value == old.value;
}

/// "AWS_ACCESS_KEY: minio": key ids and secrets of AWS are longer, so that another store reads it.
bool is_of_another_store(const RuleContext& context, const EnvAssignment& assignment) {
  constexpr std::size_t kShortestKeyId = 16;
  const KeyName* name = context.catalog.variable(assignment.name);
  const bool part = name != nullptr && part_of(name->meaning).has_value();
  return part && assignment.literal && assignment.value.size() < kShortestKeyId;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  const DataTable& table = context.catalog.table(Table::LegacyVariables);
  std::set<std::string_view> own = read_by_code(facts);
  own.merge(put_elsewhere(facts));
  const Assignments assignments = by_scope_and_name(facts);
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const DataRow* row = table.find(assignment.name);
    if (row == nullptr || !is_environment(assignment) || own.count(assignment.name) != 0) continue;
    if (assignment.literal && assignment.value.empty()) continue;
    if (context.facts.file(assignment).has(Trait::Prose)) continue;
    if (is_of_another_store(context, assignment)) continue;
    if (is_twin(assignment, *row, assignments)) continue;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format(
            "{} is not a name that every SDK reads{}{}. The others find nothing, or something "
            "else, under {}.",
            assignment.name, row->note.empty() ? "" : "; read only by: ", row->note, row->value),
        fmt::format("use {}", row->value));
    // What still reads the old name would no longer find it.
    if (row->value.find_first_of(" ,") == std::string_view::npos)
      finding.fix = replacement(assignment.name_at, assignment.name, row->value, FixSafety::Unsafe);
  }
}

}  // namespace

RuleDefinition legacy_variable() {
  return {.info = {.summary = "An old or foreign environment variable that few SDKs read",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
