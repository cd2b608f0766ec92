// SPDX-License-Identifier: MIT
#include "rules/resolver/metadata.h"

#include <algorithm>

#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

constexpr std::string_view kContainerHost = "http://169.254.170.2";

/// The host of a URL without its port and brackets; empty when it has none.
std::string_view host_of(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return {};
  std::string_view rest = url.substr(slashes + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    rest.remove_prefix(at + 1);
  }
  if (!rest.empty() && rest.front() == '[') {
    const std::size_t close = rest.find(']');
    return close == std::string_view::npos ? std::string_view{} : rest.substr(1, close - 1);
  }
  return rest.substr(0, rest.find(':'));
}

/// 127.0.0.0/8, written as four numbers.
bool is_loopback_address(std::string_view host) {
  int parts = 0;
  for (std::size_t at = 0; at <= host.size(); ++parts) {
    const std::size_t end = std::min(host.find('.', at), host.size());
    const std::string_view part = host.substr(at, end - at);
    const bool digits = !part.empty() && part.size() <= 3 &&
                        part.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || (parts == 0 && part != "127")) return false;
    at = end + 1;
  }
  return parts == 4;
}

bool is_uri(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

ContainerUri container_uri(const Machine& machine, const Sdk& sdk) {
  const auto variable = [&](std::string_view name) {
    return sdk.empty_variables_count ? machine.variable(name) : machine.filled(name);
  };
  ContainerUri found;
  if (const auto relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
    found.state = ContainerUri::State::Good;
    found.uri = std::string(kContainerHost) + std::string(*relative);
    found.variable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    return found;
  }
  const auto full = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (!full) return found;
  found.uri = std::string(*full);
  found.variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  found.host = std::string(host_of(found.uri));
  const bool allowed = starts_with(found.uri, "https://") || is_loopback_address(found.host) ||
                       machine.catalog.table(Table::MetadataHosts).find(found.host) != nullptr;
  found.state = found.host.empty() ? ContainerUri::State::NoHost
                : allowed          ? ContainerUri::State::Good
                                   : ContainerUri::State::ForbiddenHost;
  return found;
}

bool is_imds_disabled(const Machine& machine, const Sdk& sdk) {
  const auto disabled = machine.filled("AWS_EC2_METADATA_DISABLED");
  if (!disabled) return false;
  if (sdk.imds_disabled_when_filled) return true;
  return sdk.imds_disabled_unless_false ? *disabled != "false"
                                        : equals_ignoring_case(*disabled, "true");
}

ImdsEndpoint imds_endpoint(const ImdsSettings& settings) {
  ImdsEndpoint found;
  for (const std::string_view endpoint :
       {settings.endpoint_in_code, settings.endpoint_in_environment,
        settings.endpoint_in_profile}) {
    if (endpoint.empty()) continue;
    if (!is_uri(endpoint)) {
      found.error = "invalid uri character";
    } else {
      found.url = std::string(endpoint) + "/latest/api/token";
    }
    return found;
  }
  std::string_view mode = "ipv4";
  for (const std::string_view given :
       {settings.mode_in_code, settings.mode_in_environment, settings.mode_in_profile}) {
    if (given.empty()) continue;
    mode = given;
    break;
  }
  if (equals_ignoring_case(mode, "ipv4")) {
    found.url = "http://169.254.169.254/latest/api/token";
  } else if (equals_ignoring_case(mode, "ipv6")) {
    found.url = "http://[fd00:ec2::254]/latest/api/token";
  } else {
    found.error = "`" + std::string(mode) + "` is not a valid endpoint mode";
  }
  return found;
}

}  // namespace credlint::resolver
