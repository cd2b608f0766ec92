// SPDX-License-Identifier: MIT
#include "scanner/input/git_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

#include "scanner/input/child_process.h"

namespace credlint {
namespace {

constexpr std::chrono::seconds kPatienceAtEnd{2};
constexpr int kTurnsBeforeSleep = 200;
constexpr std::size_t kGitChunkBytes = 256 << 10;
constexpr std::size_t kMaxOutputBytes = std::size_t{1} << 30;
constexpr std::size_t kMaxGitSaidBytes = 4096;

/// Set by git itself for its hooks: `git commit -a` commits another index than .git/index, what is
/// pushed lies in quarantine until the hook has said yes, and `git --git-dir` may name any folder.
bool is_of_hooks(std::string_view variable) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{
          "GIT_INDEX_FILE=", "GIT_DIR=", "GIT_WORK_TREE=", "GIT_OBJECT_DIRECTORY=",
          "GIT_QUARANTINE_PATH=", "GIT_ALTERNATE_OBJECT_DIRECTORIES="},
      [&](std::string_view name) { return variable.starts_with(name); });
}

/// Hooks run in the folder where this process is; git is run elsewhere.
std::string absolute(std::string_view variable) {
  const std::size_t equals = variable.find('=');
  const std::string_view value = variable.substr(equals + 1);
  if (value.empty() || value.starts_with('/')) return std::string(variable);
  char here[4096];
  if (::getcwd(here, sizeof here) == nullptr) return std::string(variable);
  return std::string(variable.substr(0, equals + 1)) + here + "/" + std::string(value);
}

std::vector<std::string> clean_environment(GitStream::Variables variables) {
  const bool of_hooks = variables == GitStream::Variables::OfHooks;
  std::vector<std::string> kept;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (of_hooks && is_of_hooks(text)) {
      kept.push_back(absolute(text));
    } else if (!text.starts_with("GIT_") && !text.starts_with("LC_ALL=")) {
      kept.emplace_back(text);
    }
  }
  for (const char* setting :
       {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=none",
        "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat", "LC_ALL=C"})
    kept.emplace_back(setting);
  return kept;
}

/// The first line without git's own "fatal: ".
std::string_view first_line_said(std::string_view text) {
  for (const std::string_view word : {"fatal: ", "error: "}) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  return text.substr(0, text.find('\n'));
}

}  // namespace

Result<std::unique_ptr<GitStream>> GitStream::start(const std::string& folder,
                                                    const std::vector<std::string>& arguments,
                                                    Input input, Variables variables) {
  const std::optional<std::string> git = find_program("git");
  if (!git) return Error{"git is not installed"};
  std::vector<std::string> command = {*git, "-C", folder.empty() ? "/" : folder};
  // Commands that never read the work tree run no filter; these are for whatever else is
  // configured.
  for (const char* setting : {"core.fsmonitor=false", "core.hooksPath=/dev/null",
                              "protocol.allow=never", "log.showSignature=false"}) {
    command.emplace_back("-c");
    command.emplace_back(setting);
  }
  for (const char* flag : {"--no-pager", "--no-optional-locks", "--literal-pathspecs"})
    command.emplace_back(flag);
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::unique_ptr<GitStream> stream(new GitStream);
  if (Status started = stream->spawn(std::move(command), input, variables); !started)
    return started.error();
  return stream;
}

Status GitStream::spawn(std::vector<std::string> command, Input input, Variables variables) {
  CREDLINT_TRY(Child child, start_child(std::move(command), clean_environment(variables), input));
  id_ = child.id;
  input_ = std::move(child.input);
  output_ = std::move(child.output);
  error_ = std::move(child.error);
#ifdef F_SETPIPE_SZ
  // Fewer turns between the two processes; where it is refused, the usual 64 kB do.
  ::fcntl(output_.get(), F_SETPIPE_SZ, kGitChunkBytes);
#endif
  return ok();
}

GitStream::~GitStream() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Error GitStream::failure(std::string_view what) const {
  const std::string_view said = first_line_said(said_);
  return {"git: " + std::string(said.empty() ? what : said)};
}

void GitStream::write_some() {
  const ssize_t count = ::write(input_.get(), queued_.data() + written_, queued_.size() - written_);
  if (count < 0) {
    // A git that reads no more tells why at its end.
    if (errno != EAGAIN && errno != EINTR) input_.reset();
    return;
  }
  written_ += static_cast<std::size_t>(count);
  if (written_ < queued_.size()) return;
  queued_.clear();
  written_ = 0;
}

void GitStream::read_error() {
  char text[1024];
  const ssize_t count = ::read(error_.get(), text, sizeof text);
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) error_.reset();
  if (count > 0 && said_.size() < kMaxGitSaidBytes)
    said_.append(text, static_cast<std::size_t>(count));
}

Result<bool> GitStream::pump() {
  if (at_end_) return false;
  if (begin_ > 0 && begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  }
  const bool writes = input_.valid() && !queued_.empty();
  if (input_.valid() && queued_.empty() && input_ended_) input_.reset();
  pollfd waiting[] = {{output_.get(), POLLIN, 0},
                      {error_.valid() ? error_.get() : -1, POLLIN, 0},
                      {writes ? input_.get() : -1, POLLOUT, 0}};
  const int ready = ::poll(waiting, 3, static_cast<int>(patience_.count()));
  if (ready < 0 && errno == EINTR) return true;
  if (ready <= 0) return failure("no answer in time");
  if (waiting[2].revents != 0) write_some();
  if (waiting[1].revents != 0) read_error();
  if (waiting[0].revents == 0) return true;
  if (buffer_.size() - begin_ > kMaxOutputBytes) return failure("too long an answer");
  // Not into the buffer itself: growing it would write zeros over a chunk for the few bytes that
  // come at a time.
  if (!chunk_) chunk_ = std::make_unique_for_overwrite<char[]>(kGitChunkBytes);
  const ssize_t count = ::read(output_.get(), chunk_.get(), kGitChunkBytes);
  if (count > 0) buffer_.append(chunk_.get(), static_cast<std::size_t>(count));
  if (count < 0 && errno != EAGAIN && errno != EINTR) return failure(std::strerror(errno));
  at_end_ = count == 0;
  return !at_end_;
}

Result<std::optional<std::string_view>> GitStream::until(char terminator) {
  std::size_t looked = begin_;
  while (true) {
    const std::size_t end = buffer_.find(terminator, looked);
    if (end != std::string::npos) {
      const std::string_view found = std::string_view(buffer_).substr(begin_, end - begin_);
      begin_ = end + 1;
      return std::optional(found);
    }
    const std::size_t left = buffer_.size() - begin_;
    if (begin_ > 0) buffer_.erase(0, std::exchange(begin_, 0));
    looked = left;
    CREDLINT_TRY(const bool more, pump());
    if (more) continue;
    if (buffer_.empty()) return std::optional<std::string_view>();
    begin_ = buffer_.size();
    return std::optional(std::string_view(buffer_));
  }
}

Result<std::string_view> GitStream::bytes(std::size_t count) {
  if (buffer_.size() - begin_ < count && begin_ > 0) buffer_.erase(0, std::exchange(begin_, 0));
  while (buffer_.size() - begin_ < count) {
    CREDLINT_TRY(const bool more, pump());
    if (!more) return failure("it ended too early");
  }
  const std::string_view found = std::string_view(buffer_).substr(begin_, count);
  begin_ += count;
  return found;
}

Result<std::string> GitStream::rest() {
  while (true) {
    CREDLINT_TRY(const bool more, pump());
    if (!more) return buffer_.substr(std::exchange(begin_, buffer_.size()));
  }
}

Status GitStream::skip(std::size_t count) {
  while (count > 0) {
    const std::size_t part = std::min(count, kGitChunkBytes);
    if (Result<std::string_view> passed = bytes(part); !passed) return passed.error();
    count -= part;
  }
  return ok();
}

Status GitStream::finish() {
  input_.reset();
  const auto deadline = std::chrono::steady_clock::now() + kPatienceAtEnd;
  while (error_.valid()) {
    pollfd waiting{error_.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, 100);
    if (ready > 0) read_error();
    if (ready == 0 && std::chrono::steady_clock::now() >= deadline) break;
  }
  int status = 0;
  // It has closed its output, so that it most often ends at once: sooner than the shortest sleep.
  for (int turns = 0;; ++turns) {
    const bool late = std::chrono::steady_clock::now() >= deadline;
    if (late) ::kill(id_, SIGKILL);
    const pid_t ended = ::waitpid(id_, &status, late ? 0 : WNOHANG);
    if (ended == id_ || (ended < 0 && errno != EINTR)) break;
    if (turns < kTurnsBeforeSleep) {
      std::this_thread::yield();
    } else {
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
  }
  id_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return ok();
  return failure("it failed");
}

Result<std::string> run_git(const std::string& work_tree, const std::vector<std::string>& arguments,
                            GitStream::Variables variables, std::chrono::milliseconds patience) {
  CREDLINT_TRY(const std::unique_ptr<GitStream> git,
               GitStream::start(work_tree, arguments, GitStream::Input::None, variables));
  git->set_patience(patience);
  CREDLINT_TRY(std::string output, git->rest());
  if (Status ended = git->finish(); !ended) return ended.error();
  return output;
}

}  // namespace credlint
