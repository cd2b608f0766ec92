// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/evaluator.h"

namespace credlint {

/// One word of a command.
struct CommandWord {
  Span span;
  Value value;
};

/// A shell command matched against the call shapes of its language.
struct ShellCommand {
  const CallShape* shape =
      nullptr;  ///< null when only the assignments before the command are known
  Span name;    ///< the word that names the command
  struct Option {
    std::string_view role;
    std::string name;  ///< "--profile"; empty for positional words
    Span name_span;
    Value value;
  };
  std::vector<Option> options;
  /// The value of the option or word of that role; absent when there is none.
  [[nodiscard]] Value value_of(std::string_view role) const;
};

/// The shape with the most leading words that the command begins with.
std::optional<ShellCommand> match_command(std::span<const CallShape> shapes,
                                          const std::vector<CommandWord>& words,
                                          const FactWriter& writer);

/// Adds the facts of the command's options: profiles, regions, endpoints, env files, variables for
/// somebody else. `whole` is the command.
void emit_command(const ShellCommand& command, Span whole, ScopeId scope, const Catalog& catalog,
                  FactWriter& writer);
/// An env file that is handed to a reader.
void emit_env_file(EnvFileReader reader, const Value& path, Span whole, FactWriter& writer);

/// Reads a command's words: leading words must be those of the shape's callee ("aws configure
/// set"),
/// "--name value" and "--name=value" are its keywords, other words its positional arguments. A
/// shape with more leading words is preferred.
std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator,
                                               const FactWriter& writer);

}  // namespace credlint
