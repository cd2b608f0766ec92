// SPDX-License-Identifier: MIT
// Addresses of the container and instance metadata services, as the environment and the profile
// give them. Nothing is asked.
#pragma once

#include <string>
#include <string_view>

#include "rules/resolver/machine.h"
#include "rules/resolver/sdk.h"

namespace credlint::resolver {

struct ContainerUri {
  enum class State { NotSet, Good, NoHost, ForbiddenHost };
  State state = State::NotSet;
  std::string uri;
  std::string variable;
  std::string host;
};

/// Where credentials of a container would be asked for. AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
/// wins; over http only loopback and the hosts of rulesets/data/metadata_hosts.toml are allowed.
ContainerUri container_uri(const Machine& machine, const Sdk& sdk);

/// True when AWS_EC2_METADATA_DISABLED keeps the SDK from asking the instance.
bool is_imds_disabled(const Machine& machine, const Sdk& sdk);

/// The URL of the instance metadata service's token, or what is wrong with the settings.
struct ImdsEndpoint {
  std::string url;
  std::string error;
};

/// Settings as they are given: by code, by variable, by profile; empty where they are not.
struct ImdsSettings {
  std::string_view endpoint_in_code, mode_in_code;
  std::string_view endpoint_in_environment, mode_in_environment;
  std::string_view endpoint_in_profile, mode_in_profile;
};

ImdsEndpoint imds_endpoint(const ImdsSettings& settings);

}  // namespace credlint::resolver
