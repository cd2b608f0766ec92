// SPDX-License-Identifier: MIT
// One signed request through the curl program: this one has no code for networks. Whatever is
// secret goes to curl's standard input; its arguments and environment hold nothing of it.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "cli/verify/sts_request.h"
#include "scanner/core/result.h"
#include "scanner/core/secret.h"
#include "scanner/input/progress.h"

namespace credlint {

struct SigningKeys {
  Secret key_id;
  Secret secret;
  Secret token;  ///< empty for long-term keys
};

/// What came back, cut at limits; nothing of it is to be trusted.
struct HttpAnswer {
  int status = 0;
  std::string date;      ///< of the server
  std::string location;  ///< of a redirect, which is not followed
  std::string body;
};

/// Why nothing came back.
struct NoAnswer {
  std::string cause;  ///< a word: "no-curl", "no-route", "certificate", "timeout", …
  std::string message;
};

/// An answer, or why there is none.
struct Exchange {
  std::optional<HttpAnswer> answer;
  NoAnswer trouble;
};

/// A version of curl, "7.88.1".
struct CurlVersion {
  int major = 0, minor = 0;
  auto operator<=>(const CurlVersion&) const = default;
};

class Curl {
 public:
  /// The curl of PATH. An error says why none can be used.
  static Result<Curl> find(const Progress& progress);

  /// Asks STS who signs with the keys: POST, no redirects, at most `patience` and 256 kB.
  [[nodiscard]] Exchange ask_who(const StsRequest& request, const SigningKeys& keys,
                                 std::chrono::milliseconds patience,
                                 const Progress& progress) const;

 private:
  std::string path_;
  CurlVersion version_;
};

/// What curl reads from its standard input.
std::string curl_config(const StsRequest& request, const SigningKeys& keys,
                        std::chrono::milliseconds patience);

/// Takes what curl has written, headers and body, to pieces; nothing when it is no HTTP.
std::optional<HttpAnswer> read_http(std::string_view text);

}  // namespace credlint
