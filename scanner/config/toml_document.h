// SPDX-License-Identifier: MIT
// TOML as a plain tree with positions, so that the TOML library stays in one source file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/result.h"

namespace credlint {

enum class TomlKind : std::uint8_t { Text, Flag, Integer, Array, Table, Other };

/// Where something stands in a TOML file, 1-based.
struct TomlPosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const TomlPosition&) const = default;
};

struct TomlMember;

/// One value of a TOML file.
struct TomlValue {
  TomlKind kind = TomlKind::Other;
  TomlPosition at;
  std::string text;
  bool flag = false;
  std::int64_t integer = 0;
  std::vector<TomlValue> items;     ///< of an Array
  std::vector<TomlMember> members;  ///< of a Table, as written

  /// The member of that name, or nullptr.
  [[nodiscard]] const TomlValue* find(std::string_view name) const;
};

struct TomlMember {
  std::string name;
  TomlPosition at;
  TomlValue value;
};

/// "text", "a table", … for messages.
std::string_view to_string(TomlKind kind);

/// Parses a whole file. Errors read "path:line:column: what is wrong".
Result<TomlValue> parse_toml(std::string_view text, const std::string& path);

}  // namespace credlint
