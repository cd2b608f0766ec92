// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/location.h"

namespace credlint {

/// For each span of a text in that language, whether it lies in one comment. Nothing where the
/// language has no grammar, or the text takes too long.
std::optional<std::vector<bool>> lie_in_comments(const LanguageRow& language, std::string_view text,
                                                 std::span<const Span> spans);

}  // namespace credlint
