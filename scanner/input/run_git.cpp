// SPDX-License-Identifier: MIT
#include "scanner/input/run_git.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>

#include "scanner/input/descriptor.h"

namespace credlint {
namespace {

using Clock = std::chrono::steady_clock;

// An index or a configuration file that is a FIFO would make git wait for ever.
constexpr std::chrono::seconds kPatience{20};
constexpr std::size_t kMaxOutputBytes = std::size_t{1} << 30;

std::optional<std::string> find_git() {
  const char* variable = std::getenv("PATH");
  std::string_view path = variable == nullptr ? "/usr/bin:/bin" : variable;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string_view folder = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!folder.starts_with('/')) continue;
    std::string candidate = std::string(folder) + "/git";
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

std::vector<std::string> clean_environment() {
  std::vector<std::string> kept;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    if (!std::string_view(*variable).starts_with("GIT_")) kept.emplace_back(*variable);
  for (const char* setting :
       {"GIT_CONFIG_NOSYSTEM=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
        "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "GIT_PAGER=cat", "LC_ALL=C"})
    kept.emplace_back(setting);
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

struct Child {
  pid_t id = -1;
  Descriptor output;
};

Result<Child> spawn(std::vector<std::string> command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error{std::strerror(errno)};
  Child child{-1, Descriptor(ends[0])};
  const Descriptor writing(ends[1]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> environment = clean_environment();
  const int failed = ::posix_spawn(&child.id, command.front().c_str(), &actions, nullptr,
                                   pointers(command).data(), pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return Error{std::strerror(failed)};
  return child;
}

// Everything up to the end of output; nothing when it does not come in time.
std::optional<std::string> collect(int output, Clock::time_point deadline) {
  constexpr std::size_t kChunkBytes = 64 << 10;
  std::string text;
  while (text.size() < kMaxOutputBytes) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd waiting{output, POLLIN, 0};
    const int ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const std::size_t used = text.size();
    text.resize(used + kChunkBytes);
    const ssize_t got = ::read(output, text.data() + used, kChunkBytes);
    text.resize(used + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return text;
    if (got < 0 && errno != EINTR) return std::nullopt;
  }
  return std::nullopt;
}

// Whether the child ended well. One that is not done by the deadline is killed.
bool succeeded(pid_t id, Clock::time_point deadline) {
  int status = 0;
  while (true) {
    const bool late = Clock::now() >= deadline;
    if (late) ::kill(id, SIGKILL);
    const pid_t ended = ::waitpid(id, &status, late ? 0 : WNOHANG);
    if (ended == id) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
}

}  // namespace

Result<std::string> run_git(const std::string& work_tree,
                            const std::vector<std::string>& arguments) {
  const std::optional<std::string> git = find_git();
  if (!git) return Error{"git is not installed"};
  std::vector<std::string> command = {*git,
                                      "-C",
                                      work_tree.empty() ? "/" : work_tree,
                                      "-c",
                                      "core.fsmonitor=false",
                                      "-c",
                                      "core.hooksPath=/dev/null",
                                      "-c",
                                      "protocol.allow=never",
                                      "--no-pager",
                                      "--no-optional-locks",
                                      "--literal-pathspecs"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Clock::time_point deadline = Clock::now() + kPatience;
  CREDLINT_TRY(const Child child, spawn(std::move(command)));
  std::optional<std::string> output = collect(child.output.get(), deadline);
  if (!output) ::kill(child.id, SIGKILL);
  if (!succeeded(child.id, deadline) || !output) return Error{"git failed"};
  return std::move(*output);
}

}  // namespace credlint
