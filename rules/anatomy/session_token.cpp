// SPDX-License-Identifier: MIT
#include "rules/anatomy/session_token.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace credlint {
namespace {

constexpr std::array<std::string_view, 6> kPrefixes = {
    "AQoDYXdz", "FQoDYXdz", "FQoGZXIvYXdz", "FwoGZXIvYXdz", "AgoJb3JpZ2luX2Vj", "IQoJb3JpZ2luX2Vj"};

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return -1;
}

std::vector<std::uint8_t> decode(std::string_view digits) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(digits.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : digits) {
    bits = (bits << 6) | static_cast<std::uint32_t>(base64_digit(c));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> held));
  }
  return bytes;
}

/// Reads protobuf fields from bytes; remembers how many bytes a cut-off field lacks.
class FieldReader {
 public:
  FieldReader(const std::uint8_t* begin, const std::uint8_t* end) : at_(begin), end_(end) {}

  struct Field {
    std::uint64_t number = 0;
    bool bytes = false;  ///< wire type 2; otherwise a varint
    std::uint64_t varint = 0;
    const std::uint8_t* begin = nullptr;
    const std::uint8_t* end = nullptr;
    std::size_t missing = 0;  ///< bytes that the field declares beyond the end
  };

  /// The next field; absent at the end or where the bytes are not protobuf (then malformed()).
  std::optional<Field> next() {
    if (at_ == end_) return std::nullopt;
    std::uint64_t tag = 0;
    if (!read_varint(tag)) return std::nullopt;
    Field field;
    field.number = tag >> 3;
    const std::uint64_t wire = tag & 7;
    if (field.number == 0 || field.number > 15 || (wire != 0 && wire != 2)) return fail();
    if (wire == 0) {
      if (!read_varint(field.varint)) return std::nullopt;
      return field;
    }
    std::uint64_t length = 0;
    if (!read_varint(length)) return std::nullopt;
    if (length > 65'536) return fail();
    const auto available = static_cast<std::uint64_t>(end_ - at_);
    field.bytes = true;
    field.begin = at_;
    field.missing = length > available ? static_cast<std::size_t>(length - available) : 0;
    at_ += std::min(length, available);
    field.end = at_;
    return field;
  }
  [[nodiscard]] bool malformed() const { return malformed_; }
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  std::optional<Field> fail() {
    malformed_ = true;
    return std::nullopt;
  }
  bool read_varint(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) {
        cut_ = true;
        return false;
      }
      const std::uint8_t byte = *at_++;
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return true;
    }
    malformed_ = true;
    return false;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool malformed_ = false;
  bool cut_ = false;
};

std::string text_of(const FieldReader::Field& field) {
  return {reinterpret_cast<const char*>(field.begin), reinterpret_cast<const char*>(field.end)};
}

/// A creation time that STS can have written: from 2011, when STS began, to 2100.
std::optional<std::chrono::sys_seconds> plausible_time(std::uint64_t since_1970) {
  if (since_1970 < 1'293'840'000ULL || since_1970 > 4'102'444'800ULL) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(since_1970));
}

std::string read_account(const FieldReader::Field& user) {
  FieldReader fields(user.begin, user.end);
  while (const auto field = fields.next()) {
    if (field->number != 3 || !field->bytes || field->missing > 0) continue;
    std::string account = text_of(*field);
    const bool digits =
        std::all_of(account.begin(), account.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (account.size() == 12 && digits) return account;
  }
  return {};
}

void read_field(const FieldReader::Field& field, SessionToken& token) {
  const bool regional = token.generation == TokenGeneration::Regional;
  if (regional && field.number == 3 && field.bytes && field.missing == 0)
    token.region = text_of(field);
  if (regional && field.number == 5 && field.bytes) token.account = read_account(field);
  if (!field.bytes && field.number == (regional ? 6U : 5U))
    token.created = plausible_time(field.varint);
}

TokenReading read_fields(const std::vector<std::uint8_t>& bytes, TokenGeneration generation) {
  TokenReading reading;
  reading.token.generation = generation;
  FieldReader fields(bytes.data() + 1, bytes.data() + bytes.size());
  std::uint64_t last = 0;
  while (const auto field = fields.next()) {
    if (field->missing > 0) {
      reading.shape = TokenShape::Truncated;
      reading.missing_bytes = field->missing;
      read_field(*field, reading.token);
      return reading;
    }
    read_field(*field, reading.token);
    last = field->number;
  }
  if (fields.malformed()) return reading;
  // The auxiliary field 7 closes a regional token, the creation time (5) a global one.
  const std::uint64_t closing = generation == TokenGeneration::Regional ? 6 : 5;
  if (fields.cut() || last < closing) {
    reading.shape = TokenShape::Truncated;
    reading.missing_bytes = 1;
    return reading;
  }
  if (reading.token.created) reading.shape = TokenShape::Whole;
  return reading;
}

}  // namespace

bool starts_like_session_token(std::string_view text) {
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
  });
}

TokenReading read_session_token(std::string_view text) {
  if (!starts_like_session_token(text)) return {};
  std::string_view digits = text;
  for (int padding = 0; padding < 2 && !digits.empty() && digits.back() == '='; ++padding) {
    digits.remove_suffix(1);
  }
  const auto odd =
      std::find_if(digits.begin(), digits.end(), [](char c) { return base64_digit(c) < 0; });
  if (odd != digits.end()) {
    TokenReading reading;
    reading.shape = TokenShape::NotBase64;
    reading.offending_index = static_cast<std::size_t>(odd - digits.begin());
    return reading;
  }
  const bool regional = text.front() == 'I' || text.substr(0, 3) == "Ago";
  TokenReading reading =
      read_fields(decode(digits), regional ? TokenGeneration::Regional : TokenGeneration::Global);
  // Four digits make three bytes: one digit left over cannot be, whatever the padding.
  if (reading.shape == TokenShape::Whole && digits.size() % 4 == 1)
    reading.shape = TokenShape::NotBase64;
  const bool padded = digits.size() != text.size();
  const bool wrong_padding = padded && text.size() % 4 != 0;
  if (reading.shape == TokenShape::Whole && wrong_padding) reading.shape = TokenShape::NotBase64;
  reading.bad_length = reading.shape == TokenShape::NotBase64;
  return reading;
}

}  // namespace credlint
