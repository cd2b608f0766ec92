// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/evaluator.h"

namespace credlint {

/// One word of a command.
struct CommandWord {
  Span span;
  Value value;
  TSNode node{};                       ///< null where there is no tree
  const SourceText* source = nullptr;  ///< of the node
  /// The value where it is known, else empty.
  [[nodiscard]] std::string_view text() const {
    return value.literal() ? value.text.reveal() : std::string_view();
  }
};

/// "-x", "--name".
inline bool is_option(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

/// "/usr/bin/aws" is aws.
inline std::string_view program_of(std::string_view word) {
  return word.substr(word.rfind('/') + 1);
}

/// The words of a command without those that only run it (sudo, timeout 5, env A=b): those are rows
/// of rulesets/data/command_wrappers.toml. The "A=b" among them are added to `assignments`.
std::vector<CommandWord> words_of_command(TSNode command, const CodeModel& model,
                                          const Evaluator& evaluator, const Catalog& catalog,
                                          std::vector<CommandWord>& assignments);

/// The program that the words run, "go" of "/usr/bin/go test"; empty where data/sdks.toml does not
/// say which SDK it has.
std::string program_with_sdk(const std::vector<CommandWord>& words, const Catalog& catalog);
/// The same for a command: "AWS_PROFILE= sudo go test".
std::string program_of_command(TSNode command, const CodeModel& model, const Evaluator& evaluator,
                               const Catalog& catalog);

}  // namespace credlint
