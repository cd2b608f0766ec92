// SPDX-License-Identifier: MIT
#include "rules/anatomy/key_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "rules/anatomy/words.h"

namespace credlint {
namespace {

constexpr std::size_t kLength = 20;
constexpr std::size_t kPrefix = 4;
constexpr unsigned long long kLargestAccount = 999'999'999'999ULL;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool has_prefix(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char a, char b) { return a == upper(b); });
}

int base32_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= '2' && c <= '7') return c - '2' + 26;
  return -1;
}

}  // namespace

KeyIdKind key_id_kind(std::string_view key_id) {
  if (has_prefix(key_id, "AKIA")) return KeyIdKind::LongTerm;
  if (has_prefix(key_id, "ASIA")) return KeyIdKind::Temporary;
  return KeyIdKind::Other;
}

bool is_well_formed_id(std::string_view id, std::string_view prefix) {
  if (id.size() != kLength || id.substr(0, kPrefix) != prefix) return false;
  const std::string_view body = id.substr(kPrefix);
  return std::all_of(body.begin(), body.end(), [](char c) { return base32_digit(c) >= 0; });
}

bool is_well_formed_key_id(std::string_view key_id) {
  return is_well_formed_id(key_id, "AKIA") || is_well_formed_id(key_id, "ASIA");
}

bool has_few_characters(std::string_view key_id) {
  constexpr double kLeastEntropy = 2.6;
  return key_id.size() > kPrefix && entropy(key_id.substr(kPrefix)) < kLeastEntropy;
}

std::optional<unsigned long long> account_number_of_key_id(std::string_view key_id) {
  if (!is_well_formed_key_id(key_id)) return std::nullopt;
  // The first ten characters hold the 48 leading bits and two more: bit 47 marks the layout that
  // carries the account, the account follows in bits 46 to 7.
  std::uint64_t bits = 0;
  for (const char c : key_id.substr(kPrefix, 10)) {
    bits = (bits << 5) | static_cast<std::uint64_t>(base32_digit(c));
  }
  bits >>= 2;
  if ((bits >> 47) == 0) return std::nullopt;
  return (bits & 0x7fffffffff80ULL) >> 7;
}

std::optional<std::string> account_of_key_id(std::string_view key_id) {
  const auto number = account_number_of_key_id(key_id);
  if (!number || *number > kLargestAccount) return std::nullopt;
  return fmt::format("{:012}", *number);
}

}  // namespace credlint
