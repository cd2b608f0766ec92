// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/location.h"

namespace credlint {

/// For each span of a text in a format or language, by its id, whether it lies in a comment.
/// Nothing where no grammar tells.
std::optional<std::vector<bool>> comment_check(const Catalog& catalog, std::string_view format,
                                               std::string_view text, std::span<const Span> spans);

}  // namespace credlint
