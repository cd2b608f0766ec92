// SPDX-License-Identifier: MIT
#include "cli/lsp/json_access.h"

namespace credlint {

const nlohmann::json& member(const nlohmann::json& object, const char* name) {
  static const nlohmann::json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

std::string text_of(const nlohmann::json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text == nullptr ? std::string() : *text;
}

std::optional<std::uint32_t> number_of(const nlohmann::json& value) {
  const auto* number = value.get_ptr<const nlohmann::json::number_unsigned_t*>();
  if (number == nullptr || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

}  // namespace credlint
