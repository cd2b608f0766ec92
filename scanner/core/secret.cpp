// SPDX-License-Identifier: MIT
#include "scanner/core/secret.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::size_t kShownCharacters = 4;
constexpr std::size_t kShortestShown = 9;
/// From this length on, a value in lower and upper case is rather a secret in the wrong place.
constexpr std::size_t kSecretLike = 24;

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).length;
  return count;
}

bool is_printable_ascii(char c) { return c > ' ' && c < '\x7f'; }

bool may_show_ends(std::string_view value) {
  if (value.size() < kShortestShown) return false;
  if (!std::all_of(value.begin(), value.end(), is_printable_ascii)) return false;
  const bool mixed_case = std::any_of(value.begin(), value.end(), is_lower) &&
                          std::any_of(value.begin(), value.end(), is_upper);
  return !(mixed_case && value.size() >= kSecretLike);
}

}  // namespace

std::string Secret::redacted_key_id() const {
  if (!may_show_ends(value_)) return redacted("key id");
  std::string shown = value_;
  std::fill(shown.begin() + kShownCharacters, shown.end() - kShownCharacters, '*');
  return shown;
}

std::string Secret::redacted(std::string_view noun) const {
  const std::size_t count = count_characters(value_);
  return fmt::format("[{}, {} character{}]", noun, count, count == 1 ? "" : "s");
}

std::uint64_t Secret::fingerprint() const {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : value_) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

}  // namespace credlint
