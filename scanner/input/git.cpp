// SPDX-License-Identifier: MIT
#include "scanner/input/git.h"

#include <sys/stat.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "scanner/core/words.h"
#include "scanner/input/git_ignores.h"
#include "scanner/input/git_stream.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

// For more paths than this it is quicker to let git list its whole index.
constexpr std::size_t kMaxPathspecs = 64;
// A repository may make git wait for ever, by a FIFO that its configuration includes: that much
// waiting for nothing is allowed in a run, however many repositories there are.
constexpr std::chrono::milliseconds kPatienceOfRun{5'000};

struct Asked {
  std::string path;    ///< as asked for
  std::string inside;  ///< relative to the work tree
};

// Finds work trees, each folder looked at once.
class WorkTrees {
 public:
  struct Place {
    std::string folder;  ///< real path
    std::optional<std::string> work_tree;
  };
  const Place& around(const std::string& folder) {
    const auto [known, added] = known_.try_emplace(folder);
    if (added) {
      known->second.folder = real_path_of(folder);
      if (known->second.folder.starts_with('/') || known->second.folder.empty())
        known->second.work_tree = work_tree_around(known->second.folder);
    }
    return known->second;
  }

 private:
  std::map<std::string, Place> known_;
};

using Clock = std::chrono::steady_clock;

/// What is left of the patience afterwards: waiting for no answer uses it up.
std::chrono::milliseconds ask(const std::string& work_tree, const std::vector<Asked>& asked,
                              std::chrono::milliseconds patience,
                              std::map<std::string, Tracking>& answers) {
  std::vector<std::string> arguments = {"ls-files", "-z", "--cached", "--"};
  if (asked.size() <= kMaxPathspecs)
    for (const Asked& one : asked) arguments.push_back(one.inside);
  const Clock::time_point begin = Clock::now();
  const Result<std::string> listed =
      run_git(work_tree, arguments, GitStream::Variables::None, patience);
  if (!listed) {
    return patience - std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  }
  const auto paths = split(*listed, std::string_view("\0", 1));
  const std::unordered_set<std::string_view> tracked(paths.begin(), paths.end());
  for (const Asked& one : asked)
    answers[one.path] = tracked.contains(one.inside) ? Tracking::Tracked : Tracking::Untracked;
  return patience;
}

}  // namespace

std::map<std::string, Tracking> tracking_of(const std::vector<std::string>& paths) {
  std::map<std::string, Tracking> answers;
  std::map<std::string, std::vector<Asked>> by_work_tree;
  WorkTrees trees;
  for (const std::string& path : paths) {
    if (!answers.try_emplace(path, Tracking::Unknown).second) continue;
    const std::size_t slash = path.rfind('/');
    const bool bare = slash == std::string::npos;
    const WorkTrees::Place& place = trees.around(bare ? "." : path.substr(0, slash + 1));
    if (!place.work_tree) continue;
    const std::string real = place.folder + "/" + path.substr(bare ? 0 : slash + 1);
    by_work_tree[*place.work_tree].push_back({path, real.substr(place.work_tree->size() + 1)});
  }
  std::chrono::milliseconds patience = kPatienceOfRun;
  for (const auto& [work_tree, asked] : by_work_tree) {
    if (patience.count() <= 0) break;
    if (may_ask_git(work_tree)) patience = ask(work_tree, asked, patience, answers);
  }
  return answers;
}

bool may_ask_git(const std::string& work_tree) {
  const std::optional<std::string> repository = repository_of(work_tree);
  if (!repository) return false;
  for (const char* name : {"/HEAD", "/config", "/config.worktree", "/index"}) {
    struct stat info {};
    if (::stat((*repository + name).c_str(), &info) == 0 && !S_ISREG(info.st_mode)) return false;
  }
  return true;
}

}  // namespace credlint
