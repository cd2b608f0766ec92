// SPDX-License-Identifier: MIT
// The one file that includes toml++, which throws.
#include "scanner/config/toml_document.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <exception>

namespace credlint {
namespace {

TomlPosition position(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

TomlValue convert(const toml::node& node) {
  TomlValue out;
  out.at = position(node.source());
  if (const auto* text = node.as_string()) {
    out.kind = TomlKind::Text;
    out.text = text->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.kind = TomlKind::Flag;
    out.flag = flag->get();
  } else if (const auto* integer = node.as_integer()) {
    out.kind = TomlKind::Integer;
    out.integer = integer->get();
  } else if (const auto* array = node.as_array()) {
    out.kind = TomlKind::Array;
    for (const toml::node& item : *array) out.items.push_back(convert(item));
  } else if (const auto* table = node.as_table()) {
    out.kind = TomlKind::Table;
    for (const auto& [key, value] : *table)
      out.members.push_back({std::string(key.str()), position(key.source()), convert(value)});
    std::sort(out.members.begin(), out.members.end(),
              [](const TomlMember& a, const TomlMember& b) { return a.at < b.at; });
  }
  return out;
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view name) const {
  for (const TomlMember& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

std::string_view to_string(TomlKind kind) {
  switch (kind) {
    case TomlKind::Text:
      return "text";
    case TomlKind::Flag:
      return "true or false";
    case TomlKind::Integer:
      return "a whole number";
    case TomlKind::Array:
      return "an array";
    case TomlKind::Table:
      return "a table";
    case TomlKind::Other:
      break;
  }
  return "a number or date";
}

Result<TomlValue> parse_toml(std::string_view text, const std::string& path) {
  try {
    return convert(toml::parse(text, std::string_view(path)));
  } catch (const toml::parse_error& error) {
    const TomlPosition at = position(error.source());
    return Error{fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.description())};
  } catch (const std::exception& error) {
    return Error{fmt::format("{}:1:1: {}", path, error.what())};
  }
}

}  // namespace credlint
