// SPDX-License-Identifier: MIT
#include "rules/views/documentation_pairs.h"

#include "rules/anatomy/made_up_variant.h"
#include "rules/anatomy/placeholder.h"
#include "scanner/core/words.h"

namespace credlint {

std::set<const CredentialPart*> ids_beside_documentation(const RuleContext& context) {
  std::set<const CredentialPart*> ids;
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.key_id == nullptr || set.secret == nullptr) continue;
    const std::string_view secret = trim(set.secret->value.reveal());
    if (placeholder_kind(secret, context.catalog) == PlaceholderKind::Documentation ||
        is_documentation_variant(secret, context.catalog))
      ids.insert(set.key_id);
  }
  return ids;
}

}  // namespace credlint
