// SPDX-License-Identifier: MIT
#include "cli/help/completions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace credlint {
namespace {

bool names_folder(std::string_view value) { return value == "DIR"; }

bool names_file(std::string_view value) {
  return value == "FILE" || value == "PATH" || value == "REPORT";
}

/// The commands that can be typed, with all that leads to them.
void flatten(const CommandDoc& command, std::vector<const CommandDoc*>& out) {
  out.push_back(&command);
  for (const CommandDoc& below : command.commands) flatten(below, out);
}

std::vector<const CommandDoc*> flat(const CommandDoc& program) {
  std::vector<const CommandDoc*> commands;
  flatten(program, commands);
  return commands;
}

/// Within single quotes of any shell. No text of ours has such a quote that must be kept.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "’";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::vector<std::string> words_below(const CommandDoc& command) {
  std::vector<std::string> words;
  for (const CommandDoc& below : command.commands) words.push_back(below.word);
  return words;
}

/// The words that can come after a command and are no flag.
std::vector<std::string> next_words(const CommandDoc& command) {
  std::vector<std::string> words = words_below(command);
  for (const FlagDoc& argument : command.arguments)
    words.insert(words.end(), argument.choices.begin(), argument.choices.end());
  return words;
}

/// The program, with all commands where an argument may be one.
CommandDoc with_command_words(CommandDoc program) {
  const std::vector<std::string> words = words_below(program);
  for (CommandDoc& command : program.commands) {
    for (FlagDoc& argument : command.arguments) {
      if (argument.name == "COMMAND") argument.choices = words;
    }
  }
  return program;
}

/// Whether a value is one of the choices, "=" and a file.
bool names_choice_and_file(const FlagDoc& flag) { return flag.value.ends_with("=FILE"); }

bool takes_files(const CommandDoc& command) {
  return std::ranges::any_of(command.arguments,
                             [](const FlagDoc& argument) { return names_file(argument.name); });
}

// bash

/// What completes the value of a flag.
std::string bash_value(const FlagDoc& flag) {
  if (names_choice_and_file(flag))
    return fmt::format(
        "compopt -o nospace 2>/dev/null; COMPREPLY=($(compgen -S = -W {} -- \"$cur\"))",
        in_quotes(fmt::format("{}", fmt::join(flag.choices, " "))));
  if (!flag.choices.empty())
    return fmt::format("COMPREPLY=($(compgen -W {} -- \"$cur\"))",
                       in_quotes(fmt::format("{}", fmt::join(flag.choices, " "))));
  if (names_folder(flag.value)) return "COMPREPLY=($(compgen -d -- \"$cur\"))";
  if (names_file(flag.value)) return "COMPREPLY=($(compgen -f -- \"$cur\"))";
  return "COMPREPLY=()";
}

std::string bash_command(const CommandDoc& command, const CommandDoc& program) {
  std::string words;
  std::string values;
  const auto add = [&](const FlagDoc& flag) {
    words += fmt::format(" --{}", flag.name);
    if (!flag.value.empty())
      values += fmt::format("        --{}{}) {}; return ;;\n", flag.name,
                            flag.letter.empty() ? "" : "|-" + flag.letter, bash_value(flag));
  };
  for (const FlagDoc& flag : command.flags) add(flag);
  if (&command != &program) {
    for (const FlagDoc& flag : program.flags) {
      if (flag.name != "help" && flag.name != "version") add(flag);
    }
  }
  std::string out = fmt::format("    {})\n      case \"$prev\" in\n{}        *) ;;\n      esac\n",
                                in_quotes(command.path), values);
  out += fmt::format("      flags={}\n      words={}\n      files={}\n      ;;\n",
                     in_quotes(std::string_view(words).substr(words.empty() ? 0 : 1)),
                     in_quotes(fmt::format("{}", fmt::join(next_words(command), " "))),
                     takes_files(command) ? "yes" : "");
  return out;
}

constexpr std::string_view kBashEnd = R"(    *) ;;
  esac
  if [[ "$cur" == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    if [[ -n "$files" ]]; then COMPREPLY+=($(compgen -f -- "$cur")); fi
  fi
}
complete -o filenames -F _credlint credlint
)";

// zsh

/// Within "[…]" of a specification, in single quotes.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "’";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_value(std::string_view value, const std::vector<std::string>& choices) {
  if (value.ends_with("=FILE"))
    return fmt::format("{{compadd -S \"\" -- {}=}}", fmt::join(choices, "= "));
  if (!choices.empty()) return fmt::format("({})", fmt::join(choices, " "));
  if (names_folder(value)) return "_files -/";
  return names_file(value) ? "_files" : " ";
}

std::string zsh_flag(const FlagDoc& flag) {
  const std::string rest =
      flag.value.empty() ? fmt::format("[{}]", zsh_text(flag.text))
                         : fmt::format("[{}]:{}:{}", zsh_text(flag.text), zsh_text(flag.value),
                                       zsh_value(flag.value, flag.choices));
  const std::string many = flag.repeats ? "*" : "";
  const char* equals = flag.value.empty() ? "" : "=";
  std::string out = fmt::format("    '{}--{}{}{}' \\\n", many, flag.name, equals, rest);
  if (!flag.letter.empty()) out += fmt::format("    '{}-{}{}' \\\n", many, flag.letter, rest);
  return out;
}

std::string zsh_function_name(const CommandDoc& command) {
  std::string name = "_" + command.path;
  std::ranges::replace(name, ' ', '_');
  return name;
}

/// A function for a command that has others below it.
std::string zsh_group(const CommandDoc& command) {
  std::string list;
  std::string cases;
  for (const CommandDoc& below : command.commands) {
    list += fmt::format("    '{}:{}'\n", below.word, zsh_text(below.text));
    cases += fmt::format("        {}) {} ;;\n", below.word, zsh_function_name(below));
  }
  std::string flags;
  for (const FlagDoc& flag : command.flags) flags += zsh_flag(flag);
  return fmt::format(
      "{}() {{\n  local line state\n  local -a commands=(\n{}  )\n  _arguments -C \\\n{}"
      "    '1:command:->command' \\\n    '*::argument:->argument'\n  case $state in\n"
      "    command) _describe command commands ;;\n    argument)\n      case $line[1] in\n{}"
      "      esac ;;\n  esac\n}}\n\n",
      zsh_function_name(command), list, flags, cases);
}

std::string zsh_leaf(const CommandDoc& command) {
  std::string lines;
  for (const FlagDoc& flag : command.flags) lines += zsh_flag(flag);
  for (const FlagDoc& argument : command.arguments) {
    lines += fmt::format("    '{}:{}:{}' \\\n", argument.repeats ? "*" : "",
                         zsh_text(argument.name), zsh_value(argument.name, argument.choices));
  }
  return fmt::format("{}() {{\n  _arguments \\\n{}    && return\n}}\n\n",
                     zsh_function_name(command), lines);
}

// fish

std::string fish_condition(const CommandDoc& command, const CommandDoc& program) {
  if (&command == &program) return "__fish_use_subcommand";
  std::string condition;
  std::string_view rest = std::string_view(command.path).substr(program.path.size() + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (!condition.empty()) condition += "; and ";
    condition += fmt::format("__fish_seen_subcommand_from {}", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (command.commands.empty()) return condition;
  std::string below;
  for (const CommandDoc& next : command.commands) below += " " + next.word;
  return fmt::format("{}; and not __fish_seen_subcommand_from{}", condition, below);
}

std::string fish_flag(const FlagDoc& flag, const std::string& condition) {
  std::string out =
      fmt::format("complete -c credlint -n {} -l {}", in_quotes(condition), flag.name);
  if (!flag.letter.empty()) out += " -s " + flag.letter;
  if (!flag.value.empty()) {
    out += " -r";
    if (names_choice_and_file(flag)) {
      out += fmt::format(" -f -a {}", in_quotes(fmt::format("{}=", fmt::join(flag.choices, "= "))));
    } else if (!flag.choices.empty()) {
      out += fmt::format(" -f -a {}", in_quotes(fmt::format("{}", fmt::join(flag.choices, " "))));
    } else if (names_folder(flag.value)) {
      out += " -f -a '(__fish_complete_directories)'";
    } else if (names_file(flag.value)) {
      out += " -F";
    } else {
      out += " -f";
    }
  }
  return fmt::format("{} -d {}\n", out, in_quotes(flag.text));
}

std::string fish_command(const CommandDoc& command, const CommandDoc& program) {
  const std::string condition = fish_condition(command, program);
  std::string out;
  for (const CommandDoc& below : command.commands) {
    out += fmt::format("complete -c credlint -n {} -f -a {} -d {}\n", in_quotes(condition),
                       below.word, in_quotes(below.text));
  }
  for (const FlagDoc& argument : command.arguments) {
    if (argument.choices.empty() && names_file(argument.name))
      out += fmt::format("complete -c credlint -n {} -F\n", in_quotes(condition));
    if (!argument.choices.empty())
      out += fmt::format("complete -c credlint -n {} -f -a {}\n", in_quotes(condition),
                         in_quotes(fmt::format("{}", fmt::join(argument.choices, " "))));
  }
  for (const FlagDoc& flag : command.flags) out += fish_flag(flag, condition);
  return out;
}

}  // namespace

std::string bash_completion(const CommandDoc& plain) {
  const CommandDoc program = with_command_words(plain);
  const std::vector<const CommandDoc*> commands = flat(program);
  std::string paths;
  for (const CommandDoc* command : commands) paths += in_quotes(command->path) + "|";
  paths.pop_back();
  std::string out = fmt::format(
      "# bash completion for credlint\n"
      "_credlint() {{\n  local cur=\"${{COMP_WORDS[COMP_CWORD]}}\" "
      "prev=\"${{COMP_WORDS[COMP_CWORD-1]}}\"\n"
      "  local command=credlint flags='' words='' files='' word\n  COMPREPLY=()\n"
      // bash takes "--flag=value" for three words.
      "  local value=''\n"
      "  if [[ \"$cur\" == '=' ]]; then\n    cur='' value=yes\n"
      "  elif [[ \"$prev\" == '=' ]]; then\n"
      "    prev=\"${{COMP_WORDS[COMP_CWORD-2]}}\" value=yes\n  fi\n"
      "  if [[ -n \"$value\" && \"$prev\" != -* ]]; then\n"
      "    COMPREPLY=($(compgen -f -- \"$cur\"))\n    return\n  fi\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \"$command $word\" in\n      {}) command+=\" $word\" ;;\n      *) ;;\n    esac\n"
      "  done\n  case \"$command\" in\n",
      paths);
  for (const CommandDoc* command : commands) out += bash_command(*command, program);
  return out + std::string(kBashEnd);
}

std::string zsh_completion(const CommandDoc& plain) {
  const CommandDoc program = with_command_words(plain);
  std::string out = "#compdef credlint\n\n";
  for (const CommandDoc* command : flat(program))
    out += command->commands.empty() ? zsh_leaf(*command) : zsh_group(*command);
  return out +
         "if [ \"$funcstack[1]\" = _credlint ]; then _credlint; else compdef _credlint credlint; "
         "fi\n";
}

std::string fish_completion(const CommandDoc& plain) {
  const CommandDoc program = with_command_words(plain);
  std::string out = "# fish completion for credlint\ncomplete -c credlint -f\n";
  for (const FlagDoc& flag : program.flags) {
    if (flag.name == "color") out += fish_flag(flag, "true");
  }
  for (const CommandDoc* command : flat(program)) out += fish_command(*command, program);
  return out;
}

}  // namespace credlint
