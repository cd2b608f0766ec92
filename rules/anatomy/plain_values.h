// SPDX-License-Identifier: MIT
// Values that are no part of a credential (names, durations, URLs) and can be judged as they stand.
#pragma once

#include <string_view>

namespace credlint {

/// False for empty text and for text that something else has yet to replace: "${X}", "<account>",
/// "xxxx", "your-role".
bool is_plain(std::string_view text);

}  // namespace credlint
