// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/file_record.h"

namespace credlint {

/// A text (UTF-8 without byte order mark) as a file stores it: the other way round from SourceFile.
std::string encode_text(std::string_view text, Encoding encoding, bool has_bom);

}  // namespace credlint
