// SPDX-License-Identifier: MIT
#include "rules/views/exposed_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/presigned_url.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
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
         std::any_of(value.begin(), value.end(), is_digit) && entropy(value) >= kLeastEntropy;
}

/// What the value means when it is not written as it is; empty when it is.
std::string plain_form(std::string_view value, bool (*shape)(std::string_view)) {
  for (const std::string& form : {decoded_text(value), percent_decode(value)}) {
    if (shape(trim(form))) return std::string(trim(form));
  }
  return {};
}

std::vector<ExposedPart> exposed(const RuleContext& context, PartKind kind, Severity full,
                                 Written written, bool (*shape)(std::string_view)) {
  std::vector<ExposedPart> out;
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
    const auto severity = exposure(file, full, context.catalog);
    if (!severity || is_placeholder(value, context.catalog)) continue;
    found.severity = *severity;
    found.confidence = exposure_confidence(file);
    out.push_back(found);
  }
  return out;
}

// Forty characters alone open nothing: documents show made-up ones, and tests sign with them.
class LoneSecrets {
 public:
  explicit LoneSecrets(const RuleContext& context) : context_(context) {
    for (const CredentialPart& part : context.facts.facts().credential_parts) {
      const std::string_view value = trim(part.value.reveal());
      if (part.part != PartKind::KeyId || value.empty()) continue;
      const PlaceholderKind kind = placeholder_kind(value, context.catalog);
      if (key_id_kind(value) != KeyIdKind::Other && kind == PlaceholderKind::None) {
        files_with_key_id_.insert(part.at.file);
      }
      if (kind == PlaceholderKind::Dummy) made_up_.insert(part.scope);
    }
  }

  [[nodiscard]] std::string_view doubt(const CredentialPart& secret) const {
    if (files_with_key_id_.contains(secret.at.file)) return {};
    const FileRecord& file = context_.facts.file(secret);
    if (file.has(Trait::Prose)) {
      return " It stands in text that is read rather than run, without an access key id of AWS.";
    }
    if (is_test_path(file.path) && made_up_.contains(secret.scope)) {
      return " It stands in a test, beside an access key id that is made up.";
    }
    return {};
  }

 private:
  const RuleContext& context_;
  std::set<FileId> files_with_key_id_;
  std::set<ScopeId> made_up_;
};

}  // namespace

std::vector<ExposedPart> exposed_secrets(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::Secret, Severity::Error, written, is_secret_shaped);
  // Forty random characters under a name that other tools use as well may be somebody else's
  // secret.
  const std::set<ScopeId> aws = scopes_with_aws_key_id(context.facts);
  const LoneSecrets lone(context);
  for (ExposedPart& found : out) {
    found.doubt = lone.doubt(*found.part);
    if (!found.doubt.empty()) found.severity = std::min(found.severity, Severity::Note);
    const bool named = name_says_aws(found.part->name, context.catalog);
    if (named || aws.contains(found.part->scope)) continue;
    found.confidence = Confidence::Medium;
    if (found.doubt.empty()) found.doubt = " It may be the secret of another service than AWS.";
  }
  return out;
}

std::vector<ExposedPart> exposed_tokens(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::Token, Severity::Error, written, may_be_token);
  const std::set<ScopeId> aws = scopes_with_aws_key_id(context.facts);
  std::erase_if(out, [&](ExposedPart& found) {
    const CredentialPart& part = *found.part;
    if (stands_in_url(context, part)) return true;
    if (is_token(trim(part.value.reveal()))) return false;
    const bool beside_key = aws.contains(part.scope);
    const bool named = part.recognition == Recognition::Named &&
                       (beside_key || name_says_aws(part.name, context.catalog));
    // One with a known head that is too short is cut off; documentation keys have known heads, too.
    if (!named || starts_like_session_token(trim(part.value.reveal()))) return true;
    found.doubt = " It does not begin as tokens of STS were seen to.";
    if (!beside_key) found.severity = std::min(found.severity, Severity::Warning);
    return false;
  });
  return out;
}

std::vector<ExposedPart> exposed_key_ids(const RuleContext& context, Written written) {
  std::vector<ExposedPart> out =
      exposed(context, PartKind::KeyId, Severity::Warning, written, is_long_term_key_id);
  std::erase_if(out, [&](const ExposedPart& found) { return stands_in_url(context, *found.part); });
  return out;
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
