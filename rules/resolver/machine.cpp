// SPDX-License-Identifier: MIT
#include "rules/resolver/machine.h"

namespace credlint::resolver {
namespace {

std::string_view value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string_view{} : found->second.reveal();
}

std::string home_of(const Environment& environment, Platform platform) {
  const std::string_view home = value_of(environment, "HOME");
  if (!home.empty() || platform == Platform::Posix) return std::string(home);
  const std::string_view profile = value_of(environment, "USERPROFILE");
  if (!profile.empty()) return std::string(profile);
  return std::string(value_of(environment, "HOMEDRIVE")) +
         std::string(value_of(environment, "HOMEPATH"));
}

}  // namespace

std::optional<std::string_view> Machine::variable(std::string_view name) const {
  const auto found = environment.find(name);
  if (found == environment.end()) return std::nullopt;
  return found->second.reveal();
}

std::optional<std::string_view> Machine::filled(std::string_view name) const {
  const auto value = variable(name);
  if (!value || value->empty()) return std::nullopt;
  return value;
}

std::string expand_home(std::string_view path, std::string_view home) {
  if (path == "~") return std::string(home);
  if (path.substr(0, 2) == "~/") return std::string(home) + std::string(path.substr(1));
  return std::string(path);
}

SharedPaths shared_paths(const Environment& environment, Platform platform) {
  SharedPaths paths;
  paths.home = home_of(environment, platform);
  const char separator = platform == Platform::Windows ? '\\' : '/';
  const std::string folder = paths.home + separator + ".aws" + separator;
  const std::string_view config = value_of(environment, "AWS_CONFIG_FILE");
  const std::string_view credentials = value_of(environment, "AWS_SHARED_CREDENTIALS_FILE");
  paths.config_named = !config.empty();
  paths.credentials_named = !credentials.empty();
  paths.config = paths.config_named ? expand_home(config, paths.home) : folder + "config";
  paths.credentials =
      paths.credentials_named ? expand_home(credentials, paths.home) : folder + "credentials";
  return paths;
}

}  // namespace credlint::resolver
