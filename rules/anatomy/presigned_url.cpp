// SPDX-License-Identifier: MIT
#include "rules/anatomy/presigned_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/timestamps.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return (c >= 'a' ? c - 'a' : c - 'A') + 10;
}

/// The piece up to the next separator; `rest` becomes what is behind it.
std::string_view take_parameter(std::string_view& rest) {
  constexpr std::string_view kEscaped = "\\u0026";
  // One look at each byte, however many parameters there are.
  std::size_t end = rest.find_first_of("&\\");
  while (end != std::string_view::npos && rest[end] == '\\' &&
         !starts_with(rest.substr(end), kEscaped))
    end = rest.find_first_of("&\\", end + 1);
  const std::string_view piece = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
    return piece;
  }
  rest.remove_prefix(end + (rest[end] == '&' ? 1 : kEscaped.size()));
  if (starts_with(rest, "amp;")) rest.remove_prefix(4);
  return piece;
}

/// Prose puts a closing bracket, comma or full stop behind a URL.
std::string_view without_closing_marks(std::string_view value) {
  const std::size_t last = value.find_last_not_of("),.;]}\\");
  return value.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::optional<std::int64_t> whole_number(std::string_view text, std::size_t most_digits) {
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// "AKIA…/20231114/us-east-1/s3/aws4_request": from its end where it was cut short at its start.
void read_scope(std::string_view credential, PresignedUrl& url) {
  const std::vector<std::string_view> parts = split(credential, "/");
  const bool whole_end = parts.size() > 3 && parts.back() == "aws4_request";
  if (parts.size() > 4 || (parts.size() > 1 && !whole_end)) url.key_id = std::string(parts[0]);
  const std::size_t region = whole_end ? parts.size() - 3 : 2;
  if (region < parts.size()) url.region = std::string(parts[region]);
  if (region + 1 < parts.size()) url.service = std::string(parts[region + 1]);
}

bool is_v4_signature(std::string_view value) {
  constexpr std::size_t kDigits = 64;
  constexpr double kLeastEntropy = 2.5;  // random digits come close to 4
  return value.size() == kDigits && all_of_class(value, is_hex_digit) &&
         entropy(value) >= kLeastEntropy;
}

/// Formats of printf and "%" in Python have "%%" for a '%', which no URL can have.
std::string without_format_escapes(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    text += raw[i];
    if (raw[i] == '%' && i + 1 < raw.size() && raw[i + 1] == '%') ++i;
  }
  return text;
}

void read_parameter(std::string_view name, std::string_view raw, PresignedUrl& url) {
  constexpr std::size_t kV2Signature = 28;
  constexpr std::size_t kMostLifetimeDigits = 9;
  constexpr std::size_t kUnixDigits = 10;
  const std::string decoded = percent_decode(without_format_escapes(raw));
  const std::string_view value = without_closing_marks(decoded);
  if (equals_ignoring_case(name, "X-Amz-Credential")) {
    read_scope(value, url);
  } else if (equals_ignoring_case(name, "X-Amz-Date")) {
    url.signed_at = parse_amz_date(value);
  } else if (equals_ignoring_case(name, "X-Amz-Expires")) {
    if (const auto count = whole_number(value, kMostLifetimeDigits)) url.lifetime = seconds(*count);
  } else if (equals_ignoring_case(name, "X-Amz-Security-Token")) {
    url.has_token = !value.empty();
  } else if (equals_ignoring_case(name, "X-Amz-Signature")) {
    url.is_signed = is_v4_signature(value);
  } else if (name == "Signature") {
    url.is_signed = value.size() == kV2Signature && value.back() == '=';
  } else if (name == "AWSAccessKeyId") {
    url.key_id = std::string(value);
  } else if (name == "Expires" && value.size() == kUnixDigits) {
    if (const auto count = whole_number(value, kUnixDigits))
      url.expires_at = sys_seconds(seconds(*count));
  }
}

}  // namespace

PresignedUrl read_presigned_url(std::string_view query) {
  if (const std::size_t mark = query.find('?'); mark != std::string_view::npos)
    query.remove_prefix(mark + 1);
  PresignedUrl url;
  while (!query.empty()) {
    const std::string_view parameter = take_parameter(query);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    read_parameter(parameter.substr(0, equals), parameter.substr(equals + 1), url);
  }
  if (url.signed_at && url.lifetime) url.expires_at = *url.signed_at + *url.lifetime;
  return url;
}

PresignedUrl read_encoded_url(std::string_view base64) {
  return read_presigned_url(decoded_url_text(base64));
}

std::string remains_of(const PresignedUrl& url) {
  if (key_id_kind(url.key_id) == KeyIdKind::Other) return {};
  const auto account = account_of_key_id(url.key_id);
  return fmt::format(" It still names the {} access key that signed it{}{}.",
                     key_id_kind(url.key_id) == KeyIdKind::LongTerm ? "long-term" : "temporary",
                     account ? " and its account, " : "", account.value_or(""));
}

std::string percent_decode(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) &&
                        is_hex_digit(text[i + 2]);
    result +=
        escape ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return result;
}

}  // namespace credlint
