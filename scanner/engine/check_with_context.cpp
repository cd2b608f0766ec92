// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/check_modes.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/parse_run.h"
#include "scanner/input/git_ignores.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

/// The root of the work tree around the working directory as it reads from there; without one, the
/// working directory.
std::string root_from_here() {
  const std::string here = real_path_of(".");
  const std::optional<std::string> root = work_tree_around(here);
  if (!root) return ".";
  return std::filesystem::path(*root).lexically_relative(here).generic_string();
}

}  // namespace

Result<CheckResult> check_with_context(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const std::unique_ptr<ParseRun> run, ParseRun::start(catalog, options));
  const auto read = [&](const std::vector<std::string>& paths, const ParseRun::Wanted& wanted) {
    return run->read(
        [&](const ReadOptions& how, const Visit& visit) { return read_files(paths, how, visit); },
        {}, wanted);
  };
  if (Status named = read(options.paths, {}); !named) return named.error();
  const ReadSummary asked_for = run->summary();
  const std::size_t count = run->files().size();
  if (std::ranges::any_of(run->files(), meets_others)) {
    std::set<std::string, std::less<>> known;
    for (const ParsedFile& file : run->files()) known.insert(file.record.path);
    const Status rest =
        read({root_from_here()}, [&](const InputFile& file) { return !known.contains(file.path); });
    if (!rest) return rest.error();
    run->summary() = asked_for;
    for (std::size_t id = count; id < run->files().size(); ++id)
      run->files()[id].diagnostics.clear();
  }
  note_tracking(run->files());
  note_modes(run->files(), {});
  CheckResult result;
  result.scanned = freeze(*run);
  result.findings = judge(catalog, *result.scanned.facts, options);
  std::erase_if(result.findings, [&](const Finding& finding) { return finding.at.file >= count; });
  return result;
}

}  // namespace credlint
