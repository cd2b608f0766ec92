// SPDX-License-Identifier: MIT
// What there is to say about the command line: help, man page and completions are written from it,
// so that none of them can differ from what is parsed.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace credlint {

/// A flag, or an argument that has no name.
struct FlagDoc {
  std::string letter;    ///< "j"; empty without one
  std::string name;      ///< "jobs"; for an argument without a name, what it stands for: "PATH"
  std::string value;     ///< "N"; empty for a flag that takes none
  std::string text;      ///< one sentence
  std::string fallback;  ///< what holds without it; empty: nothing to say
  std::string group;     ///< the heading that it stands under
  std::vector<std::string> choices;  ///< all values that it takes; empty: anything
  bool repeats = false;
};

struct CommandDoc {
  std::string word;  ///< "create"; of the program itself "credlint"
  std::string path;  ///< "credlint baseline create"
  std::string text;
  std::vector<FlagDoc> arguments;
  std::vector<FlagDoc> flags;  ///< those of one group stand together
  std::vector<CommandDoc> commands;
};

/// Everything below a command, without what help does not show.
CommandDoc describe(const CLI::App& app, const std::string& above = {});

}  // namespace credlint
