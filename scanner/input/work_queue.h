// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace credlint {

/// Tasks for a fixed set of workers, where a task may add more. The newest is taken first, so that
/// a walk goes deep before it goes wide and the queue stays short.
template <typename Task>
class WorkQueue {
 public:
  /// Adds tasks; the first of them is taken first.
  void push(std::vector<Task> tasks) {
    if (tasks.empty()) return;
    const bool several = tasks.size() > 1;
    {
      const std::lock_guard lock(mutex_);
      pending_ += tasks.size();
      tasks_.insert(tasks_.end(), std::make_move_iterator(tasks.rbegin()),
                    std::make_move_iterator(tasks.rend()));
    }
    several ? ready_.notify_all() : ready_.notify_one();
  }

  /// The next task, waiting for one; nothing once all tasks are done. A worker that took a task
  /// calls done() before it asks again.
  std::optional<Task> next() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !tasks_.empty() || pending_ == 0; });
    if (tasks_.empty()) return std::nullopt;
    std::optional<Task> task(std::move(tasks_.back()));
    tasks_.pop_back();
    return task;
  }

  void done() {
    const std::lock_guard lock(mutex_);
    if (--pending_ == 0) ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<Task> tasks_;
  std::size_t pending_ = 0;  ///< waiting or being worked on
};

}  // namespace credlint
