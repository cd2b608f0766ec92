// SPDX-License-Identifier: MIT
// What an STS session token says offline. The layout is reverse-engineered and unsigned: what does
// not parse is not judged. Source:
// medium.com/@TalBeerySec/revealing-the-inner-structure-of-aws-session-tokens-a6c76469cba7
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace credlint {

// How long tokens live: botocore sts/2011-06-15/service-2.json (durationSecondsType,
// roleDurationSecondsType).
/// The most that GetSessionToken and GetFederationToken give.
inline constexpr std::chrono::hours kLongestTokenLife{36};
/// The most that AssumeRole and its kin give.
inline constexpr std::chrono::hours kLongestRoleTokenLife{12};

enum class TokenGeneration {
  Global,    ///< version 1, from the global endpoint: valid only in regions enabled by default
  Regional,  ///< version 2: names its region and account
};

struct SessionToken {
  TokenGeneration generation = TokenGeneration::Global;
  std::string region;   ///< empty for Global
  std::string account;  ///< 12 digits; empty for Global
  std::optional<std::chrono::sys_seconds> created;
};

enum class TokenShape {
  Whole,      ///< parses to its end
  Truncated,  ///< a field declares more bytes than are there
  NotBase64,  ///< starts like a token, but holds other characters or has a length that base64
              ///< cannot have
  Foreign,    ///< does not start like a session token, or parses to something else: no opinion
};

struct TokenReading {
  TokenShape shape = TokenShape::Foreign;
  SessionToken token;               ///< Whole; for Truncated what was read until the cut
  std::size_t missing_bytes = 0;    ///< Truncated: at least this many
  std::size_t offending_index = 0;  ///< NotBase64: first character that does not belong
  /// NotBase64: the length does not fit though every character does (a character was lost or
  /// added).
  bool bad_length = false;
};

/// True when the text begins with one of the base64 prefixes that session tokens have.
bool starts_like_session_token(std::string_view text);

/// Reads a token as far as it can be read. Never fails: unknown things are Foreign.
TokenReading read_session_token(std::string_view text);

}  // namespace credlint
