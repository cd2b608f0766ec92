// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace credlint::tests {

/// What a made-up session token says. All of its "secret" bytes are the text EXAMPLE-NOT-REAL-.
struct TokenRecipe {
  bool global = false;  ///< version 1: neither region nor account
  std::string region = "us-east-2";
  std::string account = "123456789012";
  std::int64_t created = 1'700'000'000;  ///< Unix seconds: 2023-11-14T22:13:20Z
  std::size_t cut = 0;                   ///< keep only so many characters; 0 = all
};

/// A session token in STS's layout, in base64.
std::string make_session_token(const TokenRecipe& recipe);

}  // namespace credlint::tests
