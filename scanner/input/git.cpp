// SPDX-License-Identifier: MIT
#include "scanner/input/git.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "scanner/input/git_ignores.h"
#include "scanner/input/git_stream.h"
#include "scanner/input/roots.h"

namespace credlint {
namespace {

// For more paths than this it is quicker to let git list its whole index.
constexpr std::size_t kMaxPathspecs = 64;

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

std::unordered_set<std::string> split_at_nul(std::string_view text) {
  std::unordered_set<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    parts.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void ask(const std::string& work_tree, const std::vector<Asked>& asked,
         std::map<std::string, Tracking>& answers) {
  std::vector<std::string> arguments = {"ls-files", "-z", "--cached", "--"};
  if (asked.size() <= kMaxPathspecs)
    for (const Asked& one : asked) arguments.push_back(one.inside);
  const Result<std::string> listed = run_git(work_tree, arguments);
  if (!listed) return;
  const std::unordered_set<std::string> tracked = split_at_nul(*listed);
  for (const Asked& one : asked)
    answers[one.path] = tracked.contains(one.inside) ? Tracking::Tracked : Tracking::Untracked;
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
  for (const auto& [work_tree, asked] : by_work_tree) ask(work_tree, asked, answers);
  return answers;
}

}  // namespace credlint
