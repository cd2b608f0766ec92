// SPDX-License-Identifier: MIT
#include "parsers/formats/powershell/signs.h"

#include <array>

namespace credlint::powershell {
namespace {

/// PowerShell takes typographic quotes and dashes for straight ones.
constexpr std::array<Sign, 10> kTypographic = {{{"\xE2\x80\x9C", '"'},
                                                {"\xE2\x80\x9D", '"'},
                                                {"\xE2\x80\x9E", '"'},
                                                {"\xE2\x80\x98", '\''},
                                                {"\xE2\x80\x99", '\''},
                                                {"\xE2\x80\x9A", '\''},
                                                {"\xE2\x80\x9B", '\''},
                                                {"\xE2\x80\x93", '-'},
                                                {"\xE2\x80\x94", '-'},
                                                {"\xE2\x80\x95", '-'}}};

}  // namespace

Sign sign_at(std::string_view text) {
  if (text.empty()) return {"", '\0'};
  if (text.front() == '\xE2') {
    for (const Sign& sign : kTypographic) {
      if (text.substr(0, sign.bytes.size()) == sign.bytes) return sign;
    }
  }
  return {text.substr(0, 1), text.front()};
}

std::size_t dash_at_begin(std::string_view text) {
  const Sign sign = sign_at(text);
  return sign.meaning == '-' ? sign.bytes.size() : 0;
}

std::string unescape(std::string_view content, bool raw, char quote) {
  std::string out;
  for (std::size_t i = 0; i < content.size();) {
    const Sign sign = sign_at(content.substr(i));
    const std::string_view rest = content.substr(i + sign.bytes.size());
    if (sign.meaning == quote && sign_at(rest).meaning == quote) {
      out += quote;
      i += sign.bytes.size() + sign_at(rest).bytes.size();
    } else if (!raw && sign.meaning == '`' && !rest.empty()) {
      const char c = rest.front();
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? '\0' : c;
      i += 2;
    } else {
      out += sign.bytes;
      i += sign.bytes.size();
    }
  }
  return out;
}

}  // namespace credlint::powershell
