// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace credlint {

/// What a text in the standard alphabet of base64 decodes to; padding may be missing. Nothing where
/// it holds other characters or has a length that base64 cannot have. Source: RFC 4648 section 4
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace credlint
