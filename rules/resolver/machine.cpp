// SPDX-License-Identifier: MIT
#include "rules/resolver/machine.h"

#include "scanner/core/words.h"

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

namespace {

/// Replaces "$NAME" and "${NAME}"; what is not set stays as it is written.
std::string expand_variables(std::string_view text, const Environment& environment) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool braced = text.substr(at, 2) == "${";
    const std::size_t begin = at + (braced ? 2 : 1);
    std::size_t end = begin;
    while (text[at] == '$' && end < text.size() && is_name_character(text[end])) ++end;
    const bool closed = !braced || (end < text.size() && text[end] == '}');
    const auto found =
        end == begin ? environment.end() : environment.find(text.substr(begin, end - begin));
    if (found == environment.end() || !closed) {
      out += text[at++];
      continue;
    }
    out += found->second.reveal();
    at = end + (braced ? 1 : 0);
  }
  return out;
}

/// The file that the variable names; absent when it names none.
std::optional<std::string> named_file(const Environment& environment, std::string_view name,
                                      const std::string& home, const FileVariables& variables) {
  const auto found = environment.find(name);
  if (!variables.heeded || found == environment.end()) return std::nullopt;
  if (found->second.empty() && !variables.empty_counts) return std::nullopt;
  std::string path(found->second.reveal());
  if (variables.dollars) path = expand_variables(path, environment);
  return variables.tilde ? expand_home(path, home) : path;
}

}  // namespace

SharedPaths shared_paths(const Environment& environment, Platform platform,
                         const FileVariables& variables) {
  SharedPaths paths;
  paths.home = home_of(environment, platform);
  const char separator = platform == Platform::Windows ? '\\' : '/';
  const std::string folder = paths.home + separator + ".aws" + separator;
  const auto config = named_file(environment, "AWS_CONFIG_FILE", paths.home, variables);
  const auto credentials = named_file(environment, variables.credentials, paths.home, variables);
  paths.credentials_variable = std::string(variables.credentials);
  paths.config_named = config.has_value();
  paths.credentials_named = credentials.has_value();
  paths.config = config.value_or(folder + "config");
  paths.credentials = credentials.value_or(folder + "credentials");
  return paths;
}

}  // namespace credlint::resolver
