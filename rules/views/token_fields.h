// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "rules/anatomy/call_tokens.h"
#include "rules/anatomy/tool_fields.h"
#include "scanner/core/rule.h"

namespace credlint {

/// What the tool that reads a key id does with a session token: by the place of a data file where
/// the key id stands, else by its name.
class TokenFields {
 public:
  explicit TokenFields(const RuleContext& context);

  [[nodiscard]] TokenField of(const CredentialPart& key_id) const;
  /// What the call or block that is given the key id does with a token; nothing elsewhere.
  [[nodiscard]] CallToken in_call(const CredentialPart& key_id) const;

 private:
  const RuleContext& context_;
  std::map<Location, const ToolRow*> tools_;             ///< by the places of key ids
  std::map<Location, const ClientConstruction*> calls_;  ///< by the places of key ids
};

}  // namespace credlint
