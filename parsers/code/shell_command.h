// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/evaluator.h"
#include "parsers/code/shell_words.h"

namespace credlint {

/// A shell command matched against the call shapes of its language.
struct ShellCommand {
  const CallShape* shape =
      nullptr;          ///< null when only the assignments before the command are known
  Span name;            ///< the word that names the command
  std::string program;  ///< as program_with_sdk() tells it
  struct Option {
    std::string_view role;
    std::string name;  ///< "--profile"; empty for positional words
    Span name_span;
    Value value;
    TSNode node{};  ///< of the value; null where it is a part of a word, or there is no tree
  };
  std::vector<Option> options;
  /// The value of the option or word of that role; absent when there is none.
  [[nodiscard]] Value value_of(std::string_view role) const;
};

/// The shape with the most leading words that the command begins with. A setting's name is told
/// apart from the profile that stands before it ("profile.ci.region").
std::optional<ShellCommand> match_command(std::span<const CallShape> shapes,
                                          const std::vector<CommandWord>& words,
                                          const Catalog& catalog, const FactWriter& writer);

/// Adds the facts of the command's options: profiles, regions, endpoints, env files, variables for
/// somebody else. `whole` is the command.
void emit_command(const ShellCommand& command, Span whole, ScopeId scope, const Catalog& catalog,
                  FactWriter& writer);
/// A word "NAME=value" or "export NAME=value" that sets a variable where it is handed to: docker
/// run -e NAME=value.
void emit_assignment(const Value& word, ScopeId scope, const Catalog& catalog, FactWriter& writer,
                     std::string_view program = {});
/// A setting that is a part of a credential, by a value that is not known.
void emit_setting_of_part(const Value& name, Value value, const Catalog& catalog,
                          FactWriter& writer);
/// An env file that is handed to a reader.
void emit_env_file(EnvFileReader reader, const Value& path, Span whole, FactWriter& writer);

/// Reads a command's words: leading words must be those of the shape's callee ("aws configure
/// set"),
/// "--name value" and "--name=value" are its keywords, other words its positional arguments. A
/// shape with more leading words is preferred. Commands that only run another are seen through.
std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator, const Catalog& catalog,
                                               const FactWriter& writer);

}  // namespace credlint
