// SPDX-License-Identifier: MIT
#include "rules/views/judged_parts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/comments.h"
#include "rules/views/exposure.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

/// Words that stand before the column in the line's excerpt, back to the last blank or quote.
/// Nothing where the excerpt does not reach the column.
std::string_view text_before(const Excerpt& excerpt, std::uint32_t column) {
  std::size_t end = 0;
  std::uint32_t at = excerpt.first_column;
  for (; at < column && end < excerpt.text.size(); ++at) {
    do ++end;
    while (end < excerpt.text.size() &&
           (static_cast<unsigned char>(excerpt.text[end]) & 0xC0) == 0x80);
  }
  if (at != column) return {};
  const std::string_view before = std::string_view(excerpt.text).substr(0, end);
  const std::size_t blank = before.find_last_of(" \t\"'`");
  return blank == std::string_view::npos ? before : before.substr(blank + 1);
}

/// Where MinIO keeps its own settings.
constexpr std::string_view kOwnFolder = "/.minio.sys/";

Confidence shape_confidence(const RuleContext& context, const Fact& fact, bool test) {
  return test || is_made_up_place(context.view<Purposes>().of(fact)) ? Confidence::Low
                                                                     : Confidence::High;
}

const DataRow* longest_word_of(std::string_view text, const DataTable& words) {
  const DataRow* longest = nullptr;
  for (const DataRow& row : words.rows) {
    const bool longer = longest == nullptr || row.key.size() > longest->key.size();
    if (longer && starts_with(text, row.key)) longest = &row;
  }
  return longest;
}

/// Whether a word that says so stands in the name, whatever joins its words, and not as a part of
/// another one: there is no "aws" in "rawSecret".
bool holds_name_word(std::string_view name, std::string_view says, const Catalog& catalog) {
  constexpr std::size_t kLongest = 256;
  if (name.size() > kLongest) name.remove_prefix(name.size() - kLongest);
  std::string plain = to_lower(name);
  std::erase_if(plain, [](char c) { return c == '_' || c == '-' || c == '.'; });
  std::string_view rest = plain;
  while (!rest.empty()) {
    const DataRow* word = longest_word_of(rest, catalog.table(Table::CredentialNameWords));
    if (word != nullptr && word->value == says) return true;
    rest.remove_prefix(word == nullptr ? 1 : word->key.size());
  }
  return false;
}

/// What the other half of the pair says about a secret.
enum class Pair { Aws, Unknown, Other };

Pair pair_of(const JudgedPart& secret, const Catalog& catalog) {
  if (secret.set == nullptr || secret.set->key_id == nullptr) return Pair::Unknown;
  const std::string_view key_id = trim(secret.set->key_id->value.reveal());
  if (key_id.empty() || is_expansion(key_id)) return Pair::Unknown;
  if (is_placeholder(key_id, catalog)) return Pair::Other;
  if (is_key_id_attempt(key_id) || lost_first_character(key_id)) return Pair::Aws;
  // Hidden characters and the like damage the key id, too; other rules speak of them.
  return has_invisible_character(key_id) ? Pair::Aws : Pair::Other;
}

/// Matches are sorted by path, so those of one file stand together.
bool stands_in_matched_url(const RuleContext& context, const CredentialPart& part) {
  const std::string& path = context.facts.file(part).path;
  const auto& matches = context.facts.facts().pattern_matches;
  const auto path_of = [&](const PatternMatch& match) -> const std::string& {
    return context.facts.file(match).path;
  };
  auto match = std::partition_point(matches.begin(), matches.end(),
                                    [&](const PatternMatch& each) { return path_of(each) < path; });
  for (; match != matches.end() && path_of(*match) == path; ++match) {
    if (contains(match->pattern, "url") && match->at.span.contains(part.at.span)) return true;
  }
  return false;
}

}  // namespace

ForeignEndpoints::ForeignEndpoints(const RuleContext& context) {
  const auto& files = context.facts.files();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (contains("/" + files[i].path, kOwnFolder)) files_.insert(static_cast<FileId>(i));
  }
  const FileFacts& facts = context.facts.facts();
  for (const EndpointSetting& setting : facts.endpoint_settings)
    add(context, setting, setting.value);
  for (const ClientConstruction& client : facts.client_constructions) {
    if (client.endpoint.given()) add(context, client, client.endpoint.text.reveal());
  }
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    const bool unset = assignment.literal && assignment.value.empty();
    if (name != nullptr && name->meaning == Meaning::Endpoint && !unset) {
      add(context, assignment, assignment.value.reveal());
    }
  }
  for (const ConfigSetting& setting : facts.config_settings) {
    const KeyName* name = context.catalog.key(setting.key);
    if (name != nullptr && name->meaning == Meaning::Endpoint) {
      add(context, setting, setting.value.reveal());
    }
  }
}

bool ForeignEndpoints::concern(const CredentialPart& part, bool shared_file) const {
  if (scopes_.contains(part.scope)) return true;
  return !shared_file && files_.contains(part.at.file) && !own_.contains(part.scope);
}

void ForeignEndpoints::add(const RuleContext& context, const Fact& fact, std::string_view url) {
  const DataTable& suffixes = context.catalog.table(Table::EndpointSuffixes);
  const bool aws = std::any_of(suffixes.rows.begin(), suffixes.rows.end(),
                               [&](const DataRow& row) { return contains(url, row.key); });
  if (aws) {
    own_.insert(fact.scope);
    return;
  }
  scopes_.insert(fact.scope);
  files_.insert(fact.at.file);
}

AssignmentIndex::AssignmentIndex(const FactStore& facts) {
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    assignments_.emplace(std::pair(assignment.at.file, assignment.at.span), &assignment);
  }
}

const EnvAssignment* AssignmentIndex::at(const Location& location) const {
  const auto found = assignments_.find(std::pair(location.file, location.span));
  return found == assignments_.end() ? nullptr : found->second;
}

namespace {

Meaning meaning_of(PartKind part) {
  switch (part) {
    case PartKind::KeyId:
      return Meaning::KeyId;
    case PartKind::Secret:
      return Meaning::Secret;
    case PartKind::Token:
      return Meaning::Token;
    case PartKind::Expiry:
      break;
  }
  return Meaning::Expiry;
}

}  // namespace

std::vector<ReadValue> read_values(const RuleContext& context) {
  std::vector<ReadValue> out;
  std::set<std::pair<FileId, Span>> seen;
  const auto add = [&](const Fact& fact, std::string_view value, Meaning meaning, Quoting quoting,
                       bool test) {
    const FileRecord& file = context.facts.file(fact);
    if (file.has(Trait::Template) || is_placeholder(value, context.catalog)) return;
    if (!seen.emplace(fact.at.file, fact.at.span).second) return;
    out.push_back({&fact, value, quoting, shape_confidence(context, fact, test), meaning});
  };
  const FileFacts& facts = context.facts.facts();
  for (const ConfigSetting& setting : facts.config_settings) {
    const KeyName* key = context.catalog.key(setting.key);
    if (key != nullptr) add(setting, setting.value.reveal(), key->meaning, setting.quoting, false);
  }
  for (const EnvAssignment& each : facts.env_assignments) {
    const KeyName* name = context.catalog.variable(each.name);
    add(each, each.value.reveal(), name == nullptr ? Meaning::Other : name->meaning, each.quoting,
        each.test);
  }
  for (const CredentialPart& part : facts.credential_parts) {
    if (part.recognition == Recognition::Shape || part.program_output) continue;
    add(part, part.value.reveal(), meaning_of(part.part), part.quoting, false);
  }
  for (const RegionSetting& region : facts.region_settings) {
    add(region, region.value, Meaning::Region, Quoting::None, false);
  }
  return out;
}

bool name_says_other(std::string_view name, const Catalog& catalog) {
  return holds_name_word(name, "other", catalog) && !holds_name_word(name, "aws", catalog);
}

bool name_says_settings(std::string_view name, const Catalog& catalog) {
  return holds_name_word(name, "record", catalog);
}

bool name_says_aws(std::string_view name, const Catalog& catalog) {
  if (name_says_other(name, catalog)) return false;
  return catalog.variable(name) != nullptr || holds_name_word(name, "aws", catalog) ||
         holds_name_word(name, "credential", catalog);
}

std::set<ScopeId> scopes_with_aws_key_id(const FactStore& facts) {
  std::set<ScopeId> out;
  for (const CredentialSet& set : facts.credential_sets()) {
    const bool aws =
        set.key_id != nullptr && key_id_kind(set.key_id->value.reveal()) != KeyIdKind::Other;
    if (aws) out.insert(set.scope);
  }
  for (const CredentialPart& part : facts.facts().credential_parts) {
    // What programs have printed makes no set.
    const bool aws = part.program_output && part.part == PartKind::KeyId &&
                     key_id_kind(part.value.reveal()) != KeyIdKind::Other;
    if (aws) out.insert(part.scope);
  }
  return out;
}

bool stands_in_url(const RuleContext& context, const CredentialPart& part) {
  if (stands_in_matched_url(context, part)) return true;
  const auto& excerpts = context.facts.file(part).excerpts;
  const auto excerpt = excerpts.find(part.at.line);
  if (excerpt == excerpts.end()) return false;
  const std::string_view before = text_before(excerpt->second, part.at.column);
  // The head of a signed request and the query of a pre-signed URL, which may stand in pieces.
  const bool signed_request = ends_with(before, "Credential=") ||
                              ends_with(before, "AWSAccessKeyId=") ||
                              ends_with(before, "X-Amz-Security-Token=");
  return signed_request || contains(before, "://");
}

std::vector<JudgedPart> named_parts(const RuleContext& context, PartKind kind) {
  const FileFacts& facts = context.facts.facts();
  const AssignmentIndex assignments(context.facts);
  std::map<ScopeId, const CredentialSet*> sets;
  for (const CredentialSet& set : context.facts.credential_sets()) sets.emplace(set.scope, &set);

  std::vector<JudgedPart> out;
  for (const CredentialPart& part : facts.credential_parts) {
    if (part.part != kind || part.recognition == Recognition::Shape || part.program_output)
      continue;
    const FileRecord& file = context.facts.file(part);
    const std::string_view value = trim(part.value.reveal());
    if (value.empty() || file.has(Trait::Template) || is_expansion(value)) continue;
    if (is_placeholder(value, context.catalog) || stands_in_url(context, part)) continue;
    if (stands_in_comment(context, part.at)) continue;
    JudgedPart judged{.part = &part, .value = value, .shared_file = file.has(Trait::SharedConfig)};
    if (const auto set = sets.find(part.scope); set != sets.end()) judged.set = set->second;
    judged.assignment = assignments.at(part.at);
    if (judged.assignment != nullptr && !judged.assignment->literal) continue;
    const bool test = judged.assignment != nullptr && judged.assignment->test;
    judged.confidence = shape_confidence(context, part, test);
    out.push_back(judged);
  }
  return out;
}

std::vector<JudgedPart> judged_key_ids(const RuleContext& context) {
  const ForeignEndpoints endpoints(context);
  std::vector<JudgedPart> out = named_parts(context, PartKind::KeyId);
  std::erase_if(out, [&](const JudgedPart& judged) {
    return endpoints.concern(*judged.part, judged.shared_file) ||
           !decoded_text(judged.value).empty();
  });
  return out;
}

std::vector<JudgedPart> judged_secrets(const RuleContext& context) {
  const ForeignEndpoints endpoints(context);
  std::vector<JudgedPart> out;
  for (JudgedPart judged : named_parts(context, PartKind::Secret)) {
    if (endpoints.concern(*judged.part, judged.shared_file)) continue;
    if (!decoded_text(judged.value).empty()) continue;
    const Pair pair = pair_of(judged, context.catalog);
    if (pair == Pair::Other) continue;
    judged.beside_aws_key_id = pair == Pair::Aws;
    const bool attempt = is_secret_attempt(judged.value) || is_hash_shaped(judged.value);
    const bool likely = judged.shared_file
                            ? attempt || judged.confidence == Confidence::High
                            : attempt && name_says_aws(judged.part->name, context.catalog);
    if (pair == Pair::Aws || likely) out.push_back(judged);
  }
  return out;
}

Finding& report(FindingSink& sink, const JudgedPart& judged, std::string message,
                std::string help) {
  if (judged.confidence == Confidence::Low) {
    message += " It stands in test code or documentation and may be made up.";
  }
  Finding& finding = sink.report(*judged.part, std::move(message), std::move(help));
  finding.confidence = std::min(finding.confidence, judged.confidence);
  return finding;
}

}  // namespace credlint
