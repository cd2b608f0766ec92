// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scanner/core/utc.h"
#include "scanner/engine/check_modes.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/history_origins.h"
#include "scanner/engine/parse_run.h"
#include "scanner/input/git_blobs.h"
#include "scanner/input/git_history.h"

namespace credlint {
namespace {

/// Commit dates at which tokens are judged once more: the most recent so many.
constexpr std::size_t kMaxDates = 500;

/// What stays true of the past: a removed region is mended, a removed key is still known.
bool stays_exposed(const Rule& rule) { return rule.family == "leak"; }
bool depends_on_time(const Rule& rule) { return rule.family == "leak" || rule.family == "expiry"; }

std::vector<Rule> rules_where(bool (*wanted)(const Rule&)) {
  std::vector<Rule> rules;
  std::ranges::copy_if(all_rules(), std::back_inserter(rules), wanted);
  return rules;
}

class HistoryCheck {
 public:
  HistoryCheck(const Catalog& catalog, const RunOptions& options, const Repository& repository)
      : catalog_(catalog), options_(options), repository_(repository) {}

  Result<CheckResult> run() {
    CREDLINT_TRY(const std::vector<std::string> paths, paths_inside(repository_, options_.paths));
    const std::string& range = options_.git->revision;
    std::future<Result<History>> log =
        std::async(std::launch::async, [&] { return read_history(repository_, range, paths); });
    CREDLINT_TRY(run_, ParseRun::start(catalog_, options_));
    const Status tip = read_tip(tip_of(repository_, range), paths);
    CREDLINT_TRY(history_, log.get());
    if (!tip) return tip.error();
    note_commits_of_tip();
    std::vector<Finding> findings = judge_tip();
    if (Status read = read_past(); !read) return read.error();
    introduce(findings);
    add_exposures(findings);
    return result_with(std::move(findings));
  }

 private:
  /// A content to read, and the commit that brought it.
  struct Content {
    TreeFile file;
    std::uint32_t commit;
    std::string parent = {};  ///< the content that it replaced there
  };

  Status read(const std::vector<Content>& contents, const ParseRun::Wanted& wanted) {
    std::vector<TreeFile> files;
    for (const Content& content : contents) files.push_back(content.file);
    const std::size_t known = run_->files().size();
    const Status done =
        run_->read([&](const ReadOptions& how,
                       const Visit& visit) { return read_blobs(repository_, files, how, visit); },
                   {}, wanted);
    for (std::size_t id = known; id < run_->files().size(); ++id) {
      ParsedFile& file = run_->files()[id];
      file.record.tracking = Tracking::Tracked;
      brought_.push_back({contents[file.index].commit, contents[file.index].file.path});
    }
    return done;
  }

  /// The tree where the history ends.
  Status read_tip(const std::string& commit, const std::vector<std::string>& paths) {
    if (!commit.empty()) {
      CREDLINT_TRY(const TreeListing tip, files_of_tree(repository_, commit, paths));
      for (const TreeFile& file : tip.files) tip_files_.push_back({file, kBeforeHistory});
    }
    return read(tip_files_, {});
  }

  /// A file of the tip whose content no commit of the range brought is older than the range.
  void note_commits_of_tip() {
    std::unordered_map<std::string_view, const PastFile*> past;
    for (const PastFile& file : history_.files) past.emplace(file.file.blob, &file);
    for (const Content& content : tip_files_) at_tip_.insert(content.file.blob);
    for (FileId id = 0; id < brought_.size(); ++id) {
      const auto found = past.find(tip_files_[run_->files()[id].index].file.blob);
      if (found != past.end()) brought_[id] = {found->second->commit, found->second->file.path};
    }
    tip_size_ = brought_.size();
  }

  std::vector<Finding> judge_tip() {
    tip_ = freeze_some(catalog_, run_->files(), ids(0, tip_size_));
    std::vector<Finding> findings = judge(catalog_, *tip_, options_);
    origins_.look_for(findings, run_->files());
    return findings;
  }

  /// Everything that is not in the tree where the history ends, oldest first: of a version that
  /// changes a few lines of another, only those are looked at.
  Status read_past() {
    std::vector<Content> contents;
    for (const TreeFile& file : history_.before) contents.push_back({file, kBeforeHistory});
    std::ranges::stable_sort(history_.files, std::ranges::greater(), &PastFile::commit);
    for (const PastFile& past : history_.files) {
      if (!at_tip_.contains(past.file.blob))
        contents.push_back({past.file, past.commit, past.parent});
    }
    std::vector<Versions> versions(worker_count(options_.read));
    return read(contents, [&](const InputFile& file) {
      const Content& content = contents[file.index];
      Versions& earlier = versions[file.worker];
      const std::string_view news = earlier.news(file.path, content.parent, file.bytes);
      origins_.note_lines(news, file.path, {content.commit, content.file.path});
      const bool exposes =
          run_->may_expose(news, file.worker) &&
          (news.size() == file.bytes.size() || run_->may_expose(earlier.added(news), file.worker));
      earlier.remember(content.file.blob, file.bytes);
      return exposes;
    });
  }

  [[nodiscard]] static std::vector<FileId> ids(std::size_t from, std::size_t to) {
    std::vector<FileId> all;
    for (std::size_t id = from; id < to; ++id) all.push_back(static_cast<FileId>(id));
    return all;
  }

  /// Says of findings at the tip which commits brought them, and drops those that are older than
  /// all that were asked for.
  void introduce(std::vector<Finding>& findings) {
    const std::vector<ParsedFile>& files = run_->files();
    for (std::size_t id = 0; id < files.size(); ++id)
      origins_.note_credentials(files[id], brought_[id]);
    std::erase_if(findings, [&](Finding& finding) {
      const std::string identity = Origins::identity(finding, files);
      known_.emplace(finding.rule, identity);
      return !introduce(finding, identity, true);
    });
    note_commit_time(findings, *tip_);
  }

  /// False where a finding is older than the range.
  bool introduce(Finding& finding, const std::string& identity, bool in_head) const {
    const Origin origin = origins_.oldest(identity).value_or(brought_[finding.at.file]);
    if (origin.commit == kBeforeHistory) return false;
    const Commit& commit = history_.commits[origin.commit];
    finding.introduced = Introduction{.commit = commit.id,
                                      .date = utc_text(commit.date),
                                      .path = repository_.shown(origin.path),
                                      .in_head = in_head};
    return true;
  }

  /// Adds what stands in the past only and stays exposed, each once: the oldest content speaks for
  /// all that hold the same.
  void add_exposures(std::vector<Finding>& findings) {
    const std::vector<ParsedFile>& files = run_->files();
    const std::unique_ptr<FactStore> past =
        freeze_some(catalog_, files, ids(tip_size_, files.size()));
    std::vector<Finding> gone = judge_by(rules_where(stays_exposed), catalog_, *past, options_);
    std::ranges::stable_sort(gone, [&](const Finding& a, const Finding& b) {
      return std::tie(brought_[b.at.file].commit, files[a.at.file].record.path) <
             std::tie(brought_[a.at.file].commit, files[b.at.file].record.path);
    });
    std::erase_if(gone, [&](Finding& finding) {
      const std::string identity = Origins::identity(finding, files);
      return !known_.emplace(finding.rule, identity).second || !introduce(finding, identity, false);
    });
    note_commit_time(gone, *past);
    std::ranges::move(gone, std::back_inserter(findings));
    std::ranges::stable_sort(findings, [&](const Finding& a, const Finding& b) {
      return std::tie(files[a.at.file].record.path, a.at.span, a.rule, a.introduced->date) <
             std::tie(files[b.at.file].record.path, b.at.span, b.rule, b.introduced->date);
    });
  }

  /// Says of findings about tokens that have expired whether they were alive when they were
  /// committed.
  void note_commit_time(std::vector<Finding>& findings, const FactStore& facts) {
    const std::vector<Rule> rules = rules_where(depends_on_time);
    std::map<std::string, std::vector<Finding*>> by_commit;
    for (Finding& finding : findings) {
      const bool wanted =
          std::ranges::any_of(rules, [&](const Rule& rule) { return rule.id == finding.rule; });
      if (wanted) by_commit[finding.introduced->commit].push_back(&finding);
    }
    std::size_t judged_dates = 0;
    for (const Commit& commit : history_.commits) {
      const auto found = by_commit.find(commit.id);
      if (found == by_commit.end()) continue;
      if (++judged_dates > kMaxDates) return;
      RunOptions then;
      then.settings = options_.settings;
      then.now = TimePoint(std::chrono::seconds(commit.date));
      const std::vector<Finding> at_commit = judge_by(rules, catalog_, facts, then);
      for (Finding* finding : found->second) compare(*finding, at_commit);
    }
  }

  /// What has expired by now and had not at the commit is either not found there, or weighed more.
  static void compare(Finding& finding, const std::vector<Finding>& at_commit) {
    const auto same = std::ranges::find_if(at_commit, [&](const Finding& other) {
      return other.rule == finding.rule && other.at == finding.at;
    });
    if (same == at_commit.end() || same->severity > finding.severity)
      finding.message += " It was still valid when it was committed.";
  }

  CheckResult result_with(std::vector<Finding> findings) {
    CheckResult result;
    result.findings = std::move(findings);
    show_from_here(repository_, run_->files());
    result.scanned =
        result_of(*run_, freeze_some(catalog_, run_->files(), ids(0, run_->files().size())));
    if (!history_.trouble.empty()) result.scanned.diagnostics.push_back({{}, 0, history_.trouble});
    return result;
  }

  const Catalog& catalog_;
  const RunOptions& options_;
  const Repository& repository_;
  History history_;
  std::unique_ptr<ParseRun> run_;
  std::vector<Content> tip_files_;
  std::vector<Origin> brought_;   ///< by FileId: the commit, and the path there
  std::set<std::string> at_tip_;  ///< blobs
  std::size_t tip_size_ = 0;      ///< the first so many files are those of the tip
  std::unique_ptr<FactStore> tip_;
  Origins origins_;
  std::set<std::pair<std::string, std::string>> known_;  ///< rule and identity
};

}  // namespace

Result<CheckResult> check_history(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const Repository repository, find_repository("."));
  return HistoryCheck(catalog, options, repository).run();
}

}  // namespace credlint
