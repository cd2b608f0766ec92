// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "parsers/document/piece.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// Whether the tool puts something else in the value's place before it is used; nullptr: no tool is
/// known.
bool is_replaced(const ToolRow* tool, std::string_view value);

/// What stands for the variable where it is not set: "eu-west-1" of "${AWS_REGION:-eu-west-1}", of
/// "${AWS_REGION-eu-west-1}", of "${AWS_REGION:eu-west-1}" as Spring writes it, and of one in the
/// other. Nothing where there is none, or where it is a message.
std::optional<Piece> default_of(const Piece& value);

}  // namespace credlint
