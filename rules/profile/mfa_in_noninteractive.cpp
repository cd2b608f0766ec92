// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string_view>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/file_matches.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

// Where nobody sits at a terminal.
bool is_machine(const FileRecord& record) {
  const std::string_view name = base_name(record.path);
  const bool compose =
      contains(name, "compose") && (ends_with(name, ".yml") || ends_with(name, ".yaml"));
  return record.has(Trait::Ci) || record.has(Trait::Image) || compose;
}

/// The MFA device that the profile, or one it is assumed through, asks for; nullptr for none.
const ConfigSetting* mfa_of(const ProfileGraph& graph, const Profile& profile) {
  if (graph.chain_end(profile) != ChainEnd::Base) return nullptr;
  for (const Profile* at = &profile; at != nullptr; at = graph.next(*at)) {
    if (!at->has("role_arn")) return nullptr;
    if (const ConfigSetting* mfa = at->setting("mfa_serial")) return mfa;
    const Profile* next = graph.next(*at);
    if (next == nullptr || has_static_keys(*next)) return nullptr;
  }
  return nullptr;
}

resolver::Outcomes outcomes_with_mfa(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context,
      {"[default]", "region = us-east-1", "role_arn = arn:aws:iam::123456789012:role/admin",
       "source_profile = keys", "mfa_serial = arn:aws:iam::123456789012:mfa/me"},
      {"[keys]", "aws_access_key_id = file", "aws_secret_access_key = file"}, {});
  const auto does = [](const resolver::Sdk& sdk, const resolver::Resolution& resolution) {
    if (resolution.failure) return fmt::format("stop ({})", resolution.failure->type);
    return std::string(sdk.asks_for_mfa_codes ? "wait at a prompt, or stop with EOFError"
                                              : "do not ask, and are refused");
  };
  return resolver::resolved_by_all(context.view<resolver::AllSdks>(), machine.machine(), does);
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  const FileMatches& matches = context.view<FileMatches>();
  for (const ProfileReference& reference : context.facts.facts().profile_references) {
    const FileRecord& record = context.facts.file(reference);
    const bool machine = is_machine(record) || matches.in_file_of(reference, "server");
    if (!reference.name || !machine) continue;
    const Profile* profile = graph.find_above(record.path, *reference.name);
    const ConfigSetting* mfa = profile == nullptr ? nullptr : mfa_of(graph, *profile);
    if (mfa == nullptr) continue;
    Finding& finding = sink.report(
        reference,
        fmt::format("Profile \"{}\" asks for an MFA code, and here nobody can type one. {}",
                    profile->name, context.view<outcomes_with_mfa>().sentence()),
        "use a role that is assumed without MFA here, for example through OIDC");
    finding.related.push_back({mfa->at, "the MFA device"});
  }
}

}  // namespace

RuleDefinition mfa_in_noninteractive() {
  return {.info = {.summary = "A profile that asks for an MFA code where nobody can type it",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "EOFError"},
          .check = check};
}

}  // namespace credlint::rules
