// SPDX-License-Identifier: MIT
// Which credential parts may be judged by their shape. Custom stores (MinIO, Ceph, LocalStack, R2)
// have keys of other shapes, tests invent theirs, templates hold none: a shape says something only
// about a value that somebody means to send to AWS.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

/// A part with a literal value that is no placeholder and no expansion. Views go into the
/// FactStore.
struct JudgedPart {
  const CredentialPart* part = nullptr;
  const CredentialSet* set = nullptr;         ///< the set it belongs to, or nullptr
  const EnvAssignment* assignment = nullptr;  ///< the assignment that it comes from, or nullptr
  std::string_view value;                     ///< without blanks, tabs and line ends around it
  /// Low in test code and documentation, where values are made up.
  Confidence confidence = Confidence::High;
  bool shared_file = false;        ///< stands in a shared config or credentials file
  bool beside_aws_key_id = false;  ///< a secret whose key id begins with AKIA or ASIA
};

/// Parts of that kind that stand in the position of one (not found by shape alone), except in
/// templates, URLs and comments.
std::vector<JudgedPart> named_parts(const RuleContext& context, PartKind kind);

/// Key ids whose shape may be judged: meant for AWS, not for an endpoint of its own.
std::vector<JudgedPart> judged_key_ids(const RuleContext& context);

/// Secrets whose shape may be judged: those beside an AWS key id, those in a shared file without
/// any key id, and those that look like an attempt at one under a name that says AWS.
std::vector<JudgedPart> judged_secrets(const RuleContext& context);

/// A value of any meaning that some SDK reads: a credential part, a setting of a shared file, an
/// environment variable, a region.
struct ReadValue {
  const Fact* fact = nullptr;
  std::string_view value;  ///< as meant, with whatever stands around it
  Quoting quoting = Quoting::None;
  Confidence confidence = Confidence::High;  ///< Low in test code and documentation
  Meaning meaning = Meaning::Other;
};

/// All of those outside templates, each place once, without placeholders.
std::vector<ReadValue> read_values(const RuleContext& context);

/// True when an endpoint of the part's own is named beside it (same scope; outside shared files,
/// same file, unless an endpoint of AWS stands in its scope).
class ForeignEndpoints {
 public:
  explicit ForeignEndpoints(const RuleContext& context);
  [[nodiscard]] bool concern(const CredentialPart& part, bool shared_file) const;
  /// True for files in which some client or setting names one.
  [[nodiscard]] bool in_file(FileId file) const { return files_.contains(file); }
  /// True when any file of the run names one.
  [[nodiscard]] bool in_any_file() const { return !files_.empty(); }

 private:
  void add(const RuleContext& context, const Fact& fact, std::string_view url);
  std::set<ScopeId> scopes_;
  std::set<ScopeId> own_;  ///< those that name an endpoint of AWS
  std::set<FileId> files_;
};

/// The assignment to an environment variable that each place is the value of.
class AssignmentIndex {
 public:
  explicit AssignmentIndex(const FactStore& facts);
  /// The assignment whose value stands there, or nullptr.
  [[nodiscard]] const EnvAssignment* at(const Location& location) const;

 private:
  std::map<std::pair<FileId, Span>, const EnvAssignment*> assignments_;
};

/// True when the name of a setting says by itself that it is AWS's.
bool name_says_aws(std::string_view name, const Catalog& catalog);

/// True when the name of an object says that it holds settings: "config", "awsSettings".
bool name_says_settings(std::string_view name, const Catalog& catalog);

/// True when the name of a setting says that it is somebody else's: MINIO_SECRET_KEY, jwtSecretKey.
bool name_says_other(std::string_view name, const Catalog& catalog);

/// Scopes in which a key id stands that begins with AKIA or ASIA.
std::set<ScopeId> scopes_with_aws_key_id(const FactStore& facts);

/// True when the part stands within a URL.
bool stands_in_url(const RuleContext& context, const CredentialPart& part);

/// Reports at the part, with the part's own confidence; says why where that is low.
Finding& report(FindingSink& sink, const JudgedPart& judged, std::string message, std::string help);

}  // namespace credlint
