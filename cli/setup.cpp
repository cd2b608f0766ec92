// SPDX-License-Identifier: MIT
#include "cli/setup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/stdin_name.h"
#include "scanner/config/embedded.h"
#include "scanner/config/settings.h"
#include "scanner/core/rule.h"
#include "scanner/input/ignore_rules.h"
#include "scanner/input/regular_file.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxConfigBytes = 4ULL << 20U;
constexpr std::uint64_t kMaxListBytes = 256ULL << 20U;

/// The path as it reads from the working directory, so that no output depends on where that is.
std::string from_here(const std::string& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path relative = error ? fs::path() : fs::path(path).lexically_relative(here);
  return relative.empty() ? path : relative.generic_string();
}

Result<Settings> load_settings(const ScanFlags& flags, std::vector<std::string>& remarks) {
  if (flags.no_config) return Settings{};
  std::string path = flags.config;
  if (path.empty()) {
    path = find_settings_file(".");
    if (path.empty()) return Settings{};
    path = from_here(path);
    const std::string other = shadowed_settings_file(path);
    if (!other.empty()) remarks.push_back(fmt::format("{} counts, {} does not", path, other));
  }
  const Result<std::string> text = read_regular_file(path, kMaxConfigBytes);
  if (!text) return Error{fmt::format("cannot read {}: {}", path, text.error().message)};
  return parse_settings(*text, path, rule_names());
}

/// One folder seen from another; empty when they are the same, nothing when it is not below.
std::optional<std::string> below(const fs::path& folder, const fs::path& above) {
  const fs::path relative = folder.lexically_relative(above);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative == "." ? std::string() : relative.generic_string();
}

/// Globs of the configuration are relative to its folder, those of flags to the working directory;
/// read_files() takes one list, for the upper of the two.
Status set_excludes(const Settings& settings, const ScanFlags& flags, ReadOptions& read) {
  read.exclude = settings.exclude;
  if (!settings.config_path.empty()) {
    read.exclude_root = fs::path(settings.config_path).parent_path().generic_string();
  }
  if (flags.exclude.empty()) return ok();
  std::error_code error;
  const fs::path here = fs::weakly_canonical(".", error);
  const fs::path root =
      fs::weakly_canonical(read.exclude_root.empty() ? "." : read.exclude_root, error);
  if (const auto down = below(here, root)) {
    for (const std::string& glob : flags.exclude) read.exclude.push_back(rebase_glob(glob, *down));
    return ok();
  }
  const auto up = below(root, here);
  if (!up) {
    return Error{"--exclude needs a configuration that is above or below the working directory"};
  }
  read.exclude_root.clear();
  for (std::string& glob : read.exclude) glob = rebase_glob(glob, *up);
  read.exclude.insert(read.exclude.end(), flags.exclude.begin(), flags.exclude.end());
  return ok();
}

/// What is wrong with globs that take so long to match that they would hold up the run.
Status check_cost(const std::vector<std::string>& exclude, const Settings& settings) {
  const auto cost_of = [](std::string_view glob) { return IgnoreRules::parse(glob).cost(); };
  std::size_t excludes = 0;
  std::size_t ignores = 0;
  for (const std::string& glob : exclude) excludes += cost_of(glob);
  for (const PerFileIgnore& ignore : settings.per_file_ignores) ignores += cost_of(ignore.glob);
  const std::string_view name = excludes > IgnoreRules::kMaxCost  ? "exclude"
                                : ignores > IgnoreRules::kMaxCost ? "per-file-ignores"
                                                                  : "";
  if (name.empty()) return ok();
  return Error{fmt::format("{}: too many globs with wildcards; name folders instead", name)};
}

/// The entries of a list of files: separated by NUL if there is any, else by line ends.
std::vector<std::string> split_list(std::string_view list) {
  const char separator = list.find('\0') != std::string_view::npos ? '\0' : '\n';
  std::vector<std::string> entries;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    if (end > begin) entries.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return entries;
}

std::string shown_stdin(const ScanFlags& flags) {
  return flags.stdin_filename.empty() ? "stdin" : flags.stdin_filename;
}

bool is_there(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

/// Where the SDKs keep their files: everybody names them, and not everybody has them.
bool is_conventional(const std::string& path) {
  const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): nothing sets it
  if (home == nullptr || *home == '\0') return false;
  const fs::path place = fs::path(home) / ".aws";
  const fs::path named = fs::path(path).lexically_normal();
  const fs::path folder = named.filename().empty() ? named.parent_path() : named;
  const fs::path aws = place.lexically_normal();
  return folder == aws || folder == aws / "config" || folder == aws / "credentials";
}

/// Takes conventional places that are absent out of the paths, unless nothing else is there.
void leave_absent_places(std::vector<std::string>& paths, std::vector<std::string>& remarks) {
  const auto absent = [](const std::string& path) {
    return is_conventional(path) && !is_there(path);
  };
  if (std::none_of(paths.begin(), paths.end(), is_there)) return;
  for (const std::string& path : paths) {
    if (absent(path)) {
      const std::string_view name =
          std::string_view(path).substr(0, path.find_last_not_of('/') + 1);
      remarks.push_back(fmt::format("{} is not there; 'aws configure' makes it", name));
    }
  }
  std::erase_if(paths, absent);
}

Status collect_paths(const ScanFlags& flags, Setup& setup) {
  std::vector<std::string>& paths = setup.options.paths;
  paths = flags.paths;
  const bool reads_stdin = std::erase(paths, "-") > 0;
  if (!flags.files_from.empty()) {
    const bool from_stdin = flags.files_from == "-";
    if (from_stdin && reads_stdin) {
      return Error{"standard input cannot be both a list of files and a file"};
    }
    Result<std::string> list = from_stdin ? read_descriptor(STDIN_FILENO, kMaxListBytes)
                                          : read_whole_file(flags.files_from, kMaxListBytes);
    if (!list) return list.error();
    for (std::string& entry : split_list(*list)) paths.push_back(std::move(entry));
  } else if (flags.paths.empty()) {
    paths.emplace_back(".");
  }
  if (std::find(paths.begin(), paths.end(), "") != paths.end()) return Error{"a path is empty"};
  leave_absent_places(paths, setup.remarks);
  if (!reads_stdin) return ok();
  Result<std::string> bytes = read_descriptor(STDIN_FILENO, setup.options.settings.max_file_bytes);
  if (bytes) {
    std::string read_as(flags.stdin_filename.empty() ? name_for(*bytes) : std::string_view());
    setup.options.in_memory.push_back({shown_stdin(flags), std::move(*bytes), std::move(read_as)});
  } else {
    setup.diagnostics.push_back({.path = shown_stdin(flags), .message = bytes.error().message});
  }
  return ok();
}

std::vector<std::string_view> rule_ids() {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) ids.push_back(rule.id);
  return ids;
}

}  // namespace

Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit) {
  Result<std::string> bytes = read_file_or_pipe(path, limit);
  if (!bytes) return Error{fmt::format("cannot read {}: {}", path, bytes.error().message)};
  return bytes;
}

const Catalog& Setup::catalog() const { return ruleset ? ruleset->catalog() : embedded_catalog(); }

Result<Setup> prepare(const ScanFlags& flags) {
  Setup setup;
  RunOptions& options = setup.options;
  CREDLINT_TRY(options.settings, load_settings(flags, setup.remarks));
  Settings& settings = options.settings;
  if (flags.no_ignore) settings.respect_gitignore = false;
  if (flags.max_file_megabytes) settings.max_file_bytes = *flags.max_file_megabytes << 20U;
  if (!flags.rulesets.empty()) settings.rulesets = flags.rulesets;
  if (!settings.rulesets.empty()) {
    if (Status complete = check_complete(settings.rulesets); !complete) return complete.error();
    CREDLINT_TRY(setup.ruleset, Ruleset::load(settings.rulesets, rule_ids()));
  }
  options.read.respect_gitignore = settings.respect_gitignore;
  options.read.max_file_bytes = settings.max_file_bytes;
  options.read.exclude_named = !flags.no_force_exclude;
  options.read.workers = flags.jobs;
  options.engine = flags.engine;
  if (Status status = set_excludes(settings, flags, options.read); !status) return status.error();
  if (Status status = check_cost(options.read.exclude, settings); !status) return status.error();
  if (Status status = collect_paths(flags, setup); !status) return status.error();
  return setup;
}

namespace {

void add_trouble(const Setup& setup, ScanResult& result) {
  result.diagnostics.insert(result.diagnostics.end(), setup.diagnostics.begin(),
                            setup.diagnostics.end());
  std::sort(result.diagnostics.begin(), result.diagnostics.end());
}

}  // namespace

Result<ScanResult> scan(const Setup& setup) {
  CREDLINT_TRY(ScanResult result, scan(setup.catalog(), setup.options));
  add_trouble(setup, result);
  return result;
}

Result<CheckResult> check(const Setup& setup) {
  CREDLINT_TRY(CheckResult result, check(setup.catalog(), setup.options));
  add_trouble(setup, result.scanned);
  return result;
}

Summary summary_of(const ScanResult& result) {
  const ReadSummary& read = result.summary;
  Summary summary;
  summary.files_read = read.files;
  summary.bytes = read.bytes;
  std::set<FileId> with_facts;
  for_each_kind(result.facts->facts(), [&](const auto& facts) {
    for (const Fact& fact : facts) with_facts.insert(fact.at.file);
  });
  summary.files_with_facts = with_facts.size();
  const auto skip = [&](std::string_view reason, std::uint64_t count) {
    if (count > 0) summary.skipped.emplace_back(reason, count);
  };
  skip("binary", read.binary);
  skip("in UTF-32", read.utf32);
  skip("ignored by git", read.ignored);
  skip("excluded", read.excluded);
  skip("symbolic links", read.symlinks);
  skip("not regular files", read.not_regular);
  skip("too large", read.too_large);
  skip("unreadable", read.unreadable);
  return summary;
}

std::vector<std::string> rule_names() {
  std::set<std::string> names;
  for (const Rule& rule : all_rules()) {
    names.emplace(rule.id);
    names.emplace(rule.family);
  }
  return {names.begin(), names.end()};
}

std::string rebase_glob(const std::string& glob, const std::string& below) {
  if (below.empty() || glob.empty() || glob.front() == '#') return glob;
  const bool negated = glob.front() == '!';
  std::string_view rest = std::string_view(glob).substr(negated ? 1 : 0);
  std::string out = negated ? "!/" : "/";
  for (const char c : below) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  out += '/';
  // A glob without a slash, but for one at its end, matches at any depth.
  if (rest.substr(0, rest.size() - 1).find('/') == std::string_view::npos) out += "**/";
  if (rest.starts_with('/')) rest.remove_prefix(1);
  return out + std::string(rest);
}

}  // namespace credlint
