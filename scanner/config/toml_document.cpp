// SPDX-License-Identifier: MIT
// The one file that includes toml++, which throws.
#include "scanner/config/toml_document.h"

#include <fmt/format.h>
// Its assertions end the program where it would go on to say what is wrong with the text ("[;a]").
#define TOML_ASSERT(condition) static_cast<void>(0)
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

// Each part of a dotted key is one more table, and toml++, which bounds all other nesting, takes
// them apart by recursion: some ten thousand of them are more than the stack holds.
constexpr int kMaxDotsOfLine = 32;

/// Goes through TOML text outside of its strings and comments.
class DotCounter {
 public:
  explicit DotCounter(std::string_view text) : text_(text) {}

  /// The first line, from 1, with too many dots; 0 when there is none.
  std::uint32_t crowded_line() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') at_ = std::min(text_.find('\n', at_), text_.size() - 1);
      if (text_[at_] == '\n') end_line();
      if (c == '.' && ++dots_ > kMaxDotsOfLine) return line_;
      ++at_;
    }
    return 0;
  }

 private:
  void end_line() {
    ++line_;
    dots_ = 0;
  }

  void skip_string(char quote) {
    const bool triple = text_.substr(at_, 3) == std::string(3, quote);
    const std::string end(triple ? 3 : 1, quote);
    at_ += end.size();
    while (at_ < text_.size() && text_.substr(at_, end.size()) != end) {
      if (text_[at_] == '\n') {
        if (!triple) return;  // wrong, as the parser is going to say
        end_line();
      }
      at_ += text_[at_] == '\\' && quote == '"' ? 2 : 1;
    }
    at_ = std::min(at_ + end.size(), text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  int dots_ = 0;
};

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
  if (const std::uint32_t line = DotCounter(text).crowded_line(); line > 0)
    return Error{fmt::format("{}:{}:1: a key with too many dots", path, line)};
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
