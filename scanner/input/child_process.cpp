// SPDX-License-Identifier: MIT
#include "scanner/input/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

namespace credlint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kChunkBytes = 64U << 10U;
constexpr std::size_t kMaxSaidBytes = 4096;
/// How often a run looks whether it is to go on.
constexpr int kTickMilliseconds = 100;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error{std::strerror(errno)};
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

void set_non_blocking(const Descriptor& descriptor) {
  ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

bool may_come_later(int error) { return error == EAGAIN || error == EINTR; }

/// One program between its start and its end.
class Run {
 public:
  Run(ChildRun run, Child child) : run_(std::move(run)), child_(std::move(child)) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { kill_and_wait(); }

  ChildOutcome to_the_end() {
    while (child_.output.valid() || child_.error.valid()) {
      if (!goes_on()) return std::move(outcome_);
      pump();
    }
    wait();
    return std::move(outcome_);
  }

 private:
  /// False when a bound is reached, which `outcome_` then says.
  bool goes_on() {
    using End = ChildOutcome::End;
    if (run_.progress != nullptr && run_.progress->stopped()) outcome_.end = End::Stopped;
    if (Clock::now() >= run_.deadline) outcome_.end = End::TooLate;
    if (outcome_.output.size() > run_.max_output) outcome_.end = End::TooLong;
    return outcome_.end == End::Exited;
  }

  void pump() {
    if (written_ == run_.input.size()) child_.input.reset();
    const auto of = [](const Descriptor& descriptor) {
      return descriptor.valid() ? descriptor.get() : -1;
    };
    pollfd waiting[] = {{of(child_.output), POLLIN, 0},
                        {of(child_.error), POLLIN, 0},
                        {of(child_.input), POLLOUT, 0}};
    if (::poll(waiting, 3, kTickMilliseconds) <= 0) return;
    if (waiting[2].revents != 0) write_some();
    if (waiting[0].revents != 0) read_into(child_.output, outcome_.output, run_.max_output + 1);
    if (waiting[1].revents != 0) read_into(child_.error, outcome_.said, kMaxSaidBytes);
  }

  void write_some() {
    const std::string_view rest = std::string_view(run_.input).substr(written_);
    const ssize_t count = ::write(child_.input.get(), rest.data(), rest.size());
    if (count > 0) written_ += static_cast<std::size_t>(count);
    if (count < 0 && !may_come_later(errno)) child_.input.reset();
  }

  static void read_into(Descriptor& from, std::string& text, std::size_t limit) {
    char chunk[kChunkBytes];
    const ssize_t count = ::read(from.get(), chunk, sizeof chunk);
    if (count == 0 || (count < 0 && !may_come_later(errno))) return from.reset();
    if (count < 0) return;
    const std::size_t room = limit - std::min(limit, text.size());
    text.append(chunk, std::min(room, static_cast<std::size_t>(count)));
  }

  /// A program may close its output and stay.
  void wait() {
    while (goes_on()) {
      int status = 0;
      const pid_t ended = ::waitpid(child_.id, &status, WNOHANG);
      if (ended == child_.id) {
        constexpr int kOfSignals = 128;
        outcome_.exit_code =
            WIFEXITED(status) ? WEXITSTATUS(status) : kOfSignals + WTERMSIG(status);
        child_.id = -1;
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  void kill_and_wait() {
    if (child_.id < 0) return;
    ::kill(-child_.id, SIGKILL);
    ::kill(child_.id, SIGKILL);
    while (::waitpid(child_.id, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  ChildRun run_;
  Child child_;
  std::size_t written_ = 0;
  ChildOutcome outcome_;
};

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
  const char* variable = std::getenv("PATH");
  std::string_view path = variable == nullptr ? "/usr/bin:/bin" : variable;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string_view folder = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!folder.starts_with('/')) continue;
    std::string candidate = std::string(folder) + "/" + std::string(name);
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

Result<Child> start_child(std::vector<std::string> command, std::vector<std::string> environment,
                          ChildInput input) {
  CREDLINT_TRY(Pipe in, make_pipe());
  CREDLINT_TRY(Pipe out, make_pipe());
  CREDLINT_TRY(Pipe err, make_pipe());
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (input == ChildInput::Pipe) {
    ::posix_spawn_file_actions_adddup2(&actions, in.reading.get(), STDIN_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  ::posix_spawn_file_actions_adddup2(&actions, out.writing.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.writing.get(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM}) ::sigaddset(&defaults, signal);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  Child child;
  const int failed = ::posix_spawn(&child.id, command.front().c_str(), &actions, &attributes,
                                   pointers(command).data(), pointers(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return Error{std::strerror(failed)};
  if (input == ChildInput::Pipe) {
    child.input = std::move(in.writing);
    set_non_blocking(child.input);
  }
  child.output = std::move(out.reading);
  child.error = std::move(err.reading);
  set_non_blocking(child.output);
  set_non_blocking(child.error);
  return child;
}

Result<ChildOutcome> run_child(ChildRun run) {
  const ChildInput input = run.input.empty() ? ChildInput::None : ChildInput::Pipe;
  CREDLINT_TRY(Child child, start_child(std::move(run.command), std::move(run.environment), input));
  return Run(std::move(run), std::move(child)).to_the_end();
}

}  // namespace credlint
