// SPDX-License-Identifier: MIT
// What the query of a pre-signed URL says. Source:
// docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace credlint {

struct PresignedUrl {
  std::string key_id;
  std::string region;   ///< of the signature's scope; empty for version 2
  std::string service;  ///< "s3"; empty for version 2
  bool has_token = false;
  std::optional<std::chrono::sys_seconds> signed_at;   ///< version 4 only
  std::optional<std::chrono::seconds> lifetime;        ///< version 4 only
  std::optional<std::chrono::sys_seconds> expires_at;  ///< absent when it cannot be read
};

/// Reads a query (or the URL, or the end of one) signed by version 4 or 2 of the signature. Accepts
/// '&', "&amp;" and "\u0026" between parameters. What is missing or not a literal stays empty.
PresignedUrl read_presigned_url(std::string_view query);

/// Decodes %XX once; a '%' without two hexadecimal digits stays as it is.
std::string percent_decode(std::string_view text);

}  // namespace credlint
