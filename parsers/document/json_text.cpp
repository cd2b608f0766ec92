// SPDX-License-Identifier: MIT
#include "parsers/document/json_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/core/limits.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

/// The closing quote of the string that begins at `at`; the text's end when it is cut off.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  std::size_t quote = at;
  while ((quote = text.find('"', quote)) != std::string_view::npos) {
    std::size_t escapes = 0;
    while (quote - escapes > at && text[quote - escapes - 1] == '\\') ++escapes;
    if (escapes % 2 == 0) return quote;
    ++quote;
  }
  return text.size();
}

class Walker {
 public:
  Walker(std::string_view text, const JsonStringVisitor& visit) : text_(text), visit_(visit) {}

  bool walk() {
    std::size_t at = 0;
    while (at < text_.size() && path_.size() <= limits::kMaxJsonDepth) {
      if (text_[at] == '"') {
        at = read_string(at + 1);
      } else {
        read_sign(text_[at++]);
      }
    }
    return clean_ && began_ && path_.empty();
  }

 private:
  std::size_t read_string(std::size_t begin) {
    const std::size_t end = closing_quote(text_, begin);
    if (end == text_.size() || path_.empty()) clean_ = false;
    if (names_.empty()) return end + 1;
    if (names_.back() == Name::Awaited) {
      path_.back().name = text_.substr(begin, end - begin);
    } else {
      visit_(path_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    return end + 1;
  }

  void read_sign(char sign) {
    constexpr std::string_view kOthers =
        " \t\r\n+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (sign == '{' || sign == '[') {
      clean_ = clean_ && (!began_ || !path_.empty());
      began_ = true;
      path_.emplace_back();
      names_.push_back(sign == '{' ? Name::Awaited : Name::None);
    } else if (sign == '}' || sign == ']') {
      const bool object = !names_.empty() && names_.back() != Name::None;
      if (names_.empty() || object != (sign == '}')) {
        clean_ = false;
        return;
      }
      path_.pop_back();
      names_.pop_back();
    } else if (sign == ',' && !names_.empty()) {
      if (names_.back() == Name::None) {
        ++path_.back().index;
      } else {
        names_.back() = Name::Awaited;
      }
    } else if (sign == ':' && !names_.empty() && names_.back() == Name::Awaited) {
      names_.back() = Name::Read;
    } else if (kOthers.find(sign) == std::string_view::npos) {
      clean_ = false;
    }
  }

  /// Whether a member's name comes next; None in arrays.
  enum class Name : std::uint8_t { None, Awaited, Read };

  std::string_view text_;
  const JsonStringVisitor& visit_;
  std::vector<JsonStep> path_;
  std::vector<Name> names_;  ///< one for each step
  bool began_ = false;
  bool clean_ = true;
};

/// The four hexadecimal digits at `at`; -1 when there are none.
std::int32_t hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  std::int32_t value = 0;
  for (const char c : text.substr(at, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos) return -1;
    value = value * 16 + static_cast<std::int32_t>(digit % 16);
  }
  return value;
}

struct Escape {
  std::string meaning;
  std::size_t length = 2;
};

/// The escape whose backslash stands at `at`; one that JSON does not know stands for itself.
Escape read_escape(std::string_view text, std::size_t at) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char letter = at + 1 < text.size() ? text[at + 1] : '\0';
  const std::size_t simple = kLetters.find(letter);
  if (simple != std::string_view::npos) return {std::string(1, kMeanings[simple]), 2};
  const std::int32_t unit = letter == 'u' ? hex4(text, at + 2) : -1;
  if (unit < 0) return {std::string(text.substr(at, 1)), 1};
  auto code = static_cast<char32_t>(unit);
  std::size_t length = 6;
  if (unit >= 0xD800 && unit < 0xDC00 && text.substr(at + 6, 2) == "\\u") {
    const std::int32_t low = hex4(text, at + 8);
    if (low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
      length = 12;
    }
  }
  Escape escape{{}, length};
  append_utf8(escape.meaning, code);
  return escape;
}

}  // namespace

bool for_each_json_string(std::string_view text, const JsonStringVisitor& visit) {
  return Walker(text, visit).walk();
}

void append_json_string(std::string_view text, Span string, MappedText& out) {
  text = text.substr(0, string.end);
  for (std::size_t at = string.begin; at < text.size();) {
    const std::size_t stop = std::min(text.find('\\', at), text.size());
    out.append(text.substr(at, stop - at), static_cast<std::uint32_t>(at));
    if (stop == text.size()) break;
    const Escape escape = read_escape(text, stop);
    at = stop + escape.length;
    out.append_for(escape.meaning,
                   {static_cast<std::uint32_t>(stop), static_cast<std::uint32_t>(at)});
  }
}

}  // namespace credlint
