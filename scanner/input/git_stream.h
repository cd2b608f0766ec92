// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/result.h"
#include "scanner/input/child_process.h"

namespace credlint {

/// An index or a configuration file that is a FIFO would make git wait for ever.
inline constexpr std::chrono::milliseconds kGitPatience{20'000};

/// A git process whose output is read while it runs, and that may be asked questions meanwhile.
///
/// Nothing that the repository configures is run: no hooks, filters, file system monitor, pager,
/// signature check, transport or lazy fetch. git itself is only taken from absolute folders of
/// PATH, and there is no shell. A process that gives nothing for a while (an index that is a FIFO)
/// is ended.
class GitStream {
 public:
  using Input = ChildInput;
  /// Which of the environment's variables of git reach it.
  enum class Variables : bool {
    None,
    OfHooks,  ///< those that say where repository, index and objects are, as git sets them for
              ///< hooks
  };
  /// Starts `git -C folder ARGUMENTS…`; "" is the root folder.
  static Result<std::unique_ptr<GitStream>> start(const std::string& folder,
                                                  const std::vector<std::string>& arguments,
                                                  Input input = Input::None,
                                                  Variables variables = Variables::OfHooks);
  GitStream(const GitStream&) = delete;
  GitStream& operator=(const GitStream&) = delete;
  /// Ends a process that still runs.
  ~GitStream();

  /// Queues text for git's standard input; it is written while output is read.
  void feed(std::string_view text) { queued_ += text; }
  /// No more text will come.
  void end_input() { input_ended_ = true; }

  /// The output up to the terminator, which is left out; nothing at the end of output. The view
  /// lives until the next call.
  Result<std::optional<std::string_view>> until(char terminator);
  /// Exactly `count` bytes of output. The view lives until the next call.
  Result<std::string_view> bytes(std::size_t count);
  /// All output that is left.
  Result<std::string> rest();
  /// Passes over `count` bytes of output.
  Status skip(std::size_t count);
  /// How long git may give nothing before it is ended.
  void set_patience(std::chrono::milliseconds patience) { patience_ = patience; }
  /// Waits for the end of the process. An error holds what git said, where it failed.
  Status finish();

 private:
  GitStream() = default;
  Status spawn(std::vector<std::string> command, Input input, Variables variables);
  /// Waits for something to read or write, and does it. False at the end of output.
  Result<bool> pump();
  void write_some();
  void read_error();
  [[nodiscard]] Error failure(std::string_view what) const;

  pid_t id_ = -1;
  std::chrono::milliseconds patience_ = kGitPatience;
  Descriptor input_;
  Descriptor output_;
  Descriptor error_;
  std::string queued_;
  std::size_t written_ = 0;
  bool input_ended_ = false;
  std::unique_ptr<char[]> chunk_;  ///< what one read gives
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of what was not yet given out
  bool at_end_ = false;
  std::string said_;  ///< on standard error
};

/// What `git -C work_tree ARGUMENTS…` writes to its output, as GitStream runs it. An error when git
/// is missing, fails, or gives nothing for as long as `patience`.
Result<std::string> run_git(const std::string& work_tree, const std::vector<std::string>& arguments,
                            GitStream::Variables variables = GitStream::Variables::None,
                            std::chrono::milliseconds patience = kGitPatience);

}  // namespace credlint
