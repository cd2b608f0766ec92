// SPDX-License-Identifier: MIT
#include "scanner/input/tracked_ignored.h"

#include <algorithm>

#include "scanner/core/words.h"
#include "scanner/input/git.h"
#include "scanner/input/git_ignores.h"
#include "scanner/input/git_stream.h"

namespace credlint {

bool TrackedIgnored::any_at(const std::string& real_path, bool folder) {
  const std::scoped_lock lock(mutex_);
  const std::string around = real_path.substr(0, real_path.rfind('/'));
  const auto [work_tree, added] = work_trees_.try_emplace(around);
  if (added) work_tree->second = work_tree_around(around);
  if (!work_tree->second) return false;
  const std::vector<std::string>& files = files_of(*work_tree->second);
  const std::string wanted = folder ? real_path + "/" : real_path;
  const auto found = std::ranges::lower_bound(files, wanted);
  return found != files.end() && (folder ? found->starts_with(wanted) : *found == wanted);
}

const std::vector<std::string>& TrackedIgnored::files_of(const std::string& work_tree) {
  const auto [files, added] = files_.try_emplace(work_tree);
  if (!added || patience_.count() <= 0 || !may_ask_git(work_tree)) return files->second;
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const Result<std::string> listed =
      run_git(work_tree, {"ls-files", "-z", "--cached", "--ignored", "--exclude-standard"},
              GitStream::Variables::None, patience_);
  if (!listed) {
    patience_ -= std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    return files->second;
  }
  for (const std::string_view path : split(*listed, std::string_view("\0", 1)))
    files->second.push_back(work_tree + "/" + std::string(path));
  std::ranges::sort(files->second);
  return files->second;
}

}  // namespace credlint
