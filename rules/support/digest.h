// SPDX-License-Identifier: MIT
// SHA-1 and SHA-256, for the file names of caches: nothing here protects anything.
// Source: FIPS 180-4.
#pragma once

#include <string>
#include <string_view>

namespace credlint {

/// 40 lower-case hexadecimal digits.
std::string sha1_hex(std::string_view text);
/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);

}  // namespace credlint
