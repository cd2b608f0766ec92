// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/views/deployments.h"
#include "rules/views/file_matches.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The read of a variable of AWS's own credentials: what makes the missing header matter.
const EnvRead* read_of_credentials(const RuleContext& context, FileId file) {
  const auto& reads = context.facts.facts().env_reads;
  const auto found = std::find_if(reads.begin(), reads.end(), [&](const EnvRead& read) {
    const KeyName* name = context.catalog.variable(read.name);
    return read.at.file == file && name != nullptr && name->tool == "aws" &&
           (name->meaning == Meaning::KeyId || name->meaning == Meaning::Secret);
  });
  return found == reads.end() ? nullptr : &*found;
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const PatternMatch& signer : context.facts.facts().pattern_matches) {
    if (signer.pattern != "hand-made-signer" ||
        matches.first(signer.at.file, signer.pattern) != &signer)
      continue;
    const FileRecord& file = context.facts.file(signer);
    if (!file.has(Trait::Code) || matches.in_file_of(signer, "security-token-header")) continue;
    const EnvRead* read = read_of_credentials(context, signer.at.file);
    Finding& finding = sink.report(
        signer,
        "This code makes signatures of version 4 by itself and nowhere sends the header "
        "x-amz-security-token. It works with long-term keys only: for temporary credentials (a "
        "role, SSO, Lambda, ECS) AWS answers \"The security token included in the request is "
        "invalid\".",
        "add the session token as x-amz-security-token to the signed headers, or let the signer of "
        "an SDK do it");
    if (read == nullptr) {
      finding.severity = Severity::Note;
      finding.confidence = Confidence::Low;
      continue;
    }
    finding.related.push_back({read->at, "the key comes from the environment"});
    if (const PatternMatch* role = context.view<Deployments>().role_of(signer.at.file))
      finding.related.push_back({role->at, "it runs with the temporary credentials of a role"});
    else
      finding.severity = Severity::Note;
  }
}

}  // namespace

RuleDefinition hand_made_sigv4() {
  return {.info = {.summary = "A signer of one's own that sends no session token",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
