// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "rules/anatomy/paths.h"
#include "rules/views/client_environment.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What env files of that name set: absent when none was seen.
std::optional<ReadAtConstruction> given_by_file(const RuleContext& context, const EnvFileUse& use) {
  const std::string_view name = base_name(use.path);
  std::optional<ReadAtConstruction> given;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile) continue;
    const FileRecord& file = context.facts.file(assignment);
    // An example beside it names the same variables.
    if (!base_name(file.path).starts_with(name)) continue;
    if (!given) given.emplace();
    const KeyName* known = context.catalog.variable(assignment.name);
    if (known == nullptr) continue;
    given->region = given->region || known->meaning == Meaning::Region;
    given->credentials = given->credentials || known->meaning == Meaning::KeyId ||
                         known->meaning == Meaning::Secret || known->meaning == Meaning::Profile;
  }
  return given;
}

void report(const RuleContext& context, const ClientConstruction& client, const EnvFileUse& use,
            bool seen, FindingSink& sink) {
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

void check(const RuleContext& context, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const EnvFileUse& use : facts.env_file_uses) {
    if (use.reader != EnvFileReader::Dotenv) continue;
    const auto given = given_by_file(context, use);
    for (const ClientConstruction& client : facts.client_constructions) {
      if (client.at.file != use.at.file || client.function != use.function) continue;
      if (client.at.span.begin >= use.at.span.begin) continue;
      const ReadAtConstruction reads = reads_at_construction(context.catalog, client);
      const bool concerned =
          given ? (reads.credentials && given->credentials) || (reads.region && given->region)
                : reads.any();
      if (!concerned) continue;
      report(context, client, use, given.has_value(), sink);
      break;  // one defect: the order of the two
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
