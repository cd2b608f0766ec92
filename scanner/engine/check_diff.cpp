// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scanner/core/source_file.h"
#include "scanner/engine/change.h"
#include "scanner/engine/check_modes.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/parse_run.h"
#include "scanner/input/git_blobs.h"
#include "scanner/input/git_repository.h"

namespace credlint {
namespace {

/// The two states to compare.
struct Ends {
  std::string from;  ///< id of a tree
  std::string to;    ///< id of a tree; empty: the work tree
};

/// "A", "A..B" and "A...B", as git diff reads them; without a B, the work tree is meant.
Result<Ends> ends_of(const Repository& repository, const std::string& revision) {
  if (revision.empty()) return Error{"--diff needs a revision to compare with"};
  const std::size_t dots = revision.find("..");
  std::string from = revision.substr(0, dots);
  std::string to;
  if (dots != std::string::npos) {
    const bool parted = revision.compare(dots, 3, "...") == 0;
    to = revision.substr(dots + (parted ? 3 : 2));
    if (from.empty()) from = "HEAD";
    if (parted) {
      CREDLINT_TRY(from, merge_base(repository, from, to.empty() ? "HEAD" : to));
    }
  }
  if (to.empty() && repository.bare) to = "HEAD";
  Ends ends;
  CREDLINT_TRY(ends.from, tree_of(repository, from));
  if (to.empty()) return ends;
  CREDLINT_TRY(ends.to, tree_of(repository, to));
  return ends;
}

/// The text whose lines are compared.
std::string_view as_utf8(std::string_view bytes, std::string& converted) {
  const EncodingGuess guess = guess_encoding(bytes);
  if (guess.encoding == Encoding::Utf8) return bytes;
  converted = utf16_to_utf8(bytes, guess.encoding);
  return converted;
}

class DiffCheck {
 public:
  DiffCheck(const Catalog& catalog, const RunOptions& options, const Repository& repository)
      : catalog_(catalog), options_(options), repository_(repository) {}

  Result<CheckResult> run() {
    CREDLINT_TRY(const Ends ends, ends_of(repository_, options_.git->revision));
    CREDLINT_TRY(paths_, paths_inside(repository_, options_.paths));
    CREDLINT_TRY(run_, ParseRun::start(catalog_, options_));
    const unsigned workers = worker_count(options_.read);
    for (unsigned i = 0; i < workers; ++i)
      readers_.emplace_back(repository_, options_.read.max_file_bytes);
    if (Status known = list_before(ends); !known) return known.error();
    if (Status read = read_after(ends); !read) return read.error();
    if (Status read = read_gone(); !read) return read.error();
    return judged();
  }

 private:
  /// Learns which blob every path had, renames included.
  Status list_before(const Ends& ends) {
    CREDLINT_TRY(TreeListing before, files_of_tree(repository_, ends.from, {}));
    for (TreeFile& file : before.files) before_.emplace(file.path, file);
    if (ends.to.empty()) {
      CREDLINT_TRY(changes_, changes_to_index(repository_, ends.from, {}));
      CREDLINT_TRY(const TreeListing index, files_of_index(repository_, {}));
      submodules_ = index.submodules;
    } else {
      CREDLINT_TRY(changes_, changes_between(repository_, ends.from, ends.to, {}));
    }
    for (const ChangedFile& file : changes_) {
      changed_.insert(file.path);
      if (file.path != file.old_path && !file.old_blob.empty())
        before_[file.path] = {file.old_path, file.old_blob};
    }
    return ok();
  }

  Status read_after(const Ends& ends) {
    const ParseRun::Then compare = [&](const InputFile& file, std::optional<FileId> id) {
      if (id) note(file, *id);
    };
    if (ends.to.empty()) {
      const std::string root = repository_.named("");
      return run_->read(
          [&](const ReadOptions& how, const Visit& visit) {
            return read_files({root.empty() ? "." : root}, how, visit);
          },
          compare);
    }
    CREDLINT_TRY(const TreeListing after, files_of_tree(repository_, ends.to, {}));
    return run_->read(
        [&](const ReadOptions& how, const Visit& visit) {
          return read_blobs(repository_, after.files, how, visit);
        },
        compare);
  }

  /// Whether the paths that the user named, if any, hold a file. The rest is read as well: what is
  /// right in one file may depend on another.
  [[nodiscard]] bool is_wanted(const std::string& judged_path) const {
    if (paths_.empty()) return true;
    const std::optional<std::string> path = repository_.inside(judged_path);
    return path && std::ranges::any_of(paths_, [&](const std::string& wanted) {
             return *path == wanted || path->starts_with(wanted + "/");
           });
  }

  [[nodiscard]] bool in_submodule(const std::string& path) const {
    return std::ranges::any_of(submodules_, [&](const std::string& folder) {
      return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
    });
  }

  /// Compares a file that holds facts with what it was. Called by workers.
  void note(const InputFile& file, FileId id) {
    const std::optional<std::string> path = repository_.inside(std::string(file.path));
    if (!path || in_submodule(*path)) return keep_unchanged(id);
    const auto was = before_.find(*path);
    if (was == before_.end()) return keep({std::nullopt, id, kWholeFile}, *path);
    const Result<std::optional<std::string_view>> read =
        readers_[file.worker].read(was->second.blob);
    if (!read || !*read) {
      keep({std::nullopt, id, kWholeFile}, *path);
      return note_unread(*path);
    }
    const std::string_view before = **read;
    if (before == file.bytes) return keep_unchanged(id);
    std::string converted_before;
    std::string converted_after;
    Change::File change;
    change.after = id;
    change.added =
        added_lines(as_utf8(before, converted_before), as_utf8(file.bytes, converted_after));
    const std::string named = repository_.named(was->second.path);
    change.before = run_->parse({.path = named, .bytes = before, .worker = file.worker}, named);
    keep(std::move(change), *path);
  }

  /// A clone without old objects, for one.
  void note_unread(const std::string& path) {
    const std::lock_guard lock(mutex_);
    unread_.push_back({repository_.shown(path), 0,
                       "what it was before cannot be read (its object is missing or too large): "
                       "all of it counts as new"});
  }

  void keep_unchanged(FileId id) {
    const std::lock_guard lock(mutex_);
    change_.unchanged.push_back(id);
  }

  void keep(Change::File file, const std::string& path) {
    const std::lock_guard lock(mutex_);
    change_.files.push_back(std::move(file));
    seen_.insert(path);
  }

  /// Files that had facts and have none any more, or are gone.
  Status read_gone() {
    std::vector<TreeFile> files;
    for (const ChangedFile& file : changes_) {
      if (!seen_.contains(file.path) && !file.old_blob.empty())
        files.push_back({file.old_path, file.old_blob});
    }
    const ReadSummary asked_for = run_->summary();
    const Status done =
        run_->read([&](const ReadOptions& how,
                       const Visit& visit) { return read_blobs(repository_, files, how, visit); },
                   [&](const InputFile&, std::optional<FileId> id) {
                     if (!id) return;
                     const std::lock_guard lock(mutex_);
                     change_.files.push_back({id, std::nullopt, {}});
                   });
    run_->summary() = asked_for;
    return done;
  }

  Result<CheckResult> judged() {
    std::vector<ParsedFile>& files = run_->files();
    // Ids depend on which worker was first.
    const auto path_of = [&](const Change::File& file) -> const std::string& {
      return files[file.after ? *file.after : *file.before].record.path;
    };
    std::ranges::sort(change_.files, {}, path_of);
    note_tracking(files);
    // Commits hold both sides, whether there is a work tree or not.
    for (const Change::File& file : change_.files) {
      for (const auto& side : {file.before, file.after})
        if (side) files[*side].record.tracking = Tracking::Tracked;
    }
    note_modes(files, {});
    const std::unique_ptr<FactStore> facts = freeze_some(catalog_, files, change_.after());
    CheckResult result;
    result.findings =
        brought_by(change_, judge(catalog_, *facts, options_), files, catalog_, options_);
    std::erase_if(result.findings, [&](const Finding& finding) {
      return !is_wanted(files[finding.at.file].record.path);
    });
    show_from_here(repository_, files);
    result.scanned = result_of(*run_, freeze_some(catalog_, files, change_.after()));
    std::erase_if(result.scanned.diagnostics, [&](const Diagnostic& trouble) {
      const std::optional<std::string> path = repository_.inside(trouble.path);
      return path && !changed_.contains(*path) && before_.contains(*path);
    });
    std::ranges::sort(unread_);
    std::ranges::move(unread_, std::back_inserter(result.scanned.diagnostics));
    return result;
  }

  const Catalog& catalog_;
  const RunOptions& options_;
  const Repository& repository_;
  std::vector<std::string> paths_;
  std::unique_ptr<ParseRun> run_;
  std::vector<BlobReader> readers_;  ///< one for each worker
  std::unordered_map<std::string, TreeFile> before_;
  std::vector<ChangedFile> changes_;
  std::set<std::string> changed_;
  std::vector<std::string> submodules_;
  std::vector<Diagnostic> unread_;
  std::mutex mutex_;
  Change change_;
  std::set<std::string> seen_;
};

}  // namespace

Result<CheckResult> check_diff(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const Repository repository, find_repository("."));
  return DiffCheck(catalog, options, repository).run();
}

}  // namespace credlint
