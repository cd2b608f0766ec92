// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "scanner/engine/check_modes.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/parse_run.h"
#include "scanner/input/git_ignores.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

/// The work tree around the working directory; without one, the working directory.
Repository tree_around_here() {
  const std::string here = real_path_of(".");
  const std::string root = work_tree_around(here).value_or(here);
  Repository tree;
  tree.folder = root;
  if (here.size() > root.size()) tree.prefix = here.substr(root.size() + 1) + "/";
  return tree;
}

/// All paths from one folder: what is right in one file may depend on where another lies.
void name_from_root(const Repository& tree, std::vector<ParsedFile>& files) {
  if (tree.prefix.empty()) return;
  for (ParsedFile& file : files) {
    if (const auto path = tree.inside(file.record.path)) file.record.path = tree.named(*path);
  }
}

}  // namespace

Result<CheckResult> check_with_context(const Catalog& catalog, const RunOptions& options) {
  const Repository tree = tree_around_here();
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
    name_from_root(tree, run->files());
    for (const ParsedFile& file : run->files()) known.insert(file.record.path);
    const Status rest = read({tree.prefix.empty() ? "." : tree.named("")},
                             [&](const InputFile& file) { return !known.contains(file.path); });
    if (!rest) return rest.error();
    run->summary() = asked_for;
    for (std::size_t id = count; id < run->files().size(); ++id)
      run->files()[id].diagnostics.clear();
  }
  note_tracking(run->files());
  note_modes(run->files(), {});
  std::vector<FileId> all(run->files().size());
  std::iota(all.begin(), all.end(), FileId{0});
  CheckResult result;
  result.findings = judge(catalog, *freeze_some(catalog, run->files(), all), options);
  std::erase_if(result.findings, [&](const Finding& finding) { return finding.at.file >= count; });
  show_from_here(tree, run->files());
  result.scanned = freeze(*run);
  return result;
}

}  // namespace credlint
