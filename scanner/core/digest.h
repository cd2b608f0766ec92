// SPDX-License-Identifier: MIT
// SHA-1 and SHA-256, for the file names of caches and for fingerprints.
// Source: FIPS 180-4; RFC 2104.
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// 40 lower-case hexadecimal digits.
std::string sha1_hex(std::string_view text);
/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);
/// HMAC-SHA-256: 64 lower-case hexadecimal digits. Without the key nobody can tell which texts they
/// may stand for.
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

}  // namespace credlint
