// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/evaluator.h"

namespace credlint {

/// A shell command matched against the call shapes of its language.
struct ShellCommand {
  const CallShape* shape =
      nullptr;    ///< null when only the assignments before the command are known
  TSNode name{};  ///< the word that names the command
  struct Option {
    std::string_view role;
    std::string name;  ///< "--profile"; empty for positional words
    TSNode name_node{};
    Value value;
  };
  std::vector<Option> options;
};

/// Reads a command's words: leading words must be those of the shape's callee ("aws configure
/// set"),
/// "--name value" and "--name=value" are its keywords, other words its positional arguments. A
/// shape with more leading words is preferred.
std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator,
                                               const FactWriter& writer);

}  // namespace credlint
