// SPDX-License-Identifier: MIT
// The JSON files below ~/.aws/sso/cache, ~/.aws/cli/cache and ~/.aws/login/cache. What they hold is
// secret: of tokens and keys only their presence is kept.
// Source: botocore 1.43.67 utils.py (SSOTokenLoader, JSONFileCache), tokens.py, credentials.py
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "parsers/parser.h"

namespace credlint::parsers {
namespace {

using Json = nlohmann::json;

/// A string of the text, without its quotes, and the name it is bound to.
struct Text {
  std::string_view name;
  std::string_view value;
  Span span;
};

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// Where the string that begins behind the quote ends; the text's end when it is cut off.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at, text.size());
}

/// All strings that are values, in order, also of a file that is cut off.
std::vector<Text> string_values(std::string_view text) {
  std::vector<Text> values;
  std::string_view name;
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string_view::npos;) {
    const std::size_t begin = at + 1;
    const std::size_t end = end_of_string(text, begin);
    const std::string_view content = text.substr(begin, end - begin);
    at = std::min(end + 1, text.size());
    const std::size_t next = skip_blanks(text, at);
    if (next < text.size() && text[next] == ':') {
      name = content;
      at = next + 1;
      continue;
    }
    values.push_back(
        {name, content, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
  }
  return values;
}

/// Names whose values may be shown, or are masked by their shape (ids of access keys). All else is
/// masked, also what future versions write.
bool may_be_shown(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames = {
      "AccessKeyId",   "accessKeyId", "startUrl",
      "region",        "expiresAt",   "registrationExpiresAt",
      "Expiration",    "accountId",   "AccountId",
      "ProviderType",  "tokenType",   "Arn",
      "AssumedRoleId", "scopes"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

CacheKind kind_of(std::string_view path) {
  if (path.find("/cli/cache/") != std::string_view::npos) return CacheKind::Cli;
  if (path.find("/login/cache/") != std::string_view::npos) return CacheKind::Login;
  return CacheKind::Sso;
}

std::string name_of(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

/// The member when it is a string, else empty.
std::string string_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool has_text(const Json& object, const char* name) { return !string_of(object, name).empty(); }

/// The member when it is an object, else an empty object.
Json object_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : Json::object();
}

void read_sso(const Json& file, CacheEntry& entry) {
  entry.start_url = string_of(file, "startUrl");
  entry.region = string_of(file, "region");
  entry.expires = string_of(file, "expiresAt");
  entry.registration_expires = string_of(file, "registrationExpiresAt");
  entry.has_access_token = has_text(file, "accessToken");
  entry.has_refresh_token = has_text(file, "refreshToken");
  entry.refreshable =
      entry.has_refresh_token && has_text(file, "clientId") && has_text(file, "clientSecret");
}

void read_cli(const Json& file, CacheEntry& entry) {
  const Json credentials = object_of(file, "Credentials");
  entry.expires = string_of(credentials, "Expiration");
  entry.account = string_of(credentials, "AccountId");
  entry.key_id = Secret(string_of(credentials, "AccessKeyId"));
  entry.has_secret = has_text(credentials, "SecretAccessKey");
  entry.has_token = has_text(credentials, "SessionToken");
}

void read_login(const Json& file, CacheEntry& entry) {
  const Json credentials = object_of(file, "accessToken");
  entry.expires = string_of(credentials, "expiresAt");
  entry.account = string_of(credentials, "accountId");
  entry.key_id = Secret(string_of(credentials, "accessKeyId"));
  entry.has_secret = has_text(credentials, "secretAccessKey");
  entry.has_token = has_text(credentials, "sessionToken");
  entry.has_refresh_token = has_text(file, "refreshToken");
  entry.refreshable =
      entry.has_refresh_token && has_text(file, "clientId") && has_text(file, "dpopKey");
}

void read_members(std::string_view text, CacheEntry& entry) {
  const Json file = Json::parse(text, nullptr, false);
  entry.complete = file.is_object();
  if (!entry.complete) return;
  if (entry.kind == CacheKind::Sso) read_sso(file, entry);
  if (entry.kind == CacheKind::Cli) read_cli(file, entry);
  if (entry.kind == CacheKind::Login) read_login(file, entry);
}

}  // namespace

void parse_aws_cache(const ParseInput& input, FactWriter& out) {
  const SourceFile& source = input.source;
  CacheEntry entry;
  entry.kind = kind_of(source.path());
  entry.name = name_of(source.path());
  entry.scope = out.new_scope();
  entry.at = out.locate(source.line_span(1));
  read_members(source.text(), entry);
  const std::string_view expiry = entry.kind == CacheKind::Cli ? "Expiration" : "expiresAt";
  for (const Text& text : string_values(source.text())) {
    if (text.name == expiry && text.value == entry.expires) entry.at = out.locate(text.span);
    if (text.name == "registrationExpiresAt") entry.registration_at = out.locate(text.span);
    if (!may_be_shown(text.name)) entry.masked.push_back(text.span);
  }
  out.add(std::move(entry));
}

}  // namespace credlint::parsers
