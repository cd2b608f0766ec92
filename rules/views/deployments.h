// SPDX-License-Identifier: MIT
// Where code runs, as far as files tell: with a role, whose credentials are temporary, or with a
// long-term key.
#pragma once

#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

class Deployments {
 public:
  explicit Deployments(const RuleContext& context);

  /// What says that the file runs with a role: a handler of Lambda in it, or a deployment (task
  /// definition, Lambda function, service account) beside or above its folder or in a folder beside
  /// it ("deploy/"), unless its functions are made of other files; nullptr when nothing does.
  [[nodiscard]] const PatternMatch* role_of(FileId file) const;

  /// The key id of a long-term key that an env file beside or above the file holds, or nullptr.
  [[nodiscard]] const EnvAssignment* long_term_key_of(FileId file) const;

  /// Where a long-term key that is made beside or above the file, or in a folder beside it, is
  /// given to a program, or nullptr.
  [[nodiscard]] const PatternMatch* made_key_of(FileId file) const;

  /// The key id of a pair without a token that the container of that role is given all the same,
  /// by its image or its definition, or nullptr: SDKs take it before the role. What Lambda is given
  /// it replaces.
  [[nodiscard]] const EnvAssignment* pair_given_beside(const PatternMatch& role, FileId file) const;

 private:
  void note_key(const EnvAssignment& each, bool with_token);
  const RuleContext& context_;
  std::vector<const PatternMatch*> roles_;
  std::vector<const PatternMatch*> made_;
  std::vector<const EnvAssignment*> keys_;
  std::vector<const EnvAssignment*> given_;  ///< by images and definitions of containers
};

}  // namespace credlint
