// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/engine/change.h"
#include "scanner/engine/check_modes.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/parse_run.h"
#include "scanner/input/git_blobs.h"
#include "scanner/input/git_repository.h"
#include "scanner/input/git_work_tree.h"
#include "scanner/input/read_files.h"

namespace credlint {
namespace {

using Preparing = std::future<Result<std::shared_ptr<const Preparation>>>;

class StagedCheck {
 public:
  StagedCheck(const Catalog& catalog, const RunOptions& options, Repository repository)
      : catalog_(catalog), options_(options), repository_(std::move(repository)) {}

  Result<CheckResult> run(Preparing preparing) {
    CREDLINT_TRY(const std::vector<std::string> paths, paths_inside(repository_, options_.paths));
    const Status listed = list(paths);
    CREDLINT_TRY(std::shared_ptr<const Preparation> ready, preparing.get());
    run_ = ParseRun::start(std::move(ready), options_);
    if (!listed) return unread(listed.error());
    if (Status read = read_staged(); !read) return read.error();
    if (std::ranges::any_of(run_->files(), meets_others)) {
      if (Status read = read_rest(); !read) return unread(read.error());
      if (Status read = read_before(); !read) return read.error();
    }
    return judged();
  }

 private:
  Status read(const std::vector<TreeFile>& files,
              const std::function<void(std::size_t, FileId)>& keep) {
    std::mutex mutex;
    return run_->read(
        [&](const ReadOptions& how, const Visit& visit) {
          return read_blobs(repository_, files, how, visit);
        },
        [&](const InputFile& file, std::optional<FileId> id) {
          if (!id) return;
          const std::lock_guard lock(mutex);
          keep(file.index, *id);
        });
  }

  Status list(const std::vector<std::string>& paths) {
    Result<std::vector<ChangedFile>> changes = changes_to_index(repository_, "HEAD", paths);
    // Before the first commit everything is new.
    if (!changes && !tree_of(repository_, "HEAD"))
      changes = changes_to_index(repository_, repository_.empty_tree, paths);
    CREDLINT_TRY(changes_, std::move(changes));
    change_.files.resize(changes_.size());
    return ok();
  }

  /// An index that git cannot read.
  CheckResult unread(const Error& error) {
    CheckResult result;
    result.scanned = result_of(*run_, freeze_some(catalog_, {}, {}));
    result.scanned.diagnostics.push_back({{}, 0, error.message});
    return result;
  }

  Status read_staged() {
    std::vector<TreeFile> files;
    std::vector<std::size_t> origin;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (changes_[i].blob.empty()) continue;
      files.push_back({changes_[i].path, changes_[i].blob});
      origin.push_back(i);
    }
    return read(files, [&](std::size_t index, FileId id) {
      change_.files[origin[index]].after = id;
      change_.files[origin[index]].added = kWholeFile;
    });
  }

  /// The rest of the index. What the work tree still has as it is there is read from disk, which is
  /// ten times as fast.
  Status read_rest() {
    CREDLINT_TRY(IndexFiles index, files_of_index_on_disk(repository_));
    std::set<std::string_view> staged;
    for (const ChangedFile& file : changes_) staged.insert(file.path);
    const auto is_staged = [&](const TreeFile& file) { return staged.contains(file.path); };
    std::erase_if(index.other, is_staged);
    std::erase_if(index.on_disk, is_staged);
    std::vector<std::string> paths;
    for (const TreeFile& file : index.on_disk) paths.push_back(repository_.named(file.path));
    if (Status read = read_from_disk(paths); !read) return read;
    return read(index.other, [&](std::size_t, FileId id) { change_.unchanged.push_back(id); });
  }

  Status read_from_disk(const std::vector<std::string>& paths) {
    if (paths.empty()) return ok();
    std::mutex mutex;
    return run_->read(
        [&](const ReadOptions& how, const Visit& visit) { return read_files(paths, how, visit); },
        [&](const InputFile&, std::optional<FileId> id) {
          if (!id) return;
          const std::lock_guard lock(mutex);
          change_.unchanged.push_back(*id);
        });
  }

  /// What the files were in the last commit. They do not count as read.
  Status read_before() {
    const ReadSummary asked_for = run_->summary();
    std::vector<TreeFile> files;
    std::vector<std::size_t> origin;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (changes_[i].old_blob.empty()) continue;
      files.push_back({changes_[i].old_path, changes_[i].old_blob});
      origin.push_back(i);
    }
    const Status done = read(
        files, [&](std::size_t index, FileId id) { change_.files[origin[index]].before = id; });
    run_->summary() = asked_for;
    return done;
  }

  Result<CheckResult> judged() {
    std::vector<ParsedFile>& files = run_->files();
    for (ParsedFile& file : files) file.record.tracking = Tracking::Tracked;
    note_modes(files, {});
    const std::unique_ptr<FactStore> facts = freeze_some(catalog_, files, change_.after());
    CheckResult result;
    result.findings =
        brought_by(change_, judge(catalog_, *facts, options_), files, catalog_, options_);
    show_from_here(repository_, files);
    result.scanned = result_of(*run_, freeze_some(catalog_, files, change_.after()));
    // Trouble with files that nobody is about to commit must not stop the commit.
    std::set<std::string> staged;
    for (const ChangedFile& file : changes_) staged.insert(repository_.shown(file.path));
    std::erase_if(result.scanned.diagnostics,
                  [&](const Diagnostic& trouble) { return !staged.contains(trouble.path); });
    return result;
  }

  const Catalog& catalog_;
  const RunOptions& options_;
  const Repository repository_;
  std::unique_ptr<ParseRun> run_;
  std::vector<ChangedFile> changes_;
  Change change_;
};

}  // namespace

Result<CheckResult> check_staged(const Catalog& catalog, const RunOptions& options) {
  // A hook is waited for: what is made ready takes as long as git takes to answer.
  Preparing preparing =
      std::async(std::launch::async, [&]() -> Result<std::shared_ptr<const Preparation>> {
        if (options.preparation) return options.preparation;
        return Preparation::make(catalog, options.engine);
      });
  CREDLINT_TRY(Repository repository, find_repository("."));
  if (repository.bare) return Error{"--staged needs a work tree: a bare repository has no index"};
  return StagedCheck(catalog, options, std::move(repository)).run(std::move(preparing));
}

}  // namespace credlint
