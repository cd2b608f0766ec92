// SPDX-License-Identifier: MIT
#include "cli/help/help_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kMargin = 2;
/// Where sentences begin. A flag that needs more room has its sentence on the next line.
constexpr std::size_t kColumn = 30;
constexpr std::size_t kMostChoices = 24;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

/// Breaks a text at blanks; every line but the first is indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t used) {
  std::string out;
  std::size_t column = used;
  bool first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (!first && column + 1 + width_of(word) > kWidth) {
      out += fmt::format("\n{:{}}", "", indent);
      column = indent;
      first = true;
    }
    if (!first) out += ' ';
    out += word;
    column += width_of(word) + (first ? 0 : 1);
    first = false;
  }
  return out;
}

/// One line of a list, or more: what is named, and a sentence beside it.
std::string entry(const std::string& name, std::string_view text) {
  std::string out = fmt::format("{:{}}{}", "", kMargin, name);
  const std::size_t used = kMargin + width_of(name);
  if (used + 2 > kColumn) {
    out += fmt::format("\n{:{}}", "", kColumn);
  } else {
    out += std::string(kColumn - used, ' ');
  }
  return out + wrapped(text, kColumn, kColumn) + "\n";
}

std::string name_of(const FlagDoc& flag) {
  std::string out = flag.letter.empty() ? "    " : fmt::format("-{}, ", flag.letter);
  out += "--" + flag.name;
  if (!flag.value.empty()) out += " " + flag.value;
  return out;
}

std::string list_of(const std::vector<FlagDoc>& flags) {
  std::string out;
  std::string_view group;
  for (const FlagDoc& flag : flags) {
    if (flag.group != group) out += fmt::format("\n{}:\n", flag.group);
    group = flag.group;
    out += entry(name_of(flag), sentence_of(flag));
  }
  return out;
}

}  // namespace

std::string usage_of(const CommandDoc& command) {
  std::string out = command.path;
  if (!command.commands.empty()) return out + " COMMAND";
  out += " [OPTIONS]";
  for (const FlagDoc& argument : command.arguments) {
    const std::string name = argument.name + (argument.repeats ? "..." : "");
    out += argument.fallback.empty() ? " " + name : fmt::format(" [{}]", name);
  }
  return out;
}

std::string sentence_of(const FlagDoc& flag) {
  std::string out = flag.text;
  // The choices that the value's own name lists, or that of --format, need no repeating.
  const bool named = flag.value.find_first_of("|=") != std::string::npos;
  if (!named && !flag.choices.empty() && flag.choices.size() <= kMostChoices)
    out += fmt::format(": {}", fmt::join(flag.choices, ", "));
  if (!flag.fallback.empty()) out += fmt::format(" [default: {}]", flag.fallback);
  if (flag.repeats && !flag.value.empty()) out += " (repeatable)";
  return out;
}

std::string help_text(const CommandDoc& command) {
  std::string out = command.text + "\n\nUsage: " + usage_of(command) + "\n";
  if (!command.commands.empty()) out += "\nCommands:\n";
  for (const CommandDoc& below : command.commands) out += entry(below.word, below.text);
  if (!command.arguments.empty()) out += "\nArguments:\n";
  for (const FlagDoc& argument : command.arguments)
    out += entry(argument.name, sentence_of(argument));
  out += list_of(command.flags);
  if (!command.commands.empty()) {
    const std::string above =
        command.path.substr(std::min(command.path.find(' '), command.path.size()));
    out += fmt::format("\nAll flags of a command: credlint help{} COMMAND\n", above);
  }
  return out;
}

}  // namespace credlint
