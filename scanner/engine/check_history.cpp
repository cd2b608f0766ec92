// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scanner/engine/git_checks.h"
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

std::string date_text(std::int64_t seconds) {
  constexpr std::int64_t kLatest = 253402300799;  // 9999-12-31T23:59:59Z
  const auto known = static_cast<std::time_t>(std::clamp<std::int64_t>(seconds, 0, kLatest));
  std::tm parts{};
  gmtime_r(&known, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

/// What part a parsed content plays.
enum class Role : std::uint8_t {
  Tip,     ///< a file of the tree where the history ends
  Past,    ///< brought by some commit, and gone
  Before,  ///< older than the commits that were asked for
};

/// By what a finding is known again in other contents: the credential it points to, else its line.
class Identities {
 public:
  explicit Identities(const std::vector<ParsedFile>& files) : files_(files) {
    for (const ParsedFile& file : files) {
      for (const CredentialPart& part : file.facts.credential_parts) {
        if (part.part != PartKind::Expiry) parts_.emplace(place(part.at), value(part));
      }
    }
  }

  [[nodiscard]] static std::string value(const CredentialPart& part) {
    return fmt::format("value {} {:016x}", part.value.size(), part.value.fingerprint());
  }
  [[nodiscard]] static std::string line(const std::string& path, const Excerpt& excerpt) {
    return "line " + excerpt.digest + path;
  }
  [[nodiscard]] std::string of(const Finding& finding) const {
    if (const auto part = parts_.find(place(finding.at)); part != parts_.end()) return part->second;
    const FileRecord& record = files_[finding.at.file].record;
    const auto excerpt = record.excerpts.find(finding.at.line);
    return line(record.path, excerpt == record.excerpts.end() ? Excerpt{} : excerpt->second);
  }

 private:
  static std::pair<FileId, Span> place(const Location& at) { return {at.file, at.span}; }

  const std::vector<ParsedFile>& files_;
  std::map<std::pair<FileId, Span>, std::string> parts_;
};

/// Tells which versions of a file bring something new, as they come one after the other: most change
/// a few lines of a file that was looked at before.
class Versions {
 public:
  /// What `bytes` has that the version before it has not, with some text around it; all of it where
  /// another file came before.
  std::string_view news(std::string_view path, std::string_view bytes) const {
    if (path != path_) return bytes;
    // What spans lines (a folded secret, a call) is seen with its surroundings.
    constexpr std::size_t kAround = 1024;
    const std::size_t shared = std::min(bytes.size(), bytes_.size());
    const auto front = std::mismatch(bytes.begin(), bytes.begin() + to_offset(shared), bytes_.begin());
    auto begin = static_cast<std::size_t>(front.first - bytes.begin());
    const auto back = std::mismatch(bytes.rbegin(), bytes.rbegin() + to_offset(shared - begin),
                                    bytes_.rbegin());
    std::size_t end = bytes.size() - static_cast<std::size_t>(back.first - bytes.rbegin());
    begin -= std::min(begin, kAround);
    end = std::min(end + kAround, bytes.size());
    return bytes.substr(begin, end - begin);
  }

  void remember(std::string_view path, std::string_view bytes) {
    path_ = path;
    bytes_ = bytes;
  }

 private:
  static std::ptrdiff_t to_offset(std::size_t size) { return static_cast<std::ptrdiff_t>(size); }

  std::string path_;
  std::string bytes_;
};

class HistoryCheck {
 public:
  HistoryCheck(const Catalog& catalog, const RunOptions& options, const Repository& repository)
      : catalog_(catalog), options_(options), repository_(repository) {}

  Result<CheckResult> run() {
    CREDLINT_TRY(const std::vector<std::string> paths, paths_inside(repository_, options_.paths));
    CREDLINT_TRY(history_, read_history(repository_, options_.git->revision, paths));
    CREDLINT_TRY(run_, ParseRun::start(catalog_, options_));
    if (Status listed = list(paths); !listed) return listed.error();
    if (Status read = read_all(); !read) return read.error();
    return judged();
  }

 private:
  struct Content {
    Role role;
    std::uint32_t commit = kNone;  ///< that brought it
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void add(TreeFile file, Role role, std::uint32_t commit) {
    files_.push_back(std::move(file));
    contents_.push_back({role, commit});
  }

  /// Every content once: those of the tip at the paths they have there.
  Status list(const std::vector<std::string>& paths) {
    std::unordered_map<std::string_view, std::uint32_t> commits;
    for (const PastFile& past : history_.files) commits.emplace(past.file.blob, past.commit);
    std::set<std::string> at_tip;
    if (!history_.tip.empty()) {
      CREDLINT_TRY(TreeListing tip, files_of_tree(repository_, history_.tip, paths));
      for (TreeFile& file : tip.files) {
        at_tip.insert(file.blob);
        const auto commit = commits.find(file.blob);
        add(std::move(file), Role::Tip, commit == commits.end() ? kNone : commit->second);
      }
    }
    // Oldest first: a version need not be parsed where the one before it has all that it has.
    for (const TreeFile& file : history_.before) {
      if (!at_tip.contains(file.blob)) add(file, Role::Before, kNone);
    }
    std::ranges::stable_sort(history_.files, std::ranges::greater(), &PastFile::commit);
    for (const PastFile& past : history_.files) {
      if (!at_tip.contains(past.file.blob)) add(past.file, Role::Past, past.commit);
    }
    return ok();
  }

  Status read_all() {
    std::vector<Versions> versions(worker_count(options_.read));
    return run_->read(
        [&](const ReadOptions& how, const Visit& visit) {
          return read_blobs(repository_, files_, how, visit);
        },
        {},
        [&](const InputFile& file) {
          if (contents_[file.index].role == Role::Tip) return true;
          Versions& earlier = versions[file.worker];
          const std::string_view news = earlier.news(file.path, file.bytes);
          const bool wanted = news.size() == file.bytes.size() || run_->has_hits(news, file.worker);
          earlier.remember(file.path, file.bytes);
          return wanted;
        });
  }

  [[nodiscard]] const Content& content_of(FileId id) const {
    return contents_[run_->files()[id].index];
  }
  [[nodiscard]] std::vector<FileId> files_in(Role role) const {
    std::vector<FileId> ids;
    for (FileId id = 0; id < run_->files().size(); ++id) {
      if (content_of(id).role == role) ids.push_back(id);
    }
    return ids;
  }

  /// Where each credential and line was seen first. Contents that no commit of the range brought
  /// are older than all of it.
  void note_origins() {
    for (FileId id = 0; id < run_->files().size(); ++id) {
      const ParsedFile& file = run_->files()[id];
      for (const CredentialPart& part : file.facts.credential_parts) {
        if (part.part != PartKind::Expiry) note_origin(Identities::value(part), id);
      }
      for (const auto& [line, excerpt] : file.record.excerpts) {
        note_origin(Identities::line(file.record.path, excerpt), id);
      }
    }
  }
  void note_origin(const std::string& identity, FileId id) {
    const auto [origin, added] = origins_.try_emplace(identity, id);
    if (!added && is_older(id, origin->second)) origin->second = id;
  }
  [[nodiscard]] bool is_older(FileId a, FileId b) const {
    const auto age = [&](FileId id) {
      const Content& content = content_of(id);
      return std::pair(content.commit, std::string_view(run_->files()[id].record.path));
    };
    // The greater a commit's index, the older it is; of one commit, the first path counts.
    const auto [age_a, path_a] = age(a);
    const auto [age_b, path_b] = age(b);
    return age_a != age_b ? age_a > age_b : path_a < path_b;
  }

  /// Says which commit brought a finding. False where it is older than the range.
  bool introduce(Finding& finding, const std::string& identity, bool in_head) const {
    const auto found = origins_.find(identity);
    const FileId origin = found == origins_.end() ? finding.at.file : found->second;
    const std::uint32_t index = content_of(origin).commit;
    if (index == kNone) return false;
    const Commit& commit = history_.commits[index];
    finding.introduced = Introduction{.commit = commit.id,
                                      .date = date_text(commit.date),
                                      .path = run_->files()[origin].record.path,
                                      .in_head = in_head};
    return true;
  }

  Result<CheckResult> judged() {
    std::vector<ParsedFile>& files = run_->files();
    for (ParsedFile& file : files) file.record.tracking = Tracking::Tracked;
    note_origins();
    const Identities identities(files);
    const std::unique_ptr<FactStore> tip = freeze_some(files, files_in(Role::Tip));
    const std::unique_ptr<FactStore> past = freeze_some(files, files_in(Role::Past));
    std::vector<Finding> findings = judge(catalog_, *tip, options_);
    std::set<std::pair<std::string, std::string>> known;
    for (const Finding& finding : findings) known.emplace(finding.rule, identities.of(finding));
    std::erase_if(findings, [&](Finding& finding) {
      return !introduce(finding, identities.of(finding), true);
    });
    note_commit_time(findings, *tip);

    std::vector<Finding> gone = judge_by(rules_where(stays_exposed), catalog_, *past, options_);
    // The oldest content speaks for all that hold the same.
    std::ranges::stable_sort(gone, [&](const Finding& a, const Finding& b) {
      return is_older(a.at.file, b.at.file);
    });
    std::erase_if(gone, [&](Finding& finding) {
      const std::string identity = identities.of(finding);
      return !known.emplace(finding.rule, identity).second || !introduce(finding, identity, false);
    });
    note_commit_time(gone, *past);
    std::ranges::move(gone, std::back_inserter(findings));
    std::ranges::stable_sort(findings, [&](const Finding& a, const Finding& b) {
      return std::tie(files[a.at.file].record.path, a.at.span, a.rule, a.introduced->date) <
             std::tie(files[b.at.file].record.path, b.at.span, b.rule, b.introduced->date);
    });
    return result_with(std::move(findings));
  }

  /// Says of findings about tokens that have expired whether they were alive when they were
  /// committed.
  void note_commit_time(std::vector<Finding>& findings, const FactStore& facts) {
    const std::vector<Rule> rules = rules_where(depends_on_time);
    std::map<std::string, std::vector<Finding*>> by_commit;
    for (Finding& finding : findings) {
      const bool wanted = std::ranges::any_of(
          rules, [&](const Rule& rule) { return rule.id == finding.rule; });
      if (wanted) by_commit[finding.introduced->commit].push_back(&finding);
    }
    std::size_t judged_dates = 0;
    for (const Commit& commit : history_.commits) {
      const auto found = by_commit.find(commit.id);
      if (found == by_commit.end()) continue;
      if (++judged_dates > kMaxDates) return;
      RunOptions then;
      then.now = TimePoint(std::chrono::seconds(commit.date));
      const std::vector<Finding> at_commit = judge_by(rules, catalog_, facts, then);
      for (Finding* finding : found->second) compare(*finding, at_commit);
    }
  }

  static void compare(Finding& finding, const std::vector<Finding>& at_commit) {
    const auto same = std::ranges::find_if(at_commit, [&](const Finding& other) {
      return other.rule == finding.rule && other.at == finding.at;
    });
    if (same != at_commit.end() && same->message == finding.message) return;
    finding.message += " It was still valid when it was committed.";
  }

  CheckResult result_with(std::vector<Finding> findings) {
    std::vector<FileId> all(run_->files().size());
    for (FileId id = 0; id < all.size(); ++id) all[id] = id;
    CheckResult result;
    result.findings = std::move(findings);
    result.scanned = result_of(*run_, freeze_some(run_->files(), all));
    if (!history_.trouble.empty()) result.scanned.diagnostics.push_back({{}, 0, history_.trouble});
    return result;
  }

  const Catalog& catalog_;
  const RunOptions& options_;
  const Repository& repository_;
  History history_;
  std::unique_ptr<ParseRun> run_;
  std::vector<TreeFile> files_;     ///< what to read
  std::vector<Content> contents_;   ///< of files_
  std::unordered_map<std::string, FileId> origins_;
};

}  // namespace

Result<CheckResult> check_history(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const Repository repository, find_repository("."));
  return HistoryCheck(catalog, options, repository).run();
}

}  // namespace credlint
