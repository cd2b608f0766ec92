// SPDX-License-Identifier: MIT
// Values that are no part of a credential (names, durations, URLs) and can be judged as they stand.
#pragma once

#include <string_view>

#include "scanner/core/rule.h"

namespace credlint {

/// False for empty text and for text that something else has yet to replace: "${X}", "<account>",
/// "xxxx", "your-role".
bool is_plain(std::string_view text);

/// True when the setting stands in a section, is no line of a nested block and has a plain value;
/// false in templates.
bool is_plain_setting(const RuleContext& context, const ConfigSetting& setting);

}  // namespace credlint
