// SPDX-License-Identifier: MIT
// Reads JSON of any shape without that anything is thrown.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace credlint {

/// The member, or null where there is none.
const nlohmann::json& member(const nlohmann::json& object, const char* name);
/// The text; empty where it is none.
std::string text_of(const nlohmann::json& value);
/// The number, if it is one that fits and is not negative.
std::optional<std::uint32_t> number_of(const nlohmann::json& value);

}  // namespace credlint
