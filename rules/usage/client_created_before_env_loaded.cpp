// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "rules/anatomy/paths.h"
#include "rules/views/client_environment.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What env files set.
struct Given {
  ReadAtConstruction to_sdks;
  std::set<std::string_view> names;
};

/// Absent when no file of that name was seen.
std::optional<Given> given_by_file(const RuleContext& context, const EnvFileUse& use) {
  const std::string_view name = base_name(use.path);
  std::optional<Given> given;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile) continue;
    const FileRecord& file = context.facts.file(assignment);
    // An example beside it names the same variables.
    if (!base_name(file.path).starts_with(name)) continue;
    if (!given) given.emplace();
    given->names.insert(assignment.name);
    const KeyName* known = context.catalog.variable(assignment.name);
    if (known == nullptr) continue;
    ReadAtConstruction& sdks = given->to_sdks;
    sdks.region = sdks.region || known->meaning == Meaning::Region;
    sdks.credentials = sdks.credentials || known->meaning == Meaning::KeyId ||
                       known->meaning == Meaning::Secret || known->meaning == Meaning::Profile;
  }
  return given;
}

/// An argument that is read out of the environment although only the file, which comes later, sets
/// it; nullptr when there is none.
const Value* read_too_early(const ClientConstruction& client, const EnvFileUse& use,
                            const Given& given) {
  for (const Value* value : {&client.key_id, &client.secret, &client.token, &client.region,
                             &client.profile, &client.endpoint}) {
    const bool alone = !value->fallback && value->otherwise == nullptr;
    if (value->kind != Value::Kind::Env || !alone || value->at.file != use.at.file) continue;
    if (value->at.span.begin < use.at.span.begin && given.names.contains(value->name)) return value;
  }
  return nullptr;
}

void report_argument(const ClientConstruction& client, const Value& value, const EnvFileUse& use,
                     FindingSink& sink) {
  Finding& finding = sink.report(
      value.at, client.scope,
      fmt::format("{} is read before the env file that sets it is loaded, so that {} is given "
                  "nothing.",
                  value.name, client.callee),
      "load the env file before anything else");
  finding.related.push_back({use.at, "the env file is loaded here"});
}

void report_client(const RuleContext& context, const ClientConstruction& client,
                   const EnvFileUse& use, bool seen, FindingSink& sink) {
  const ReadAtConstruction reads = reads_at_construction(context.catalog, client);
  Finding& finding = sink.report(
      client,
      fmt::format("{} is called before the env file is loaded. This SDK takes {} out of the "
                  "environment at that moment, so what the file says comes too late.",
                  client.callee,
                  reads.credentials && reads.region ? "credentials and region"
                  : reads.region                    ? "the region"
                                                    : "the credentials"),
      "load the env file first, or make the client where it is used");
  finding.related.push_back({use.at, "the env file is loaded here"});
  if (seen) return;
  finding.severity = Severity::Note;
  finding.confidence = Confidence::Low;
  finding.message += " Whether the file holds anything of AWS was not seen.";
}

/// Whether the client leaves to the environment what the file sets.
bool is_concerned(const ReadAtConstruction& reads, const std::optional<Given>& given) {
  if (!given) return reads.any();
  return (reads.credentials && given->to_sdks.credentials) ||
         (reads.region && given->to_sdks.region);
}

/// True when something was said.
bool judge(const RuleContext& context, const ClientConstruction& client, const EnvFileUse& use,
           const std::optional<Given>& given, FindingSink& sink) {
  if (const Value* value = given ? read_too_early(client, use, *given) : nullptr) {
    report_argument(client, *value, use, sink);
    return true;
  }
  if (client.at.span.begin >= use.at.span.begin) return false;
  if (!is_concerned(reads_at_construction(context.catalog, client), given)) return false;
  report_client(context, client, use, given.has_value(), sink);
  return true;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const EnvFileUse& use : facts.env_file_uses) {
    if (use.reader != EnvFileReader::Dotenv) continue;
    const auto given = given_by_file(context, use);
    for (const ClientConstruction& client : facts.client_constructions) {
      if (client.at.file != use.at.file || client.function != use.function) continue;
      if (judge(context, client, use, given, sink)) break;  // one defect: the order of the two
    }
  }
}

}  // namespace

RuleDefinition client_created_before_env_loaded() {
  return {.info = {.summary = "A client is made before the env file is loaded",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
