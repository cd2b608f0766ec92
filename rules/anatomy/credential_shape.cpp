// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/words.h"
#include "scanner/core/base64.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_mixed(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_upper) &&
         std::any_of(text.begin(), text.end(), is_lower) &&
         std::any_of(text.begin(), text.end(), is_digit);
}

bool is_printable(char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; }

struct Invisible {
  std::string_view character;
  std::string_view name;
};

constexpr std::array<Invisible, 13> kInvisible = {{
    {"\u00A0", "a no-break space (U+00A0)"},
    {"\u200B", "a zero-width space (U+200B)"},
    {"\u200C", "a zero-width non-joiner (U+200C)"},
    {"\u200D", "a zero-width joiner (U+200D)"},
    {"\u200E", "a left-to-right mark (U+200E)"},
    {"\u200F", "a right-to-left mark (U+200F)"},
    {"\u2028", "a line separator (U+2028)"},
    {"\u2029", "a paragraph separator (U+2029)"},
    {"\u2060", "a word joiner (U+2060)"},
    {"\uFEFF", "a byte order mark (U+FEFF)"},
    {"\u202A", "a direction mark (U+202A)"},
    {"\u202C", "a direction mark (U+202C)"},
    {"\u00AD", "a soft hyphen (U+00AD)"},
}};

constexpr std::array<std::string_view, 7> kSmartQuotes = {"\u201C", "\u201D", "\u2018", "\u2019",
                                                          "\u201E", "\u00AB", "\u00BB"};

}  // namespace

bool is_key_id_attempt(std::string_view value) {
  constexpr std::size_t kShortest = 12;
  if (key_id_kind(value) == KeyIdKind::Other || value.size() < kShortest) return false;
  // In lower case "asia…" begins many a word: there the length has to speak for it.
  const bool upper_case = is_upper(value[0]) && is_upper(value[1]) && is_upper(value[2]);
  return upper_case || (value.size() == kKeyIdLength && all_of_class(value, is_letter_or_digit));
}

bool lost_first_character(std::string_view value) {
  return value.size() + 1 == kKeyIdLength && is_well_formed_key_id('A' + std::string(value));
}

bool is_secret_shaped(std::string_view value) {
  // 40 random base64 characters practically never fall below 4 bits; hexadecimal cannot exceed it.
  constexpr double kLeastEntropy = 4.0;
  return value.size() == kSecretLength && all_of_class(value, is_base64_character) &&
         is_mixed(value) && !is_hash_shaped(value) && entropy(value) > kLeastEntropy;
}

bool is_secret_attempt(std::string_view value) {
  constexpr double kLeastEntropy = 3.5;
  if (value.size() < 16 || value.size() > 60 || !is_mixed(value)) return false;
  const auto foreign =
      std::count_if(value.begin(), value.end(), [](char c) { return !is_base64_character(c); });
  return foreign <= 3 && entropy(value) >= kLeastEntropy;
}

bool is_hash_shaped(std::string_view value) {
  if (value.size() != 40 && value.size() != 64) return false;
  const bool one_case = std::none_of(value.begin(), value.end(), is_upper) ||
                        std::none_of(value.begin(), value.end(), is_lower);
  return one_case && all_of_class(value, is_hex_digit) &&
         std::any_of(value.begin(), value.end(), is_digit);
}

bool is_smtp_password_shaped(std::string_view value) {
  if (value.size() != 44 || !all_of_class(value, is_base64_character) || !is_mixed(value)) {
    return false;
  }
  // The version byte is 0x04, in old passwords 0x02: that fixes the first digit and a part of the
  // second.
  return (value[0] == 'B' && value[1] >= 'A' && value[1] <= 'P') ||
         (value[0] == 'A' && value[1] >= 'g' && value[1] <= 'v');
}

bool is_percent_encoded(std::string_view value) {
  for (std::size_t i = value.find('%'); i != std::string_view::npos; i = value.find('%', i + 1)) {
    const std::string code = to_lower(value.substr(i + 1, 2));
    if (code == "2f" || code == "2b" || code == "3d") return true;
  }
  return false;
}

std::string decoded_text(std::string_view value) {
  if (value.size() < 8 || value.size() % 4 != 0) return {};
  const std::optional<std::string> text = decode_base64(value);
  return text && all_of_class(*text, is_printable) ? *text : std::string();
}

std::string decoded_url_text(std::string_view value) {
  while (!value.empty() && value.back() == '=') value.remove_suffix(1);
  std::string text(value);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  if (text.size() % 4 == 1) text.pop_back();  // of a byte's eight bits, six
  while (text.size() % 4 != 0) text.push_back('=');
  return decoded_text(text);
}

bool has_invisible_character(std::string_view value) {
  return std::any_of(kInvisible.begin(), kInvisible.end(),
                     [&](const Invisible& each) { return contains(value, each.character); });
}

std::string invisible_characters_in(std::string_view value) {
  std::string names;
  for (const Invisible& each : kInvisible) {
    if (!contains(value, each.character)) continue;
    if (!names.empty()) names += " and ";
    names += each.name;
  }
  return names;
}

std::string without_invisible_characters(std::string_view value) {
  std::string text(value);
  for (const auto& [character, name] : kInvisible) {
    for (std::size_t at = text.find(character); at != std::string::npos;
         at = text.find(character)) {
      text.erase(at, character.size());
    }
  }
  return text;
}

std::size_t smart_quote_before(std::string_view value) {
  for (const std::string_view quote : kSmartQuotes) {
    if (starts_with(value, quote)) return quote.size();
  }
  return 0;
}

std::size_t smart_quote_behind(std::string_view value) {
  for (const std::string_view quote : kSmartQuotes) {
    if (ends_with(value, quote)) return quote.size();
  }
  return 0;
}

bool has_smart_quote(std::string_view value) {
  return smart_quote_before(value) + smart_quote_behind(value) > 0;
}

}  // namespace credlint
