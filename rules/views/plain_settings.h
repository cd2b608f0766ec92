// SPDX-License-Identifier: MIT
#pragma once

#include "scanner/core/rule.h"

namespace credlint {

/// True when the setting stands in a section, is no line of a nested block and has a plain value;
/// false in templates.
bool is_plain_setting(const RuleContext& context, const ConfigSetting& setting);

}  // namespace credlint
