// SPDX-License-Identifier: MIT
// Native commands: what the same words mean in a shell.
#include <algorithm>

#include "parsers/formats/powershell/values.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint::powershell {
namespace {

constexpr std::size_t kMaxWords = 256;

/// "C:\…\AWS.exe" is aws.
std::string program_of(std::string_view written) {
  written.remove_prefix(written.find_last_of("/\\") + 1);
  std::string program = to_lower(written);
  if (ends_with(program, ".exe")) program.erase(program.size() - 4);
  return program;
}

bool begins_a_shape(std::span<const CallShape> shapes, std::string_view program) {
  return std::any_of(shapes.begin(), shapes.end(), [&](const CallShape& shape) {
    return starts_with(shape.callee, program) &&
           (shape.callee.size() == program.size() || shape.callee[program.size()] == ' ');
  });
}

}  // namespace

std::optional<ShellCommand> Values::native(std::size_t word, int depth) const {
  const LanguageRow* shell = catalog_.language("bash");
  if (shell == nullptr || depth > limits::kMaxFollowDepth) return std::nullopt;
  const Span name = script_.token(word).content;
  const std::string program = program_of(script_.slice(name));
  if (!begins_a_shape(shell->calls, program)) return std::nullopt;
  std::vector<CommandWord> words;
  words.push_back({script_.place(name), literal(program, name)});
  for (const Script::Argument& argument : script_.arguments(word)) {
    if (words.size() >= kMaxWords) break;
    if (argument.named) {
      const Span span = script_.token(argument.name).span;
      words.push_back({script_.place(span), literal(std::string(script_.slice(span)), span)});
    }
    if (!argument.value.empty())
      words.push_back(
          {script_.place(script_.span_of(argument.value)), evaluate(argument.value, depth + 1)});
  }
  return match_command(shell->calls, words, catalog_, writer_);
}

}  // namespace credlint::powershell
