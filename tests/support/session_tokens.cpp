// SPDX-License-Identifier: MIT
#include "tests/support/session_tokens.h"

#include <string_view>

namespace credlint::tests {
namespace {

std::string varint(std::uint64_t value) {
  std::string out;
  do {
    const auto low = static_cast<unsigned char>(value & 0x7F);
    value >>= 7;
    out += static_cast<char>(low | (value != 0 ? 0x80 : 0));
  } while (value != 0);
  return out;
}

std::string bytes_field(unsigned number, const std::string& bytes) {
  return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}

std::string varint_field(unsigned number, std::int64_t value) {
  return varint(number << 3) + varint(static_cast<std::uint64_t>(value));
}

std::string filler(std::size_t size) {
  constexpr std::string_view kText = "EXAMPLE-NOT-REAL-";
  std::string out;
  while (out.size() < size) out += kText;
  out.resize(size);
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool padding = i + j > bytes.size();
      out += padding ? '=' : kDigits[(bits >> (18 - 6 * j)) & 0x3F];
    }
  }
  return out;
}

std::string regional(const TokenRecipe& recipe) {
  using std::string_literals::operator""s;
  const std::string signature = "\x30\x44\x02\x20" + filler(32) + "\x02\x20" + filler(32);
  const std::string user = varint_field(1, -93) + varint_field(2, 1) +
                           bytes_field(3, recipe.account) + bytes_field(4, filler(12)) +
                           bytes_field(5, filler(401));
  return "\x21" + bytes_field(1, "origin_ec") + varint_field(2, 58) +
         bytes_field(3, recipe.region) + bytes_field(4, signature) + bytes_field(5, user) +
         varint_field(6, recipe.created) + bytes_field(7, filler(165));
}

std::string global(const TokenRecipe& recipe) {
  return "\x17" + bytes_field(1, "er/aws") + varint_field(2, -13) + bytes_field(3, filler(12)) +
         bytes_field(4, filler(129)) + varint_field(5, recipe.created) + bytes_field(6, filler(40));
}

}  // namespace

std::string make_session_token(const TokenRecipe& recipe) {
  std::string token = base64(recipe.global ? global(recipe) : regional(recipe));
  if (recipe.cut > 0) token.resize(recipe.cut);
  return token;
}

}  // namespace credlint::tests
