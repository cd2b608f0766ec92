// SPDX-License-Identifier: MIT
#include "rules/support/plain_values.h"

#include "rules/support/arn.h"
#include "rules/support/placeholder.h"

namespace credlint {

bool is_plain(std::string_view text) {
  return !text.empty() && !is_expansion(text) && !is_arn_template(text);
}

bool is_plain_setting(const RuleContext& context, const ConfigSetting& setting) {
  if (!setting.in_section || !setting.parent.empty() || setting.exported) return false;
  return is_plain(setting.value.reveal()) && !context.facts.file(setting).has(Trait::Template);
}

}  // namespace credlint
