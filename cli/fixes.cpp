// SPDX-License-Identifier: MIT
#include "cli/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/input/regular_file.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

/// Folders, without links in their paths, that a run is about: the working directory and those that
/// were named or hold what was named.
std::vector<fs::path> folders_of(const RunOptions& options) {
  std::error_code error;
  std::vector<fs::path> folders = {fs::canonical(".", error)};
  for (const std::string& root : options.paths) {
    const bool folder = fs::is_directory(root, error);
    const fs::path parent = fs::path(root).parent_path();
    folders.push_back(fs::canonical(folder           ? fs::path(root)
                                    : parent.empty() ? fs::path(".")
                                                     : parent,
                                    error));
  }
  std::erase(folders, fs::path());
  return folders;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() && rest != path.end();
}

Status write_file(const FixedFile& file, const std::vector<fs::path>& folders) {
  std::error_code error;
  const fs::path real = fs::canonical(file.path, error);
  if (error) return Error{error.message()};
  const auto holds = [&](const fs::path& folder) { return is_below(real, folder); };
  if (std::ranges::none_of(folders, holds))
    return Error{"a symbolic link leads out of the folders that are checked"};
  return replace_content(real.string(), file.before, file.after);
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : noun.ends_with('x') ? "es" : "s");
}

}  // namespace

Status check_fix_flags(const CheckFlags& flags) {
  if (!flags.fix && !flags.fix_diff) {
    if (flags.unsafe_fixes) return Error{"--unsafe-fixes needs --fix or --fix-diff"};
    return ok();
  }
  const bool disk = !flags.staged && !flags.diff && !flags.history && !flags.context &&
                    flags.shard.empty() &&
                    std::ranges::find(flags.scan.paths, "-") == flags.scan.paths.end();
  if (disk) return ok();
  return Error{
      "--fix and --fix-diff are about files on disk: not with --staged, --diff, --history, "
      "--context, --shard or standard input"};
}

Result<FixRun> make_fixes(const Setup& setup, const CheckFlags& flags) {
  const ReadContent read = [&](const std::string& path) {
    return read_regular_file(path, setup.options.settings.max_file_bytes);
  };
  return fix_files(setup.catalog(), setup.options,
                   flags.unsafe_fixes ? FixSafety::Unsafe : FixSafety::Safe, read);
}

void write_fixes(FixRun& run, const Setup& setup) {
  const std::vector<fs::path> folders = folders_of(setup.options);
  std::erase_if(run.files, [&](const FixedFile& file) {
    const Status written = write_file(file, folders);
    if (!written) run.left.push_back({.path = file.path, .message = written.error().message});
    return !written;
  });
}

std::string fixes_text(const FixRun& run, bool written) {
  std::string out;
  for (const Diagnostic& left : run.left)
    out += printable(fmt::format("{}: not fixed: {}", mask_path(left.path), left.message)) + "\n";
  if (!run.settled) out += "fixes led to new ones; run it again to go on\n";
  std::size_t fixes = 0;
  for (const FixedFile& file : run.files) fixes += file.fixes;
  out += fmt::format("{} {} in {}", plural(fixes, "fix"), written ? "made" : "possible",
                     plural(run.files.size(), "file"));
  if (written) return out;  // the report tells of the rest
  if (run.unsafe > 0) out += fmt::format(", {} more with --unsafe-fixes", run.unsafe);
  if (run.unfixed > 0)
    out += fmt::format("; {} {} no fix (credlint check shows {})", plural(run.unfixed, "finding"),
                       run.unfixed == 1 ? "has" : "have", run.unfixed == 1 ? "it" : "them");
  return out;
}

std::string fixable_text(const CheckResult& checked, const std::set<std::string>& unfixable) {
  std::size_t safe = 0;
  std::size_t unsafe = 0;
  for (const Finding& finding : checked.findings) {
    if (!is_allowed(finding, FixSafety::Unsafe)) continue;
    if (unfixable.contains(checked.scanned.facts->file(finding.at.file).path)) continue;
    ++(finding.fix->safety == FixSafety::Safe ? safe : unsafe);
  }
  if (safe + unsafe == 0) return {};
  if (unsafe == 0) return fmt::format("{} can be fixed with --fix (--fix-diff shows how)", safe);
  if (safe == 0) return fmt::format("{} can be fixed with --fix --unsafe-fixes", unsafe);
  return fmt::format(
      "{} can be fixed with --fix, {} more with --unsafe-fixes (--fix-diff shows how)", safe,
      unsafe);
}

}  // namespace credlint
