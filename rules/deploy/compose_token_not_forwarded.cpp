// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What one container is given of the environment around it.
struct Forwarded {
  const EnvAssignment* key_id = nullptr;
  const EnvAssignment* secret = nullptr;
  bool token = false;
};

std::map<ScopeId, Forwarded> containers(const RuleContext& context) {
  std::map<ScopeId, Forwarded> scopes;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const bool container =
        assignment.syntax == EnvSyntax::Document || assignment.syntax == EnvSyntax::ShellPrefix;
    const KeyName* name = context.catalog.variable(assignment.name);
    if (!container || name == nullptr) continue;
    Forwarded& scope = scopes[assignment.scope];
    scope.token =
        scope.token || name->meaning == Meaning::Token || name->meaning == Meaning::LegacyToken;
    const bool forwarded = assignment.passed_on && !assignment.test;
    if (forwarded && assignment.name == "AWS_ACCESS_KEY_ID") scope.key_id = &assignment;
    if (forwarded && assignment.name == "AWS_SECRET_ACCESS_KEY") scope.secret = &assignment;
  }
  return scopes;
}

/// A temporary key in the shared files is a sign that what is forwarded is temporary; not in those
/// of tests.
std::optional<Location> shared_temporary_key(const RuleContext& context) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    const bool shared = context.facts.file(part).has(Trait::SharedConfig) &&
                        !is_made_up_place(context.view<Purposes>().of(part));
    const bool temporary =
        part.part == PartKind::KeyId && key_id_kind(part.value.reveal()) == KeyIdKind::Temporary;
    if (shared && temporary) return part.at;
  }
  return std::nullopt;
}

/// Whether what stands in one file may be meant for what another one starts: it lies beside it,
/// above or below.
bool are_near(const FactStore& facts, const Fact& a, const Fact& b) {
  const std::string_view first = facts.file(a).path;
  const std::string_view second = facts.file(b).path;
  return is_within(first, folder_of(second)) || is_within(second, folder_of(first));
}

/// Whether the keys that the project knows, in its env files, scripts and shared files, are all
/// long-term: those work without a token.
bool is_known_long_term(const RuleContext& context, const EnvAssignment& forwarded) {
  bool long_term = false;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    const bool near = context.facts.file(part).has(Trait::SharedConfig) ||
                      are_near(context.facts, part, forwarded);
    if (part.part != PartKind::KeyId || !near ||
        is_made_up_place(context.view<Purposes>().of(part)))
      continue;
    const std::string_view id = part.value.reveal();
    if (key_id_kind(id) == KeyIdKind::Temporary) return false;
    long_term = long_term ||
                (key_id_kind(id) == KeyIdKind::LongTerm && !is_placeholder(id, context.catalog));
  }
  return long_term;
}

/// The line of an env file beside, above or below that names the key id where none of them names a
/// token, or nullptr: whoever fills that in has a long-term key.
const EnvAssignment* pair_of_env_file(const RuleContext& context, const EnvAssignment& forwarded) {
  for (const EnvAssignment* token : context.facts.env("AWS_SESSION_TOKEN")) {
    if (token->syntax == EnvSyntax::EnvFile) return nullptr;
  }
  for (const EnvAssignment* key_id : context.facts.env("AWS_ACCESS_KEY_ID")) {
    if (key_id->syntax == EnvSyntax::EnvFile && are_near(context.facts, *key_id, forwarded))
      return key_id;
  }
  return nullptr;
}

/// Where the script, or the command, reads an env file, or nullptr.
const EnvFileUse* env_file_of(const RuleContext& context, const EnvAssignment& forwarded) {
  const auto& uses = context.facts.facts().env_file_uses;
  const auto use = std::ranges::find_if(uses, [&](const EnvFileUse& each) {
    return each.at.file == forwarded.at.file && each.at.span.begin < forwarded.at.span.begin &&
           contains(base_name(each.path), "env") && !ends_with(each.path, ".sh");
  });
  return use == uses.end() ? nullptr : &*use;
}

/// Whether a step of the job before takes on a role: it exports all three variables, unless told
/// not to.
bool is_after_role(const RuleContext& context, const EnvAssignment& forwarded) {
  std::map<std::uint32_t, const PatternMatch*> before;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern == "ci-role-in-job" && match.at.file == forwarded.at.file &&
        match.at.span.begin < forwarded.at.span.begin)
      before.emplace(match.at.span.begin, &match);
  }
  bool role = false;
  bool off = false;
  for (const auto& [begin, match] : before) {
    const bool job = match->group("plain_job") != nullptr;
    role = match->group("plain_role") != nullptr || (role && !job);
    off = match->group("plain_off") != nullptr || (off && !job);
  }
  return role && !off;
}

/// Whether the pair is that of the CI system's secrets, set in the same file: long-term, for a
/// temporary one would be dead before it is used.
bool comes_from_secrets(const RuleContext& context, const EnvAssignment& forwarded) {
  if (!context.facts.file(forwarded).has(Trait::Ci)) return false;
  return std::ranges::any_of(context.facts.env("AWS_ACCESS_KEY_ID"),
                             [&](const EnvAssignment* each) {
                               return each->at.file == forwarded.at.file && each != &forwarded &&
                                      contains(each->value.reveal(), "secrets.");
                             });
}

/// How bad it is where nothing says that the credentials are temporary.
void judge_env_file(const RuleContext& context, const EnvAssignment& forwarded, Finding& finding) {
  finding.severity = Severity::Warning;
  const EnvAssignment* pair = pair_of_env_file(context, forwarded);
  const EnvFileUse* use = env_file_of(context, forwarded);
  if (pair == nullptr && use == nullptr) return;
  finding.severity = Severity::Note;
  finding.message.append(" The variables come from an env file, where mostly long-term keys are.");
  if (pair != nullptr)
    finding.related.push_back({pair->name_at, "the pair is asked for here, and no token"});
  else
    finding.related.push_back({use->at, "the env file is read here"});
}

void check(const RuleContext& context, FindingSink& sink) {
  const FileMatches& matches = context.view<FileMatches>();
  const std::optional<Location> shared_key = shared_temporary_key(context);
  for (const auto& [id, scope] : containers(context)) {
    if (scope.key_id == nullptr || scope.secret == nullptr || scope.token) continue;
    const PatternMatch* command =
        matches.first(scope.key_id->at.file, "temporary-credentials-command");
    const bool role = is_after_role(context, *scope.key_id);
    const bool temporary = command != nullptr || shared_key;
    if (!temporary && comes_from_secrets(context, *scope.key_id)) continue;
    const bool certain = temporary || role;
    if (!certain && is_known_long_term(context, *scope.key_id)) continue;
    Finding& finding = sink.report(
        *scope.key_id,
        fmt::format("The container is given AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the "
                    "shell that starts it, but not AWS_SESSION_TOKEN. {}",
                    certain ? "The credentials there are temporary, and AWS does not know a "
                              "temporary key without its token."
                            : "Whoever starts it with temporary credentials (SSO, a role) hands "
                              "over a key that AWS does not know without its token."),
        "pass AWS_SESSION_TOKEN on as well; where it is not set, nothing is passed");
    finding.related.push_back({scope.secret->at, "the secret key"});
    if (!certain) judge_env_file(context, *scope.key_id, finding);
    if (command != nullptr)
      finding.related.push_back({command->at, "gives temporary credentials"});
    else if (shared_key)
      finding.related.push_back({*shared_key, "a temporary key"});
  }
}

}  // namespace

RuleDefinition compose_token_not_forwarded() {
  return {.info = {.summary = "A container that is given key and secret, but not the session token",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
