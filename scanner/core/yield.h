// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace credlint {

/// What a call of an SDK or library makes: `yields` in language.toml. In the order of kYields.
enum class Yield : std::uint8_t {
  Client,           ///< a client of a service
  Resource,         ///< boto3's resource, and its like: a client with objects
  Session,          ///< what clients are made of
  Credentials,      ///< an object of credentials, or what provides them
  Config,           ///< an object of settings of clients
  Defaults,         ///< sets what later clients begin with
  Object,           ///< known, only merged into its caller
  Option,           ///< as Object, for one part of its caller
  Role,             ///< a role assumption; of a command, its last word is the operation
  RoleUse,          ///< the answer of a role assumption that another call asked for
  Settings,         ///< values without a construction
  Block,            ///< the same, and what stands in it belongs together
  Property,         ///< a setting by `name` and `value`
  UserKey,          ///< new keys of a user, which no token belongs to
  Same,             ///< the object that it is called on
  Command,          ///< a shell command
  Env,              ///< a variable of the environment, or a setting of a library
  EnvWrite,         ///< sets one
  EnvWriteTest,     ///< sets one, as tests do
  Value,            ///< stands for its argument
  Duration,         ///< stands for its argument times CallShape::unit seconds
  Presign,          ///< a pre-signed URL
  Dotenv,           ///< reads an env file
  Partial,          ///< its first argument, given the others beforehand
  Dict,             ///< an object of its keyword arguments
  Merge,            ///< an object of what the object that it is called on and its arguments hold
  SettingsFile,     ///< what is read of the one file of settings that the text names
  SettingsOfEach,   ///< of `config/<name>.yml`, below an environment
  SettingsSection,  ///< of the settings below a name
  ConfigFile,       ///< a member of what another file returns
  Watched,          ///< a call that rules ask about by its own name
};

/// As language.toml spells them.
inline constexpr std::string_view kYields[] = {"client",
                                               "resource",
                                               "session",
                                               "credentials",
                                               "config",
                                               "defaults",
                                               "object",
                                               "option",
                                               "role",
                                               "role-use",
                                               "settings",
                                               "block",
                                               "property",
                                               "user-key",
                                               "same",
                                               "command",
                                               "env",
                                               "env-write",
                                               "env-write-test",
                                               "value",
                                               "duration",
                                               "presign",
                                               "dotenv",
                                               "partial",
                                               "dict",
                                               "merge",
                                               "settings-file",
                                               "settings-of-each",
                                               "settings-section",
                                               "config-file",
                                               "watched"};

constexpr std::string_view word_of(Yield yield) { return kYields[static_cast<std::size_t>(yield)]; }

/// A member of settings that stand in another file.
constexpr bool is_of_settings(Yield yield) {
  return yield == Yield::SettingsFile || yield == Yield::SettingsOfEach ||
         yield == Yield::SettingsSection;
}

}  // namespace credlint
