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
  /// It ends in what looks like a signature: 64 hexadecimal digits that are not all alike (version
  /// 4), or base64 of 20 bytes (version 2). Without one the URL opens nothing.
  bool is_signed = false;
  std::optional<std::chrono::sys_seconds> signed_at;   ///< version 4 only
  std::optional<std::chrono::seconds> lifetime;        ///< version 4 only
  std::optional<std::chrono::sys_seconds> expires_at;  ///< absent when it cannot be read
};

/// Reads a query (or the URL, or the end of one) signed by version 4 or 2 of the signature. Accepts
/// '&', "&amp;" and "\u0026" between parameters. What is missing or not a literal stays empty.
PresignedUrl read_presigned_url(std::string_view query);

/// The URL inside a bearer token that is one in base64 (of either alphabet, padded or not): what
/// Bedrock and EKS take. Nothing in it is set when the text is no base64 of a text.
PresignedUrl read_encoded_url(std::string_view base64);

/// What a URL still tells when it has expired: " It still names the key …", with a blank before it;
/// empty when it names none.
std::string remains_of(const PresignedUrl& url);

/// Decodes %XX once; a '%' without two hexadecimal digits stays as it is.
std::string percent_decode(std::string_view text);

}  // namespace credlint
