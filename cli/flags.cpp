// SPDX-License-Identifier: MIT
#include "cli/flags.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>

#include "cli/help/command_doc.h"
#include "cli/help/completions.h"
#include "cli/help/help_text.h"
#include "cli/help/man_page.h"
#include "cli/version.h"
#include "scanner/config/suggest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::int64_t kMaxJobs = 1024;
constexpr std::int64_t kMaxMegabytes = 4095;

constexpr std::string_view kDescription =
    "Finds, from files alone, why AWS will refuse credentials.\n"
    "Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read.";

/// What the library writes into and the plain flags do not have.
struct Raw {
  std::int64_t jobs = 0;
  std::int64_t megabytes = 0;
  std::vector<std::string> history;
  std::vector<std::string> words;  ///< of help and generate
  std::string add_ignores;
  const CLI::Option* add_ignores_flag = nullptr;
  const CLI::Option* history_flag = nullptr;
};

/// A flag that may be given several times, each time with one value.
CLI::Option* add_list(CLI::App* command, const std::string& name, std::vector<std::string>& values,
                      const std::string& help) {
  return command->add_option(name, values, help)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// The heading under which help lists the flags that are added from here on.
void start_group(CLI::App* command, const std::string& name) {
  command->option_defaults()->group(name);
}

void add_configuration_flags(CLI::App* command, ScanFlags& flags) {
  start_group(command, "Configuration");
  auto* config = command->add_option("--config", flags.config, "Configuration to use")
                     ->type_name("FILE")
                     ->default_str("the nearest credlint.toml or .credlint.toml upward");
  command->add_flag("--no-config", flags.no_config, "Use no configuration file")->excludes(config);
  command->add_option("--rulesets", flags.rulesets, "Folder that replaces the built-in rulesets")
      ->type_name("DIR");
}

CLI::Option* add_now(CLI::App* command, std::string& now) {
  return command->add_option("--now", now, "Time at which expiry is judged (RFC 3339)")
      ->type_name("TIME")
      ->default_str("the system clock");
}

void add_scan_flags(CLI::App* command, ScanFlags& flags, Raw& raw) {
  start_group(command, "What is read");
  command->add_option("PATH", flags.paths, "Files and folders; '-' is standard input")
      ->type_name("")
      ->default_str(".")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--stdin-filename", flags.stdin_filename, "Name of what '-' reads")
      ->type_name("NAME")
      ->default_str("guessed");
  command
      ->add_option(
          "--files-from", flags.files_from,
          "Read further paths from FILE ('-': standard input), separated by NUL or newline")
      ->type_name("FILE");
  add_list(command, "--exclude", flags.exclude, "Leave out what matches, in gitignore syntax")
      ->type_name("GLOB");
  command->add_flag("--no-ignore", flags.no_ignore, "Read files that git ignores");
  command->add_flag("--no-force-exclude", flags.no_force_exclude,
                    "Read a path that is named here even if it is excluded");
  command->add_option("--max-file-size", raw.megabytes, "Leave out larger files")
      ->type_name("MB")
      ->default_str(std::to_string(limits::kMaxFileBytes >> 20U))
      ->check(CLI::Range(std::int64_t{1}, kMaxMegabytes).description(""));
  command->add_option("-j,--jobs", raw.jobs, "Workers; 0: one for each core")
      ->type_name("N")
      ->default_str("0")
      ->check(CLI::Range(std::int64_t{0}, kMaxJobs).description(""));
  add_configuration_flags(command, flags);
  start_group(command, "Output");
  command->add_flag("-q,--quiet", flags.quiet, "No summary line");
  static const std::map<std::string, Engine> kEngines = {
      {"auto", Engine::Auto}, {"hyperscan", Engine::Hyperscan}, {"re2", Engine::Re2Set}};
  command->add_option("--engine", flags.engine)->transform(CLI::Transformer(kEngines))->group("");
  command->add_flag("--timing", flags.timing)->group("");
}

void add_git_modes(CLI::App* command, CheckFlags& flags, Raw& raw) {
  start_group(command, "Git");
  auto* staged = command->add_flag("--staged", flags.staged,
                                   "Check what git would commit now, not the files on disk");
  auto* diff = command->add_option("--diff", flags.diff,
                                   "Report what is new since BASE (a revision, A..B or A...B)");
  diff->type_name("BASE");
  auto* history = command->add_option(
      "--history", raw.history,
      "Check every content that commits brought; without RANGE: of all branches");
  // No default_str(): it would be the range where none is given.
  history->type_name("[RANGE]")->expected(0, 1);
  staged->excludes(diff)->excludes(history);
  diff->excludes(history);
  raw.history_flag = history;
}

enum class Writing : bool { No, Yes };

void add_suppressions(CLI::App* command, CheckFlags& flags, Raw& raw,
                      Writing writing = Writing::Yes) {
  start_group(command, "What is accepted");
  auto* baseline =
      command->add_option("--baseline", flags.baseline, "Accept the findings that FILE lists");
  baseline->type_name("FILE")->default_str("the nearest .credlint-baseline upward");
  command->add_flag("--no-baseline", flags.no_baseline, "Use no baseline")->excludes(baseline);
  command->add_flag("--foreign-ignores", flags.foreign_ignores,
                    "Honour comments of other tools (gitleaks:allow, nosemgrep, …)");
  if (writing == Writing::No) return;
  // With "=", so that a path behind it is no reason.
  raw.add_ignores_flag = command->add_flag(
      "--add-ignores", raw.add_ignores,
      "Write credlint: ignore comments for what is found; =REASON goes with them");
}

/// What is reported, and how.
void add_report_flags(CLI::App* command, CheckFlags& flags) {
  start_group(command, "Output");
  command->add_option("--format", flags.format, "Format of the report")
      ->type_name("FORMAT")
      ->default_str("text");
  command->add_option("--output", flags.output, "Write the report to FILE")
      ->type_name("FILE")
      ->default_str("standard output");
  add_list(command, "--report", flags.reports, "Write one more report")->type_name("FORMAT=FILE");
  start_group(command, "What is reported");
  add_list(command, "--select", flags.select, "Only these rules (ids or families)")
      ->type_name("RULE,...")
      ->delimiter(',');
  add_list(command, "--ignore", flags.ignore, "All but these rules (ids or families)")
      ->type_name("RULE,...")
      ->delimiter(',');
  command->add_option("--fail-on", flags.fail_on, "Least severity that makes the exit code 1")
      ->type_name("error|warning|note")
      ->default_str("warning")
      ->check(CLI::IsMember({"error", "warning", "note"}).description(""));
  command->add_option("--min-confidence", flags.min_confidence, "Least confidence to report")
      ->type_name("high|medium|low")
      ->default_str("medium")
      ->check(CLI::IsMember({"high", "medium", "low"}).description(""));
  command->add_flag("--exit-zero", flags.exit_zero, "Findings do not change the exit code");
  add_now(command, flags.now);
}

void add_fixes(CLI::App* command, CheckFlags& flags) {
  auto* fix =
      command->add_flag("--fix", flags.fix, "Write what mends the findings, where it is safe");
  command
      ->add_flag("--fix-diff", flags.fix_diff,
                 "Show it as a diff instead, secrets masked; exit code 1 if there is any")
      ->excludes(fix);
  command->add_flag("--unsafe-fixes", flags.unsafe_fixes,
                    "Mend also what may change what a program does");
}

void add_check(CLI::App& app, CheckFlags& flags, Raw& raw) {
  CLI::App* command =
      app.add_subcommand("check", "Find in files and folders why AWS will refuse credentials");
  add_scan_flags(command, flags.scan, raw);
  add_report_flags(command, flags);
  add_git_modes(command, flags, raw);
  add_suppressions(command, flags, raw);
  start_group(command, "Fixes");
  add_fixes(command, flags);
  start_group(command, "What is read");
  command->add_flag("--context", flags.context,
                    "Judge what is named beside the rest of the work tree");
  command
      ->add_option("--shard", flags.shard,
                   "Read part I of N only; 'auto': as the CI job's variables say (see merge)")
      ->type_name("I/N");
}

void add_merge(CLI::App& app, MergeFlags& flags, Raw& raw) {
  CLI::App* command =
      app.add_subcommand("merge", "Join reports (sarif, jsonl) of check --shard to one");
  command->add_option("REPORT", flags.files, "One report of each shard")->type_name("")->required();
  add_report_flags(command, flags.check);
  add_suppressions(command, flags.check, raw, Writing::No);
  ScanFlags& scan = flags.check.scan;
  add_configuration_flags(command, scan);
  start_group(command, "Output");
  command->add_flag("-q,--quiet", scan.quiet, "No summary line");
}

void add_baseline(CLI::App& app, BaselineFlags& flags, Raw& raw) {
  CLI::App* command = app.add_subcommand("baseline", "Accept the findings that are there now");
  command->require_subcommand(1);
  struct Row {
    const char* name;
    BaselineAction action;
    const char* help;
  };
  constexpr Row kRows[] = {
      {"create", BaselineAction::Create, "Write a baseline of all findings"},
      {"update", BaselineAction::Update, "Add what is new, keep the rest"},
      {"prune", BaselineAction::Prune, "Remove what matches nothing any more"},
      {"show", BaselineAction::Show, "List the entries, where they stand and which are stale"}};
  for (const Row& row : kRows) {
    CLI::App* action = command->add_subcommand(row.name, row.help);
    action->callback([&flags, chosen = row.action] { flags.action = chosen; });
    add_scan_flags(action, flags.scan, raw);
    start_group(action, "Baseline");
    action->add_option("--baseline", flags.file, "The file")
        ->type_name("FILE")
        ->default_str(".credlint-baseline");
    add_now(action, flags.now);
    if (row.action == BaselineAction::Create)
      action->add_flag("--force", flags.force, "Replace one that exists");
  }
}

void add_facts(CLI::App& app, FactsFlags& flags, Raw& raw) {
  CLI::App* command = app.add_subcommand("facts", "Show what parsers saw, redacted");
  add_scan_flags(command, flags.scan, raw);
  command->add_option("--format", flags.format, "Format of the output")
      ->type_name("text|jsonl")
      ->default_str("text")
      ->check(CLI::IsMember({"text", "jsonl"}).description(""));
}

void add_rules(CLI::App& app, RulesFlags& flags) {
  CLI::App* command = app.add_subcommand("rules", "List all rules");
  command->add_option("--format", flags.format, "Format of the output")
      ->type_name("text|json|markdown")
      ->default_str("text")
      ->check(CLI::IsMember({"text", "json", "markdown"}).description(""));
}

void add_explain(CLI::App& app, ExplainFlags& flags) {
  CLI::App* command =
      app.add_subcommand("explain", "The page of a rule, or the causes of an error");
  CLI::Option* words =
      command
          ->add_option(
              "RULE", flags.words,
              "Rules or families, an error's name or message, or - for a log on standard input")
          ->type_name("");
  command->add_option("--at", flags.at, "What was seen on a line, and why it is or isn't reported")
      ->type_name("FILE:LINE")
      ->excludes(words);
  command->add_option("--format", flags.format, "Format of the output")
      ->type_name("text|json")
      ->default_str("text")
      ->check(CLI::IsMember({"text", "json"}).description(""));
}

void add_doctor(CLI::App& app, DoctorFlags& flags) {
  CLI::App* command =
      app.add_subcommand("doctor", "What an SDK would do on this machine, and which error comes");
  command->add_option("--sdk", flags.sdk, "Whose rules to follow; all: where they differ")
      ->type_name("SDK")
      ->default_str("boto3");
  command->add_option("--profile", flags.profile, "As if code or a flag named this profile")
      ->type_name("PROFILE");
  command->add_flag("--all-profiles", flags.all_profiles, "A table of all profiles");
  command->add_option("--format", flags.format, "Format of the output")
      ->type_name("text|json|html")
      ->default_str("text")
      ->check(CLI::IsMember({"text", "json", "html"}).description(""));
  add_now(command, flags.now);
  CLI::Option* verify = command->add_flag("--verify", flags.verify,
                                          "Ask AWS as well: one GetCallerIdentity, sent by curl");
  command
      ->add_flag("--run-process", flags.run_process,
                 "With --verify: run the program of credential_process")
      ->needs(verify);
}

void add_hook(CLI::App& app, HookFlags& flags) {
  CLI::App* command =
      app.add_subcommand("hook", "Add a git hook that checks what is committed, or take it away");
  command->add_option("ACTION", flags.action, "What to do")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"install", "uninstall"}).description(""));
}

void add_lsp(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("lsp", "A language server for editors, on standard input and output");
  // Editors say so by habit; there is no other way.
  command->add_flag("--stdio")->group("");
}

/// All commands, also those that help does not list.
std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// The argument in quotes, if it is a word: a credential may stand where none is wanted, and is not
/// to be repeated on a terminal or in a log.
std::string quoted_word(std::string_view argument) {
  constexpr std::size_t kMaxCharacters = 24;
  const bool is_word =
      argument.size() <= kMaxCharacters &&
      std::ranges::all_of(argument, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return is_word ? fmt::format("'{}'", argument) : "an argument";
}

/// What is wrong with an option that is none of those.
std::string unknown_option(const std::string& argument, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string flag = argument.substr(0, argument.find('='));
  const std::string hint = did_you_mean(flag, candidates);
  return quoted_word(flag).starts_with('\'') ? fmt::format("unknown option '{}'{}", flag, hint)
                                             : fmt::format("unknown option{}", hint);
}

/// What is wrong with a first word that is no command. People who forget "check" name a path.
std::string not_a_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands_of(app)) names.push_back(command->get_name());
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view close = nearest(word, candidates);
  std::error_code error;
  if (std::filesystem::exists(word, error))
    return fmt::format("'{}' is not a command; did you mean 'credlint check {}'?", word, word);
  if (close.empty())
    return fmt::format("{} is not a command; did you mean 'credlint check PATH'?",
                       quoted_word(word));
  return fmt::format("{} is not a command; did you mean '{}'?", quoted_word(word), close);
}

/// What is wrong with an argument that nobody wanted.
std::string not_expected(const CLI::App& app, const std::string& argument) {
  auto chosen = app.get_subcommands();
  std::vector<std::string> names = {"--color", "--help", "--version"};
  if (chosen.empty())
    return argument.starts_with('-') ? unknown_option(argument, names)
                                     : not_a_command(app, argument);
  if (const auto action = chosen.front()->get_subcommands(); !action.empty()) chosen = action;
  if (!argument.starts_with('-'))
    return fmt::format("{} is one argument too many", quoted_word(argument));
  for (const CLI::Option* option : chosen.front()->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return unknown_option(argument, names);
}

/// A short word of small letters: no credential, and worth showing where it is none of a few words.
bool is_plain_word(std::string_view value) {
  constexpr std::size_t kMaxCharacters = 12;
  return value.size() <= kMaxCharacters &&
         std::ranges::all_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// What the library says is wrong, without the values that were given: one may be a credential.
std::string without_values(std::string message, std::span<const std::string> arguments) {
  constexpr std::size_t kLeastCharacters = 8;
  for (const std::string& argument : arguments) {
    std::string_view value = argument;
    if (value.starts_with("--"))
      value.remove_prefix(std::min(value.find('='), value.size()));
    else if (value.starts_with('-'))
      value.remove_prefix(std::min(value.size(), std::size_t{2}));  // -jVALUE
    if (value.starts_with('=')) value.remove_prefix(1);
    if (value.size() < kLeastCharacters || is_plain_word(value)) continue;
    for (std::size_t at = 0; (at = message.find(value, at)) != std::string::npos; at += 3)
      message.replace(at, value.size(), "…");
  }
  return message;
}

/// The words of the command that was chosen.
std::vector<std::string> chosen_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (auto chosen = app.get_subcommands(); !chosen.empty();
       chosen = chosen.front()->get_subcommands()) {
    words.push_back(chosen.front()->get_name());
  }
  return words;
}

CommandLine usage_error(const CLI::App& app, std::string_view what) {
  std::vector<std::string> help = chosen_words(app);
  help.insert(help.begin(), "credlint");
  return {.command = Message{fmt::format("credlint: {}\nTry '{} --help'.\n",
                                         mask_unrecognised(what), fmt::join(help, " ")),
                             kUsage}};
}

/// What is said about a command that the words name below `app`, as in "help baseline create".
CommandLine help_about(const CLI::App& app, const std::vector<std::string>& words) {
  const CommandDoc doc = describe(app);
  const CommandDoc* found = &doc;
  for (const std::string& word : words) {
    const auto next = std::find_if(found->commands.begin(), found->commands.end(),
                                   [&](const CommandDoc& command) { return command.word == word; });
    if (next == found->commands.end()) {
      const std::string shown = quoted_word(word);
      return usage_error(
          app,
          fmt::format("{} is not a command; for a rule or an error: credlint explain {}", shown,
                      shown.starts_with('\'') ? std::string_view(word) : std::string_view("RULE")));
    }
    found = &*next;
  }
  return {.command = Message{help_text(*found)}};
}

constexpr const char* kGenerated[] = {"man", "complete-bash", "complete-zsh", "complete-fish"};

std::string generate(const CLI::App& app, std::string_view kind) {
  const CommandDoc doc = describe(app);
  if (kind == "man") return man_page(doc);
  if (kind == "complete-bash") return bash_completion(doc);
  return kind == "complete-zsh" ? zsh_completion(doc) : fish_completion(doc);
}

void add_help(CLI::App& app, Raw& raw) {
  CLI::App* help = app.add_subcommand("help", "What a command does, with all its flags");
  help->add_option("COMMAND", raw.words, "As it is typed, for example baseline create")
      ->type_name("");
  app.add_subcommand("version", "The version, and the commit that it was built from");
  app.add_subcommand("generate", "The man page, and completions for shells")
      ->add_option("KIND", raw.words, "What to write to standard output")
      ->type_name("man|complete-bash|complete-zsh|complete-fish")
      ->required()
      ->expected(1)
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kGenerated), std::end(kGenerated)))
                  .description(""));
}

void take_over(ScanFlags& flags, const Raw& raw) {
  flags.jobs = static_cast<unsigned>(raw.jobs);
  if (raw.megabytes > 0) flags.max_file_megabytes = static_cast<std::uint64_t>(raw.megabytes);
}

}  // namespace

CommandLine parse_command_line(std::span<const std::string> arguments) {
  CLI::App app{std::string(kDescription), "credlint"};
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("-V,--version", version_line(), "Show the version");
  app.require_subcommand(0, 1);
  app.fallthrough();
  CommandLine line;
  std::string color = "auto";
  app.add_option("--color", color, "When to colour text")
      ->type_name("auto|always|never")
      ->default_str("auto")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  CheckFlags check;
  BaselineFlags baseline;
  FactsFlags facts;
  RulesFlags rules;
  ExplainFlags explain;
  DoctorFlags doctor;
  HookFlags hook;
  Raw check_raw;
  MergeFlags merge;
  Raw baseline_raw;
  Raw merge_raw;
  Raw facts_raw;
  add_check(app, check, check_raw);
  add_baseline(app, baseline, baseline_raw);
  add_merge(app, merge, merge_raw);
  add_doctor(app, doctor);
  add_facts(app, facts, facts_raw);
  add_rules(app, rules);
  add_explain(app, explain);
  add_lsp(app);
  add_hook(app, hook);
  Raw own_raw;
  add_help(app, own_raw);

  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return help_about(app, chosen_words(app));
  } catch (const CLI::CallForVersion&) {
    return {.command = Message{version_line() + "\n"}};
  } catch (const CLI::ExtrasError& error) {
    const std::vector<std::string> extra = app.remaining(true);
    return usage_error(app, extra.empty() ? without_values(error.what(), arguments)
                                          : not_expected(app, extra.front()));
  } catch (const CLI::ParseError& error) {
    return usage_error(app, without_values(error.what(), arguments));
  }
  line.color = color == "always"  ? ColorChoice::Always
               : color == "never" ? ColorChoice::Never
                                  : ColorChoice::Auto;
  take_over(check.scan, check_raw);
  take_over(baseline.scan, baseline_raw);
  take_over(facts.scan, facts_raw);
  if (check_raw.history_flag->count() > 0)
    check.history = check_raw.history.empty() ? std::string() : check_raw.history.front();
  if (check_raw.add_ignores_flag->count() > 0)
    check.add_ignores = check_raw.add_ignores == "true" ? std::string() : check_raw.add_ignores;
  if (app.got_subcommand("check")) {
    line.command = std::move(check);
  } else if (app.got_subcommand("baseline")) {
    line.command = std::move(baseline);
  } else if (app.got_subcommand("merge")) {
    line.command = std::move(merge);
  } else if (app.got_subcommand("doctor")) {
    line.command = std::move(doctor);
  } else if (app.got_subcommand("facts")) {
    line.command = std::move(facts);
  } else if (app.got_subcommand("rules")) {
    line.command = std::move(rules);
  } else if (app.got_subcommand("explain")) {
    line.command = std::move(explain);
  } else if (app.got_subcommand("hook")) {
    line.command = std::move(hook);
  } else if (app.got_subcommand("version")) {
    line.command = Message{version_line() + "\n"};
  } else if (app.got_subcommand("generate")) {
    line.command = Message{generate(app, own_raw.words.front())};
  } else if (app.got_subcommand("lsp")) {
    line.command = LspFlags{};
  } else {
    line.command = help_about(app, own_raw.words).command;
  }
  return line;
}

}  // namespace credlint
