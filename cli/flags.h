// SPDX-License-Identifier: MIT
// The command line as plain values. The library that parses it stays in flags.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "scanner/match/prefilter.h"

namespace credlint {

/// Exit codes, the same for every command.
enum ExitCode : int {
  kClean = 0,
  kFindings = 1,
  kUsage = 2,   ///< wrong usage or configuration
  kUnread = 3,  ///< something that was asked for could not be read
};

enum class ColorChoice : std::uint8_t { Auto, Always, Never };

/// What is read, and how: common to all commands that read files.
struct ScanFlags {
  std::vector<std::string> paths;  ///< "-" is standard input
  std::string stdin_filename;      ///< empty: guessed from what it reads like, shown as "stdin"
  std::string files_from;          ///< file with further paths, "-" for standard input; empty: none
  std::vector<std::string> exclude;
  std::string config;    ///< empty: search upward
  std::string rulesets;  ///< empty: as configured, else built in
  bool no_config = false;
  bool no_ignore = false;
  bool no_force_exclude = false;
  bool quiet = false;
  std::optional<std::uint64_t> max_file_megabytes;
  unsigned jobs = 0;  ///< 0: one for each core
  Engine engine = Engine::Auto;
  bool timing = false;  ///< say what reading source code has cost
};

struct CheckFlags {
  ScanFlags scan;
  std::string format = "text";
  std::string output;                ///< empty: standard output
  std::vector<std::string> reports;  ///< "FORMAT=FILE"
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string fail_on;         ///< empty: as configured
  std::string min_confidence;  ///< empty: as configured
  std::string now;             ///< empty: the system clock
  bool exit_zero = false;
  std::string baseline;  ///< empty: as configured, else the nearest upward
  bool no_baseline = false;
  bool foreign_ignores = false;
  std::optional<std::string> add_ignores;  ///< the reason to write
  bool fix = false;                        ///< write the fixes of what is found
  bool fix_diff = false;                   ///< show them instead
  bool unsafe_fixes = false;               ///< those, too, that may change what a program does
  bool context = false;                    ///< read the rest of the work tree as well
  std::string shard;                       ///< "I/N" or "auto"; empty: everything
  bool staged = false;
  std::optional<std::string> diff;     ///< a revision
  std::optional<std::string> history;  ///< a range of commits; empty: all
};

struct MergeFlags {
  CheckFlags check;  ///< what is reported, and how
  std::vector<std::string> files;
};

enum class BaselineAction : std::uint8_t { Create, Update, Prune, Show };

struct BaselineFlags {
  ScanFlags scan;
  BaselineAction action = BaselineAction::Show;
  std::string file;  ///< empty: as configured, else the nearest upward
  std::string now;   ///< empty: the system clock
  bool force = false;
};

struct FactsFlags {
  ScanFlags scan;
  std::string format = "text";
};

struct RulesFlags {
  std::string format = "text";
};

struct ExplainFlags {
  /// A rule's id, a family, an error's name or message; "-": a log on standard input.
  std::vector<std::string> words;
  std::string at;  ///< "FILE:LINE" instead of them; empty: none
  std::string format = "text";
};

struct DoctorFlags {
  std::string sdk = "boto3";  ///< a name of contracts, or "all"
  std::string profile;        ///< empty: as the environment says
  std::string format = "text";
  std::string now;  ///< empty: the system clock
  bool all_profiles = false;
  bool verify = false;       ///< ask AWS
  bool run_process = false;  ///< run the program of credential_process for that
};

struct HookFlags {
  std::string action;  ///< "install" or "uninstall"
};

/// A language server on standard input and output.
struct LspFlags {};

/// Nothing to run: a text to print (help, version, or what is wrong with the command line).
struct Message {
  std::string text;
  ExitCode exit_code = kClean;  ///< kUsage: the text goes to standard error
};

struct CommandLine {
  ColorChoice color = ColorChoice::Auto;
  std::variant<Message, CheckFlags, BaselineFlags, MergeFlags, FactsFlags, RulesFlags, ExplainFlags,
               DoctorFlags, HookFlags, LspFlags>
      command;
};

/// Reads the arguments, without the program's name.
CommandLine parse_command_line(std::span<const std::string> arguments);

}  // namespace credlint
