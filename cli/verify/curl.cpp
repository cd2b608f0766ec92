// SPDX-License-Identifier: MIT
#include "cli/verify/curl.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "scanner/core/words.h"
#include "scanner/input/child_process.h"

namespace credlint {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxAnswerBytes = 256U << 10U;
constexpr milliseconds kPatienceForVersion{5000};
// Source: curl's CHANGES: --aws-sigv4 came with 7.75.0; headers of the caller are signed since
// 7.87.0, and AWS refuses a session token that is not.
constexpr CurlVersion kSigns{7, 75};
constexpr CurlVersion kSignsTokens{7, 87};

/// Nothing of the user's environment but where certificates lie, which a curl that was built
/// elsewhere may need.
std::vector<std::string> bare_environment() {
  std::vector<std::string> kept = {"LC_ALL=C"};
  for (const char* name : {"SSL_CERT_FILE", "SSL_CERT_DIR"}) {
    if (const char* value = std::getenv(name)) kept.push_back(fmt::format("{}={}", name, value));
  }
  return kept;
}

/// A text in the quotes of curl's configuration file. Line ends are escaped, too.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// "curl 7.88.1 (x86_64-pc-linux-gnu) …".
std::optional<CurlVersion> read_version(std::string_view text) {
  if (!starts_with(text, "curl ")) return std::nullopt;
  text.remove_prefix(5);
  CurlVersion version;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.major);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.minor);
  return minor.ec == std::errc() ? std::optional(version) : std::nullopt;
}

/// Control characters in a header or URL would be a header of their own. SDKs refuse them, too.
bool holds_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < ' ' || c == 0x7F; });
}

struct CurlFault {
  int code;
  std::string_view cause, message;
};
// Source: curl(1), EXIT CODES.
constexpr CurlFault kFaults[] = {
    {1, "not-sts", "what answers there does not speak HTTP"},
    {5, "no-route", "the host of the proxy is not known"},
    {6, "no-route", "the host of the endpoint is not known: no network, or no name server"},
    {7, "no-route", "nothing answers at the endpoint, or a firewall refuses"},
    {28, "timeout", "no answer in time"},
    {35, "certificate", "TLS could not be agreed on with what answers there"},
    {51, "certificate", "the certificate is for another host"},
    {52, "no-route", "the connection was closed without an answer"},
    {56, "no-route", "the connection broke off, or the proxy refused it"},
    {60, "certificate",
     "the certificate is not signed by an authority that is trusted here (AWS_CA_BUNDLE names "
     "another bundle)"},
    {63, "not-sts", "the answer is far too long for one of STS"},
    {77, "certificate", "the bundle of certificates cannot be read (AWS_CA_BUNDLE, ca_bundle)"},
    {97, "no-route", "the proxy refused the connection"},
};

NoAnswer no_answer(std::string_view cause, std::string_view message) {
  return {std::string(cause), std::string(message)};
}

NoAnswer trouble_of(const ChildOutcome& outcome) {
  using End = ChildOutcome::End;
  if (outcome.end == End::TooLate) return no_answer("timeout", "no answer in time");
  if (outcome.end == End::Stopped) return no_answer("interrupted", "the request was interrupted");
  if (outcome.end == End::TooLong) {
    return no_answer("not-sts", "the answer is far too long for one of STS");
  }
  for (const CurlFault& fault : kFaults) {
    if (fault.code == outcome.exit_code) return no_answer(fault.cause, fault.message);
  }
  return no_answer("curl", fmt::format("curl ended with exit code {}", outcome.exit_code));
}

std::string header_of(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find('\n'), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 1, headers.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (equals_ignoring_case(trim(line.substr(0, colon)), name))
      return std::string(trim(line.substr(colon + 1)));
  }
  return {};
}

}  // namespace

std::optional<HttpAnswer> read_http(std::string_view text) {
  HttpAnswer answer;
  // Answers that another one follows ("100 Continue") have a status below 200.
  while (answer.status < 200) {
    if (!starts_with(text, "HTTP/")) return std::nullopt;
    std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view headers = text.substr(0, end);
    const std::size_t space = headers.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view status = headers.substr(space + 1);
    std::from_chars(status.data(), status.data() + status.size(), answer.status);
    if (answer.status < 100) return std::nullopt;
    answer.date = header_of(headers, "date");
    answer.location = header_of(headers, "location");
    text.remove_prefix(end + 4);
  }
  answer.body = std::string(text);
  return answer;
}

std::string curl_config(const StsRequest& request, const SigningKeys& keys, milliseconds patience) {
  std::string out;
  const auto line = [&](std::string_view option, std::string_view value) {
    out += fmt::format("{} = {}\n", option, quoted(value));
  };
  const double seconds = static_cast<double>(patience.count()) / 1000;
  for (const char* option : {"silent", "include", "globoff", "http1.1", "suppress-connect-headers"})
    out += fmt::format("{}\n", option);
  line("proto", "=http,https");
  line("max-redirs", "0");
  line("max-time", fmt::format("{:.1f}", seconds));
  line("connect-timeout", fmt::format("{:.1f}", seconds));
  line("max-filesize", fmt::format("{}", kMaxAnswerBytes));
  line("url", request.url);
  line("data", "Action=GetCallerIdentity&Version=2011-06-15");
  line("aws-sigv4", fmt::format("aws:amz:{}:sts", request.region));
  line("user", fmt::format("{}:{}", keys.key_id.reveal(), keys.secret.reveal()));
  if (!keys.token.empty())
    line("header", fmt::format("X-Amz-Security-Token: {}", keys.token.reveal()));
  line("user-agent", "credlint");
  // An empty proxy is none, whatever else is configured.
  line("proxy", request.proxy);
  line("noproxy", request.no_proxy);
  if (!request.ca_bundle.empty()) line("cacert", request.ca_bundle);
  return out;
}

Result<Curl> Curl::find(const Progress& progress) {
  const auto path = find_program("curl");
  if (!path) return Error{"there is no curl on the PATH, which sends the request (7.75 or later)"};
  Curl curl;
  curl.path_ = *path;
  const auto deadline = std::chrono::steady_clock::now() + kPatienceForVersion;
  const Result<ChildOutcome> said = run_child({.command = {*path, "-q", "--version"},
                                               .environment = bare_environment(),
                                               .input = {},
                                               .deadline = deadline,
                                               .progress = &progress});
  const auto version = said && said->end == ChildOutcome::End::Exited && said->exit_code == 0
                           ? read_version(said->output)
                           : std::nullopt;
  if (!version) return Error{fmt::format("{} does not say which version of curl it is", *path)};
  if (*version < kSigns) {
    return Error{fmt::format("{} is version {}.{}, which cannot sign for AWS; 7.75 or later can",
                             *path, version->major, version->minor)};
  }
  curl.version_ = *version;
  return curl;
}

Exchange Curl::ask_who(const StsRequest& request, const SigningKeys& keys, milliseconds patience,
                       const Progress& progress) const {
  if (!keys.token.empty() && version_ < kSignsTokens) {
    return {std::nullopt,
            no_answer("no-curl", fmt::format("{} is version {}.{}, which cannot sign a session "
                                             "token; 7.87 or later can",
                                             path_, version_.major, version_.minor))};
  }
  for (const Secret* part : {&keys.key_id, &keys.secret, &keys.token}) {
    if (!holds_control_characters(part->reveal())) continue;
    return {std::nullopt, no_answer("damaged-key",
                                    "the credentials hold a line end or another "
                                    "control character; no client can send them")};
  }
  // curl ends by itself; the rest is for a program that does not.
  const auto deadline = std::chrono::steady_clock::now() + patience + milliseconds(500);
  const Result<ChildOutcome> outcome = run_child({.command = {path_, "-q", "--config", "-"},
                                                  .environment = bare_environment(),
                                                  .input = curl_config(request, keys, patience),
                                                  .deadline = deadline,
                                                  .max_output = kMaxAnswerBytes,
                                                  .progress = &progress});
  if (!outcome) return {std::nullopt, no_answer("no-curl", outcome.error().message)};
  const bool whole = outcome->end == ChildOutcome::End::Exited && outcome->exit_code == 0;
  if (!whole) return {std::nullopt, trouble_of(*outcome)};
  auto answer = read_http(outcome->output);
  if (!answer)
    return {std::nullopt, no_answer("not-sts", "what answers there does not speak HTTP")};
  return {std::move(answer), {}};
}

}  // namespace credlint
