// SPDX-License-Identifier: MIT
#include <algorithm>

#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// True when the file itself uses AWS: a client, or variables and options of it.
bool uses_aws(const FileFacts& facts, FileId file) {
  const auto in_file = [&](const Fact& fact) { return fact.at.file == file; };
  return std::any_of(facts.client_constructions.begin(), facts.client_constructions.end(),
                     in_file) ||
         std::any_of(facts.env_assignments.begin(), facts.env_assignments.end(), in_file) ||
         std::any_of(facts.profile_references.begin(), facts.profile_references.end(), in_file) ||
         std::any_of(facts.region_settings.begin(), facts.region_settings.end(), in_file);
}

/// A client of live code that an image may hold: it lies below the image's folder.
bool holds_client(const FactStore& facts, std::string_view folder) {
  const auto& clients = facts.facts().client_constructions;
  return std::any_of(clients.begin(), clients.end(), [&](const ClientConstruction& client) {
    const FileRecord& file = facts.file(client);
    return is_within(file.path, folder) && purpose_of(file) == FilePurpose::Live;
  });
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const PatternMatch& clock : context.facts.facts().pattern_matches) {
    if (clock.pattern != "fake-clock" || matches.first(clock.at.file, clock.pattern) != &clock)
      continue;
    const FileRecord& file = context.facts.file(clock);
    const bool image = file.has(Trait::Image) && holds_client(context.facts, folder_of(file.path));
    if (file.has(Trait::Prose) || matches.in_file_of(clock, "aws-stub")) continue;
    if (!image && !uses_aws(context.facts.facts(), clock.at.file)) continue;
    sink.report(clock.group("plain")->at, clock.scope,
                "The time is faked here, and requests to AWS are signed with it. AWS refuses what "
                "is more than 5 minutes off (S3: 15): RequestTimeTooSkewed, SignatureDoesNotMatch, "
                "InvalidSignatureException.",
                "fake the time only where AWS is stubbed, or leave the SDK's clock alone");
  }
}

}  // namespace

RuleDefinition fake_time() {
  return {.info = {.summary = "The clock is faked around requests to AWS",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "RequestTimeTooSkewed"},
          .check = check};
}

}  // namespace credlint::rules
