// SPDX-License-Identifier: MIT
#include "rules/views/plain_settings.h"

#include "rules/anatomy/plain_values.h"

namespace credlint {

bool is_plain_setting(const RuleContext& context, const ConfigSetting& setting) {
  if (!setting.in_section || !setting.parent.empty() || setting.exported) return false;
  return is_plain(setting.value.reveal()) && !context.facts.file(setting).has(Trait::Template);
}

}  // namespace credlint
