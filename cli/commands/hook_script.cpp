// SPDX-License-Identifier: MIT
#include "cli/commands/hook_script.h"

#include <fmt/format.h>

namespace credlint {
namespace {

/// The second line of every version.
constexpr std::string_view kMark = "# Written by \"credlint hook install\"";

/// One word of a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

std::string hook_script(std::string_view program) {
  constexpr std::string_view kText = R"(#!/bin/sh
{0}; "credlint hook uninstall" removes it.
# Refuses a commit in whose content credlint finds something.
kept=$(dirname "$0")/{1}
# The variable: a hook manager installed later may have kept this hook, in turn, and run it.
if [ -x "$kept" ] && [ -z "${{CREDLINT_HOOK:-}}" ]; then
  CREDLINT_HOOK=1 "$kept" "$@" || exit $?
fi
program={2}
if command -v credlint >/dev/null 2>&1; then
  program=credlint
elif [ ! -x "$program" ]; then
  {{
    printf 'credlint: nothing was checked: credlint is not on PATH, and no longer at %s\n' "$program"
    printf 'Put it back, or remove this hook: %s\n' "$0"
  }} >&2
  exit 1
fi
"$program" check --staged && exit 0
code=$?
if [ "$code" -eq 1 ]; then
  {{
    printf 'credlint: not committed. Mend it ("credlint check --fix" where it can), accept a place with a comment\n'
    printf '"credlint: ignore[RULE] why", or all that is there today with "credlint baseline create".\n'
    printf '"git commit --no-verify" commits without this check.\n'
  }} >&2
fi
exit "$code"
)";
  return fmt::format(kText, kMark, kKeptHook, quoted(program));
}

bool is_our_hook(std::string_view script) {
  const std::size_t second_line = script.find('\n') + 1;
  return script.substr(second_line).starts_with(kMark);
}

}  // namespace credlint
