// SPDX-License-Identifier: MIT
#include "rules/views/wrapped.h"

#include <map>
#include <set>
#include <string>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/words.h"

namespace credlint {

bool is_wrapped_piece(const Catalog& catalog, const OddLine& line) {
  const bool piece =
      line.kind == OddLineKind::Continuation || line.kind == OddLineKind::NoSeparator;
  return piece && line.base64 && is_credential_key(catalog, line.continues);
}

std::vector<WrappedValue> wrapped_values(const RuleContext& context) {
  const FileFacts& facts = context.facts.facts();
  std::map<std::pair<ScopeId, std::string>, const ConfigSetting*> begins;
  for (const ConfigSetting& setting : facts.config_settings) {
    if (is_credential_key(context.catalog, setting.key)) {
      begins[{setting.scope, to_lower(setting.key)}] = &setting;
    }
  }
  std::vector<WrappedValue> found;
  std::set<std::pair<ScopeId, std::string>> seen;
  for (const OddLine& line : facts.odd_lines) {
    if (!is_wrapped_piece(context.catalog, line)) continue;
    if (!seen.insert({line.scope, line.continues}).second) continue;
    const auto begin = begins.find({line.scope, line.continues});
    const ConfigSetting* value = begin == begins.end() ? nullptr : begin->second;
    found.push_back({line.at, line.scope, value, line.indented});
  }
  return found;
}

}  // namespace credlint
