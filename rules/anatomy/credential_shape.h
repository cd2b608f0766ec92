// SPDX-License-Identifier: MIT
// Shapes of access key ids and secret keys, right and damaged. Pure functions over text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint {

inline constexpr std::size_t kKeyIdLength = 20;
inline constexpr std::size_t kSecretLength = 40;

/// Begins with AKIA or ASIA in any case and is long enough to be meant as a key id.
bool is_key_id_attempt(std::string_view value);

/// A key id that lost its first character: 19 characters, "KIA…" or "SIA…".
bool lost_first_character(std::string_view value);

/// 40 characters of the secret key's alphabet that look random: not a hash, not words.
bool is_secret_shaped(std::string_view value);

/// Somebody's attempt at a secret key, though perhaps damaged: 16 to 60 characters, nearly all of
/// the alphabet, in mixed case, with digits.
bool is_secret_attempt(std::string_view value);

/// 40 or 64 hexadecimal digits in one case: a SHA-1 or SHA-256.
bool is_hash_shaped(std::string_view value);

/// 44 characters that decode to a version byte and an HMAC: what SES shows as SMTP password.
/// Source: docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
bool is_smtp_password_shaped(std::string_view value);

/// True when the text holds %2F, %2B or %3D: '/', '+' or '=' as a URL writes them.
bool is_percent_encoded(std::string_view value);

/// What base64 decodes to, when that is printable text: values of a Kubernetes Secret. Empty
/// otherwise.
std::string decoded_text(std::string_view value);

/// The same for base64 that may be in the alphabet of URLs, without padding, or cut off.
std::string decoded_url_text(std::string_view value);

/// True when the text holds a character that cannot be seen: U+00A0, U+200B to U+200F, U+2028,
/// U+2029, U+2060 or U+FEFF.
bool has_invisible_character(std::string_view value);
/// What they are called: "a no-break space (U+00A0)"; empty without any.
std::string invisible_characters_in(std::string_view value);
/// The text without those.
std::string without_invisible_characters(std::string_view value);

/// True when the text begins or ends with a typographic quotation mark.
bool has_smart_quote(std::string_view value);
/// Bytes of the one that it begins with, or ends with; else 0.
std::size_t smart_quote_before(std::string_view value);
std::size_t smart_quote_behind(std::string_view value);

}  // namespace credlint
