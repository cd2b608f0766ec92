// SPDX-License-Identifier: MIT
// Which parts of a credential a scope gives, however it gives them. CredentialSets know literal
// values only; a pair is incomplete only when its other half comes from nowhere at all.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "scanner/core/rule.h"

namespace credlint {

enum class Presence {
  Absent,
  Empty,      ///< named, with an empty value
  Elsewhere,  ///< given by something that cannot be followed: a variable, an expansion, a spread
              ///< argument
  Literal,
};

/// The presence of each part in each scope of a run. Built once per check.
class ScopeParts {
 public:
  explicit ScopeParts(const RuleContext& context);

  [[nodiscard]] Presence of(ScopeId scope, PartKind part) const;
  /// For Token: either of its names. True for Elsewhere and Literal.
  [[nodiscard]] bool given(ScopeId scope, PartKind part) const;
  /// The construction that has this scope, or nullptr.
  [[nodiscard]] const ClientConstruction* construction(ScopeId scope) const;

 private:
  void note(ScopeId scope, PartKind part, Presence presence);
  void note_settings(const RuleContext& context);
  void note_assignments(const RuleContext& context);
  void note_constructions(const RuleContext& context);

  std::map<ScopeId, std::array<Presence, 3>> presences_;
  std::map<ScopeId, const ClientConstruction*> constructions_;
};

/// The last setting of the same profile in the *other* shared file that means that part and is not
/// empty, or nullptr. `scope` is a section of a shared file. SDKs that merge both files use it;
/// botocore does not.
const ConfigSetting* part_in_other_shared_file(const RuleContext& context, ScopeId scope,
                                               PartKind part);

/// False for empty values, placeholders, documentation keys and values that something else has yet
/// to expand: what these are can be said, but not what AWS thinks of them.
bool is_judgeable(const Catalog& catalog, std::string_view value);

}  // namespace credlint
