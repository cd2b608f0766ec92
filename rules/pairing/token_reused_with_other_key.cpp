// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <vector>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_named(const CredentialPart* part) {
  return part != nullptr && part->recognition == Recognition::Named;
}

bool is_whole_key_id(const RuleContext& context, const CredentialPart* part) {
  return is_named(part) && is_well_formed_key_id(trim(part->value.reveal())) &&
         is_judgeable(context.catalog, part->value.reveal());
}

bool is_whole_secret(const RuleContext& context, const CredentialPart* part) {
  return is_named(part) && is_secret_shaped(trim(part->value.reveal())) &&
         is_judgeable(context.catalog, part->value.reveal());
}

// Cut or damaged tokens differ from the whole ones; other rules speak of them.
bool is_whole_token(const RuleContext& context, const CredentialPart* part) {
  return is_named(part) && is_judgeable(context.catalog, part->value.reveal()) &&
         read_session_token(trim(part->value.reveal())).shape == TokenShape::Whole;
}

// Tests and samples pair what they like, and caches keep what is over.
bool is_live(const RuleContext& context, const CredentialSet& set) {
  const FileRecord& file = context.facts.file(set.scope.file);
  return !file.has(Trait::Template) && purpose_of(file) == FilePurpose::Live;
}

// The accounts in key and token differ: key-token-account-mismatch knows which set is mixed.
bool is_visibly_mixed(const CredentialSet& set, const CredentialPart& token) {
  const auto account = account_of_key_id(trim(set.key_id->value.reveal()));
  const TokenReading reading = read_session_token(trim(token.value.reveal()));
  return account && !reading.token.account.empty() && *account != reading.token.account;
}

// The sets of a run in which a key id stands, by what they may have in common.
class Sets {
 public:
  explicit Sets(const RuleContext& context) : context_(context) {
    for (const CredentialSet& set : context.facts.credential_sets()) {
      if (is_live(context, set) && is_whole_key_id(context, set.key_id)) add(set);
    }
  }

  void judge(FindingSink& sink) const {
    for (const Pair& pair : tokens_) report_token(pair, sink);
    for (const Pair& pair : second_tokens_) report_key(pair, "session token", sink);
    for (const Pair& pair : second_secrets_) report_key(pair, "secret key", sink);
  }

 private:
  struct Member {
    const CredentialSet* set = nullptr;
    const CredentialPart* part = nullptr;
  };
  struct Pair {
    Member first;
    Member second;
  };
  using Texts = std::map<std::string_view, Member>;

  void add(const CredentialSet& set) {
    const std::string_view key_id = trim(set.key_id->value.reveal());
    if (is_whole_secret(context_, set.secret)) {
      note_other(by_key_secret_, key_id, {&set, set.secret}, second_secrets_);
    }
    const CredentialPart* token = set.any_token();
    const bool temporary = key_id_kind(key_id) == KeyIdKind::Temporary;
    if (!temporary || !is_whole_token(context_, token) || is_visibly_mixed(set, *token)) return;
    note_other(by_key_token_, key_id, {&set, token}, second_tokens_);
    const auto [entry, added] = by_token_.try_emplace(trim(token->value.reveal()));
    if (added) entry->second = {&set, token};
    if (trim(entry->second.set->key_id->value.reveal()) != key_id) {
      tokens_.push_back({entry->second, {&set, token}});
    }
  }

  static void note_other(Texts& seen, std::string_view key_id, const Member& member,
                         std::vector<Pair>& out) {
    const auto [entry, added] = seen.try_emplace(key_id, member);
    if (added) return;
    const std::string_view before = trim(entry->second.part->value.reveal());
    if (before != trim(member.part->value.reveal())) out.push_back({entry->second, member});
  }

  static void report_token(const Pair& pair, FindingSink& sink) {
    Finding& finding = sink.report(
        *pair.second.part,
        fmt::format("The same session token stands beside two access keys, {} and {}. STS issues "
                    "a token with one key; beside the other one AWS refuses it, for every SDK.",
                    pair.first.set->key_id->value.redacted_key_id(),
                    pair.second.set->key_id->value.redacted_key_id()),
        "log in again for both and copy key, secret and token of each from one answer");
    finding.related.push_back({pair.first.part->at, "the token stands here, too"});
    finding.related.push_back({pair.first.set->key_id->at, "with this access key"});
  }

  static void report_key(const Pair& pair, std::string_view what, FindingSink& sink) {
    Finding& finding = sink.report(
        *pair.second.part,
        fmt::format("Access key {} stands with two different values of its {}. A key has only "
                    "one, so one of the two places is stale or mixed up and AWS refuses it, for "
                    "every SDK.",
                    pair.second.set->key_id->value.redacted_key_id(), what),
        fmt::format("find out which {} belongs to the key, or log in again and replace both",
                    what));
    finding.related.push_back({pair.first.part->at, fmt::format("the other {}", what)});
  }

  const RuleContext& context_;
  Texts by_token_;
  Texts by_key_token_;
  Texts by_key_secret_;
  std::vector<Pair> tokens_;
  std::vector<Pair> second_tokens_;
  std::vector<Pair> second_secrets_;
};

void check(const RuleContext& context, FindingSink& sink) { Sets(context).judge(sink); }

}  // namespace

RuleDefinition token_reused_with_other_key() {
  return {.info = {.summary = "One session token beside two access keys, or the reverse",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"key-token-account-mismatch", "token-variants-differ",
                                       "token-expired-certain"}}},
          .check = check};
}

}  // namespace credlint::rules
