// SPDX-License-Identifier: MIT
#include "rules/views/exposed_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/documentation_pairs.h"
#include "rules/views/expiry_fields.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "rules/views/token_age.h"
#include "scanner/core/file_purpose.h"

namespace credlint {

std::string_view doubt_in(FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::Prose:
      return " It stands in text that is read rather than run, and may be made up.";
    case FilePurpose::Sample:
      return " The file looks like a sample, so it may be made up.";
    case FilePurpose::MadeUp:
      return " Its name, or a word beside it, says that it is made up.";
    case FilePurpose::Accepted:
      return " It stands in what a secret scanner is told not to report.";
    case FilePurpose::Hint:
      return " It stands in sample text, as input fields show it, and may be made up.";
    case FilePurpose::Vendored:
      return " The file looks like a copy of somebody else's code.";
    case FilePurpose::Fixture:
      return " The file looks like a recording or sample of tests.";
    case FilePurpose::Test:
      return " It stands in test code, so it may be made up.";
    default:
      return {};
  }
}

namespace {

bool is_long_term_key_id(std::string_view value) {
  return is_well_formed_key_id(value) && key_id_kind(value) == KeyIdKind::LongTerm &&
         !has_few_characters(value);
}

bool is_token(std::string_view value) {
  constexpr std::size_t kShortest = 100;
  // AWS's documentation writes EXAMPLE into its tokens; in a real one the word comes up once in
  // 10^9.
  return value.size() >= kShortest && starts_like_session_token(value) &&
         !contains(value, "EXAMPLE");
}

/// Random enough for a token of whatever kind: what STS gives out may change any day.
bool may_be_token(std::string_view value) {
  constexpr std::size_t kShortest = 20;
  constexpr double kLeastEntropy = 3.2;
  const bool characters = std::all_of(value.begin(), value.end(), [](char c) {
    return is_base64_character(c) || c == '-' || c == '_' || c == '.' || c == '=';
  });
  const bool letters = std::any_of(value.begin(), value.end(), [](char c) { return c >= 'A'; });
  return value.size() >= kShortest && characters && letters &&
         std::any_of(value.begin(), value.end(), is_digit) && entropy(value) >= kLeastEntropy &&
         !contains(value, "EXAMPLE");
}

/// What the value means when it is not written as it is; empty when it is.
std::string plain_form(std::string_view value, bool (*shape)(std::string_view)) {
  for (const std::string& form : {decoded_text(value), percent_decode(value)}) {
    if (shape(trim(form))) return std::string(trim(form));
  }
  return {};
}

/// An id that may still be somebody's: neither published nor made up, nor one that has expired by
/// now.
bool may_be_live(std::string_view key_id, const Catalog& catalog) {
  if (!is_long_term_key_id(key_id) || is_placeholder(key_id, catalog)) return false;
  if (ends_with(key_id, "EXAMPLE")) return false;
  const auto account = account_of_key_id(key_id);
  return !account || !is_documentation_account(*account, catalog);
}

/// Scopes of templates that hold a whole pair which may be live: somebody filled in the wrong file.
std::set<ScopeId> filled_templates(const RuleContext& context) {
  std::set<ScopeId> out;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id == nullptr || set.secret == nullptr) continue;
    if (!context.facts.file(*set.key_id).has(Trait::Template)) continue;
    const std::string_view secret = trim(set.secret->value.reveal());
    if (may_be_live(trim(set.key_id->value.reveal()), context.catalog) &&
        is_secret_shaped(secret) && !is_placeholder(secret, context.catalog))
      out.insert(set.scope);
  }
  return out;
}

std::vector<ExposedPart> exposed(const RuleContext& context, PartKind kind, Severity full,
                                 Written written, bool (*shape)(std::string_view)) {
  std::vector<ExposedPart> out;
  const std::set<ScopeId> filled = filled_templates(context);
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != kind || part.program_output != (written == Written::ByProgram)) continue;
    ExposedPart found{.part = &part};
    std::string_view value = trim(part.value.reveal());
    std::string plain;
    if (!shape(value)) {
      plain = plain_form(value, shape);
      if (plain.empty()) continue;
      value = plain;
    }
    // The parser has resolved escapes and joined pieces: such a value takes more room than it has.
    found.disguised = !plain.empty() || part.at.span.size() > part.value.reveal().size();
    const FileRecord& file = context.facts.file(part);
    const bool in_template = filled.contains(part.scope);
    const std::optional<Severity> severity =
        in_template ? std::min(full, Severity::Warning) : exposure(file, full, context.catalog);
    if (!severity || is_placeholder(value, context.catalog)) continue;
    found.severity = *severity;
    found.confidence = in_template ? Confidence::Medium : exposure_confidence(file);
    if (in_template) found.doubt = " The file is a template, but this is no placeholder.";
    out.push_back(found);
  }
  return out;
}

/// Scopes with a key id of AWS that is no example.
std::set<ScopeId> scopes_with_issued_key_id(const RuleContext& context) {
  std::set<ScopeId> out;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    const std::string_view value = trim(part.value.reveal());
    const bool aws = part.part == PartKind::KeyId && key_id_kind(value) != KeyIdKind::Other;
    if (aws && !is_placeholder(value, context.catalog)) out.insert(part.scope);
  }
  return out;
}

/// What stands in code and settings that are used, by fingerprint: no copy of it was made up.
std::set<std::uint64_t> used_values(const RuleContext& context, PartKind kind) {
  const Purposes& purposes = context.view<Purposes>();
  std::set<std::uint64_t> used;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == kind && purposes.of(part) == FilePurpose::Live &&
        !context.facts.file(part).has(Trait::Template))
      used.insert(part.value.fingerprint());
  }
  return used;
}

/// Where values are made up a pair that looks live is said lower, half of one as a note.
void lower_where_made_up(ExposedPart& found, FilePurpose purpose, Severity at_most,
                         const std::set<std::uint64_t>& used) {
  if (!is_made_up_place(purpose)) return;
  const bool said_so = purpose == FilePurpose::MadeUp || purpose == FilePurpose::Accepted;
  found.severity = std::min(found.severity, said_so ? Severity::Note : at_most);
  found.confidence = Confidence::Medium;
  if (!found.doubt.empty()) return;
  const bool in_use = used.contains(found.part->value.fingerprint());
  found.doubt = in_use ? " The same one stands in files that are used." : doubt_in(purpose);
}

/// What stands around a secret. Forty characters alone open nothing, and every framework has a
/// SECRET_KEY.
class SecretContext {
 public:
  explicit SecretContext(const RuleContext& context)
      : context_(context), aws_scopes_(scopes_with_aws_key_id(context.facts)) {
    const FileFacts& facts = context.facts.facts();
    for (const CredentialPart& part : facts.credential_parts) note(part);
    for (const ClientConstruction& call : facts.client_constructions) note_near(call);
    for (const RegionSetting& region : facts.region_settings) note_near(region);
  }

  /// Beside an id of AWS, or under a name that only AWS has.
  [[nodiscard]] bool is_aws(const CredentialPart& secret) const {
    return aws_scopes_.contains(secret.scope) || name_says_aws(secret.name, context_.catalog);
  }
  [[nodiscard]] bool beside_live_id(const CredentialPart& secret) const {
    return live_.contains(secret.at.file);
  }
  /// How bad a secret is that nothing says is AWS's.
  [[nodiscard]] Severity severity(const CredentialPart& secret) const {
    if (name_says_other(secret.name, context_.catalog)) return Severity::Note;
    if (with_key_id_.contains(secret.at.file)) return Severity::Error;
    return is_near(secret) ? Severity::Warning : Severity::Note;
  }

 private:
  void note_near(const Fact& fact) {
    if (context_.facts.file(fact).has(Trait::Code)) near_.insert(fact.at.file);
    near_scopes_.insert(fact.scope);
  }
  /// A client or a region: anywhere in code, in settings beside it. A web application has
  /// SECRET_KEY among its variables, wherever it runs.
  [[nodiscard]] bool is_near(const CredentialPart& secret) const {
    return near_.contains(secret.at.file) || near_scopes_.contains(secret.scope);
  }

  void note(const CredentialPart& part) {
    const std::string_view value = trim(part.value.reveal());
    if (part.part != PartKind::KeyId || key_id_kind(value) == KeyIdKind::Other) return;
    if (!is_placeholder(value, context_.catalog)) with_key_id_.insert(part.at.file);
    if (may_be_live(value, context_.catalog)) live_.insert(part.at.file);
  }

  const RuleContext& context_;
  std::set<ScopeId> aws_scopes_;
  std::set<FileId> with_key_id_;
  std::set<FileId> live_;
  std::set<FileId> near_;  ///< code with a client or a region
  std::set<ScopeId> near_scopes_;
};

/// Scopes with a session that is certainly over, by its token or by what was written down.
std::set<ScopeId> ended_sessions(const RuleContext& context) {
  std::set<ScopeId> out;
  for (const DatedToken& token : context.view<dated_tokens>()) {
    if (token.created + kLongestTokenLife < context.now) out.insert(token.part->scope);
  }
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id == nullptr ||
        key_id_kind(trim(set.key_id->value.reveal())) != KeyIdKind::Temporary)
      continue;
    const auto& ends = context.view<expiry_by_scope>();
    const auto end = ends.find(set.scope);
    if (end != ends.end() && is_past(end->second, context.now)) out.insert(set.scope);
  }
  return out;
}

}  // namespace

std::vector<ExposedPart> exposed_secrets(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::Secret, Severity::Error, written, is_secret_shaped);
  const SecretContext around(context);
  const std::set<ScopeId> ended = ended_sessions(context);
  const Purposes& purposes = context.view<Purposes>();
  const std::set<std::uint64_t> used = used_values(context, PartKind::Secret);
  for (ExposedPart& found : out) {
    const CredentialPart& secret = *found.part;
    if (!around.is_aws(secret)) {
      found.severity = std::min(found.severity, around.severity(secret));
      found.confidence = Confidence::Medium;
      found.doubt = " It may be the secret of another service than AWS.";
    }
    if (ended.contains(secret.scope)) {
      found.ended = true;
      found.severity = std::min(found.severity, Severity::Warning);
      found.doubt = " The session that it belongs to has ended.";
    }
    lower_where_made_up(found, purposes.of(secret),
                        around.beside_live_id(secret) ? Severity::Warning : Severity::Note, used);
  }
  return out;
}

/// Key ids and tokens open nothing alone.
std::vector<ExposedPart> lowered_where_made_up(const RuleContext& context,
                                               std::vector<ExposedPart> parts) {
  if (parts.empty()) return parts;
  const Purposes& purposes = context.view<Purposes>();
  const std::set<std::uint64_t> used = used_values(context, parts.front().part->part);
  for (ExposedPart& found : parts) {
    lower_where_made_up(found, purposes.of(*found.part), Severity::Note, used);
  }
  return parts;
}

std::vector<ExposedPart> exposed_tokens(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::Token, Severity::Error, written, may_be_token);
  const std::set<ScopeId> aws = scopes_with_issued_key_id(context);
  std::erase_if(out, [&](ExposedPart& found) {
    const CredentialPart& part = *found.part;
    const std::string_view value = trim(part.value.reveal());
    // The canonical form of a request has the hash of its body behind the names of its headers.
    if (stands_in_url(context, part) || is_hash_shaped(value)) return true;
    if (is_token(value)) return false;
    const bool beside_key = aws.contains(part.scope);
    const bool named = part.recognition == Recognition::Named &&
                       (beside_key || name_says_aws(part.name, context.catalog));
    // One with a known head that is too short is cut off, which another rule says.
    if (!named || starts_like_session_token(value)) return true;
    found.doubt = " It does not begin as tokens of STS were seen to.";
    const bool read_only = context.facts.file(part).has(Trait::Prose);
    found.severity = std::min(found.severity, beside_key  ? Severity::Error
                                              : read_only ? Severity::Note
                                                          : Severity::Warning);
    return false;
  });
  return lowered_where_made_up(context, std::move(out));
}

/// Local stacks make ids of their own account.
void lower_local_ids(const RuleContext& context, std::vector<ExposedPart>& ids) {
  for (ExposedPart& found : ids) {
    const auto account = account_of_key_id(trim(found.part->value.reveal()));
    if (!account || !is_local_account(*account, context.catalog)) continue;
    found.severity = std::min(found.severity, Severity::Note);
    found.doubt = " Its account is that of local stacks, so it opens nothing at AWS.";
  }
}

std::vector<ExposedPart> exposed_key_ids(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::KeyId, Severity::Warning, written, is_long_term_key_id);
  lower_local_ids(context, out);
  const auto& beside_documentation = context.view<ids_beside_documentation>();
  std::erase_if(out, [&](const ExposedPart& found) {
    return stands_in_url(context, *found.part) || beside_documentation.contains(found.part);
  });
  return lowered_where_made_up(context, std::move(out));
}

void report_exposed_in(const RuleContext& context, FindingSink& sink, Trait trait,
                       std::string_view where, std::string_view help) {
  const auto report_all = [&](const std::vector<ExposedPart>& parts, std::string_view noun) {
    for (const ExposedPart& found : parts) {
      if (!context.facts.file(*found.part).has(trait)) continue;
      Finding& finding = sink.report(*found.part, fmt::format("{} {}{}", noun, where, found.doubt),
                                     std::string(help));
      finding.severity = found.severity;
      finding.confidence = found.confidence;
    }
  };
  report_all(exposed_secrets(context), "Secret key");
  report_all(exposed_tokens(context), "Session token");
}

}  // namespace credlint
