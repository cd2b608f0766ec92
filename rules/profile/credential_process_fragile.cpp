// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct Problem {
  std::string message;  // empty when there is none
  std::string help;
  Severity severity = Severity::Warning;
};

/// Who starts the program, which decides what becomes of a shell's signs.
resolver::Outcomes outcomes_of_start(const RuleContext& context) {
  resolver::Outcomes outcomes(context.catalog);
  for (const resolver::Sdk& sdk : context.view<resolver::AllSdks>().list()) {
    outcomes.add(sdk.name, sdk.starts_process_itself ? "start the program without a shell"
                                                     : "start the program in a shell");
  }
  return outcomes;
}

// The command with what stands in quotes blanked out: what is left is what a shell would heed.
std::string outside_quotes(std::string_view command) {
  std::string bare(command);
  char quote = '\0';
  for (std::size_t i = 0; i < bare.size(); ++i) {
    const char c = bare[i];
    if (quote == '\0' && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = '\0';
    else if (quote == '\0')
      continue;
    bare[i] = 'q';
  }
  return bare;
}

std::string_view first_word(std::string_view command) {
  return command.substr(0, command.find_first_of(" \t"));
}

// "sh -c '…'": the shell is there already.
bool starts_shell(std::string_view command) {
  const std::string_view program = first_word(command);
  const std::string_view name = program.substr(program.rfind('/') + 1);
  constexpr std::array<std::string_view, 8> kShells = {"sh",  "bash",       "zsh",  "dash",
                                                       "cmd", "powershell", "pwsh", "cmd.exe"};
  return std::find(kShells.begin(), kShells.end(), name) != kShells.end();
}

bool is_drive(std::string_view word) {
  return word.size() > 2 && word[1] == ':' && (word[2] == '\\' || word[2] == '/');
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0 || is_digit(word[0])) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), [](char c) {
    return c == '_' || is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

/// `start` says who starts a shell.
Problem shell_problem(std::string_view bare, std::string_view start) {
  const std::string_view word = first_word(bare);
  if (starts_with(word, "~")) {
    return {fmt::format("Only a shell expands \"~\" in credential_process. {}", start),
            "write the whole path of the program"};
  }
  if (is_assignment(word)) {
    return {fmt::format("credential_process begins with an assignment, which only a shell "
                        "understands. {}",
                        start),
            "begin with the program \"env\", or write a script that sets the variable"};
  }
  if (bare.find_first_of("|<>;&`") != std::string_view::npos || contains(bare, "$(")) {
    return {fmt::format("credential_process holds a pipe, a redirection or another sign of the "
                        "shell. {} Without a shell it reaches the program as an argument.",
                        start),
            "put the command line into a script and name that"};
  }
  if (is_expansion(bare)) {
    return {fmt::format("Only a shell expands a variable in credential_process. {}", start),
            "write the value itself, or put the command line into a script"};
  }
  return {};
}

Problem path_problem(std::string_view command, std::string_view bare) {
  const std::string_view word = first_word(bare);
  if (is_drive(command) && !ends_with(to_lower(word), ".exe") && contains(command, " ") &&
      command.find('\\', word.size()) != std::string_view::npos && contains(word, "Program")) {
    return {
        "The program's path holds a blank and stands without quotes, so that its first word is "
        "taken for the program, by every SDK.",
        "put the path in double quotes"};
  }
  const bool relative = contains(word, "/") && word.front() != '/' && !is_drive(word) &&
                        command.front() != '"' && command.front() != '\'';
  if (relative) {
    return {
        "credential_process names a program by a relative path, which every SDK looks up in "
        "the folder where it happens to run.",
        "write the whole path of the program"};
  }
  if (contains(command, "[") && contains(command, "]")) {
    return {
        "The command holds \"[\" and \"]\", and the SDK for C++ takes such a line for a section "
        "header: the profile ends there. Other SDKs read it.",
        "put the command line into a script", Severity::Note};
  }
  return {};
}

/// The parser has taken off quotes around the whole line. A path may hold blanks itself; then a
/// folder follows, or the program's ending.
bool holds_arguments(std::string_view command) {
  const std::size_t blank = command.find(' ');
  if (blank == std::string_view::npos) return false;
  if (contains(command, " -")) return true;
  const std::string_view rest = command.substr(blank);
  return !is_drive(command) && rest.find_first_of("/\\.") == std::string_view::npos;
}

resolver::Outcomes outcomes_in_quotes(const RuleContext& context, Quoting quoting) {
  const char quote = quoting == Quoting::Double ? '"' : '\'';
  const resolver::SmallMachine machine(
      context,
      {"[profile dev]", "region = us-east-1",
       fmt::format("credential_process = {}{}{}", quote, "/usr/bin/program argument", quote)},
      {}, {{"AWS_PROFILE", "dev"}});
  return resolver::stops_or(context, machine, [](const resolver::Resolution& resolution) {
    return resolution.credentials ? "take the quotes off" : "pass it over";
  });
}

Problem problem_of(const RuleContext& context, const ConfigSetting& setting,
                   std::string_view start) {
  const std::string_view command = setting.value.reveal();
  if (setting.quoting == Quoting::Double || setting.quoting == Quoting::Single) {
    if (!holds_arguments(command)) return {};
    return {
        fmt::format("The whole command stands in quotes: a program with arguments in its name. {}",
                    outcomes_in_quotes(context, setting.quoting).sentence()),
        "put only a path that holds a blank in quotes"};
  }
  const std::string bare = outside_quotes(command);
  if (!starts_shell(command)) {
    if (Problem problem = shell_problem(bare, start); !problem.message.empty()) return problem;
  }
  return path_problem(command, bare);
}

// Templates of all kinds are filled in before anybody runs them.
bool is_template(std::string_view command) {
  return contains(command, "{{") || contains(command, "<%") || contains(command, "#{") ||
         (contains(command, "<") && contains(command, ">"));
}

void check(const RuleContext& context, FindingSink& sink) {
  std::string start;  // asked for once there is a command
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!equals_ignoring_case(setting.key, "credential_process")) continue;
    if (!setting.in_section || !setting.parent.empty() || setting.value.empty()) continue;
    if (is_template(setting.value.reveal())) continue;
    if (start.empty()) start = context.view<outcomes_of_start>().sentence();
    Problem problem = problem_of(context, setting, start);
    if (problem.message.empty()) continue;
    sink.report(setting, std::move(problem.message), std::move(problem.help)).severity =
        problem.severity;
  }
}

}  // namespace

RuleDefinition credential_process_fragile() {
  return {.info = {.summary = "A credential_process that not every SDK can run",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "CredentialRetrievalError"},
          .check = check};
}

}  // namespace credlint::rules
