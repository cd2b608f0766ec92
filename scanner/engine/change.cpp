// SPDX-License-Identifier: MIT
#include "scanner/engine/change.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "scanner/engine/fact_places.h"
#include "scanner/engine/parse_run.h"

namespace credlint {
namespace {

/// To find what a finding comes from, so many files are put back one by one.
constexpr std::size_t kMaxSuspects = 64;

/// What stays the same when lines move: rule, path and line.
using Key = std::tuple<std::string, std::string, std::string>;

/// Judges states of the tree that differ in some files.
class States {
 public:
  States(const Change& change, const std::vector<ParsedFile>& files, const Catalog& catalog,
         const RunOptions& options)
      : change_(change), files_(files), catalog_(catalog), options_(options) {
    for (const Change::File& file : change.files) {
      if (file.before && file.after)
        new_paths_.emplace(files[*file.before].record.path, files[*file.after].record.path);
    }
  }

  [[nodiscard]] Key key_of(const Finding& finding) const {
    const FileRecord& record = files_[finding.at.file].record;
    const auto renamed = new_paths_.find(record.path);
    const auto excerpt = record.excerpts.find(finding.at.line);
    return {finding.rule, renamed == new_paths_.end() ? record.path : renamed->second,
            excerpt == record.excerpts.end() ? std::string() : excerpt->second.digest};
  }

  /// Findings of the tree as it was.
  [[nodiscard]] std::multiset<Key> before() const { return keys_of(change_.before()); }

  /// Findings of the tree as it is but for one file, which is as it was.
  [[nodiscard]] std::multiset<Key> without(const Change::File& undone) const {
    std::vector<FileId> ids = change_.after();
    if (undone.after) std::erase(ids, *undone.after);
    if (undone.before) ids.push_back(*undone.before);
    return keys_of(ids);
  }

 private:
  [[nodiscard]] std::multiset<Key> keys_of(const std::vector<FileId>& ids) const {
    std::multiset<Key> keys;
    const std::unique_ptr<FactStore> facts = freeze_some(catalog_, files_, ids);
    for (const Finding& finding : judge(catalog_, *facts, options_)) {
      if (!finding.suppressed) keys.insert(key_of(finding));
    }
    return keys;
  }

  const Change& change_;
  const std::vector<ParsedFile>& files_;
  const Catalog& catalog_;
  const RunOptions& options_;
  std::map<std::string, std::string> new_paths_;
};

/// Finds out which changed file a finding elsewhere comes from.
class Suspects {
 public:
  Suspects(const Change& change, const States& states, const std::vector<ParsedFile>& files)
      : states_(states), files_(files) {
    for (const Change::File& file : change.files) {
      if (suspects_.size() < kMaxSuspects && (file.before || file.after))
        suspects_.push_back({&file, std::nullopt});
    }
  }

  /// Where the change stands that brought the finding; nothing when it takes several.
  std::optional<Location> place_of(const Key& key) {
    for (Suspect& suspect : suspects_) {
      if (!suspect.keys) suspect.keys = states_.without(*suspect.file);
      if (!suspect.keys->contains(key)) return place_in(*suspect.file);
    }
    return std::nullopt;
  }

 private:
  struct Suspect {
    const Change::File* file;
    std::optional<std::multiset<Key>> keys;
  };

  /// The first fact on an added line, else the first line: something was taken away there.
  [[nodiscard]] std::optional<Location> place_in(const Change::File& file) const {
    if (!file.after) return std::nullopt;
    std::optional<Location> first;
    for_each_place(files_[*file.after].facts, [&](const Location& at) {
      if (holds_line(file.added, at.line) && (!first || at.span < first->span)) first = at;
    });
    if (first) return first;
    return Location{.file = *file.after,
                    .line = 1,
                    .column = 1,
                    .end_line = 1,
                    .end_column = 1,
                    .utf16_column = 1,
                    .utf16_end_column = 1};
  }

  const States& states_;
  const std::vector<ParsedFile>& files_;
  std::vector<Suspect> suspects_;
};

/// Which lines are new.
class AddedLines {
 public:
  explicit AddedLines(const Change& change) {
    for (const Change::File& file : change.files) {
      if (file.after) by_file_.emplace(*file.after, &file.added);
    }
  }
  [[nodiscard]] bool hold(const Location& at) const {
    const auto file = by_file_.find(at.file);
    if (file == by_file_.end()) return false;
    const std::uint32_t last = std::max(at.line, at.end_line);
    const auto range = std::ranges::lower_bound(*file->second, at.line, {}, &LineRange::last);
    // Line 0 is the file as a whole.
    return range != file->second->end() && (range->first <= last || at.line == 0);
  }

 private:
  std::map<FileId, const std::vector<LineRange>*> by_file_;
};

}  // namespace

std::vector<FileId> Change::before() const {
  std::vector<FileId> ids = unchanged;
  for (const File& file : files) {
    if (file.before) ids.push_back(*file.before);
  }
  return ids;
}

std::vector<FileId> Change::after() const {
  std::vector<FileId> ids = unchanged;
  for (const File& file : files) {
    if (file.after) ids.push_back(*file.after);
  }
  return ids;
}

std::vector<Finding> brought_by(const Change& change, std::vector<Finding> findings,
                                const std::vector<ParsedFile>& files, const Catalog& catalog,
                                const RunOptions& options) {
  const AddedLines added(change);
  std::vector<Finding> brought;
  std::vector<Finding> elsewhere;
  for (Finding& finding : findings) {
    (added.hold(finding.at) ? brought : elsewhere).push_back(std::move(finding));
  }
  if (elsewhere.empty()) return brought;
  const States states(change, files, catalog, options);
  std::multiset<Key> known = states.before();
  Suspects suspects(change, states, files);
  for (Finding& finding : elsewhere) {
    if (finding.suppressed) continue;  // accepted, and the change did not touch it
    const Key key = states.key_of(finding);
    if (const auto same = known.find(key); same != known.end()) {
      known.erase(same);
      continue;
    }
    const bool explained = std::ranges::any_of(
        finding.related, [&](const Related& related) { return added.hold(related.at); });
    if (!explained) {
      if (const auto place = suspects.place_of(key))
        finding.related.push_back({*place, "this change brings it"});
    }
    brought.push_back(std::move(finding));
  }
  return brought;
}

}  // namespace credlint
