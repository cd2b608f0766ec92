// SPDX-License-Identifier: MIT
// Runs the built program again and again, and each time lets another of its system calls fail, or
// sends a signal there: no crash, no hang, nothing lost in silence, no half report. Linux on
// x86-64.
// Usage: credlint_fuzz_system_calls [--smoke | SECONDS [SEED]]
#include <cstdio>
#if !defined(__linux__) || !defined(__x86_64__)
int main() { std::puts("skipped: system calls are followed on Linux on x86-64 only"); }
#else
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#ifndef CREDLINT_FOLLOWED
#define CREDLINT_FOLLOWED CREDLINT_BINARY
#endif

namespace credlint {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kHang{60};
constexpr std::string_view kKeyId = "AKIARZPUZDIKAEXAMPLE";
constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ";

/// What may go wrong with a call, by its number. EINTR and EAGAIN are no faults: the call is made
/// again.
const std::map<long, std::vector<int> >& faults() {
  static const std::map<long, std::vector<int> > all = {
    {SYS_openat, {EIO, EMFILE, EACCES, ENOMEM}},
    {SYS_read, {EIO, EINTR}},
    {SYS_pread64, {EIO}},
    {SYS_write, {EIO, ENOSPC, EINTR}},
    {SYS_close, {EIO}},
    {SYS_fstat, {EIO}},
    {SYS_newfstatat, {EIO, EACCES}},
    {SYS_getdents64, {EIO}},
    {SYS_rename, {EIO, EACCES}},
    {SYS_fchmod, {EPERM}},
    {SYS_readlink, {EIO}},
    {SYS_getcwd, {ENOENT}},
    {SYS_clone3, {EAGAIN}},
    {SYS_pipe2, {EMFILE}},
    {SYS_poll, {EINTR}},
#ifndef CREDLINT_SANITIZED
    {SYS_mmap, {ENOMEM}},  // sanitizers end the program themselves
#endif
  };
  return all;
}

/// One thing to do to a run.
struct Blow {
  std::size_t at = 0;  ///< at which of its calls since main() began
  int signal = 0;      ///< this is sent
  int error = 0;       ///< or the call fails with this: the `at`-th of the calls of that number
  long call = -1;
};

struct Outcome {
  int code = -1;  ///< 128 + N for signal N
  bool hung = false;
  std::string out, err;
  std::vector<long> calls;  ///< since main() began
  bool hit = false;         ///< the blow was dealt
};

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Follows the program and its threads from call to call.
class Traced {
 public:
  Traced(std::vector<std::string> arguments, const fs::path& top, Blow blow)
      : arguments_(std::move(arguments)), top_(top), blow_(blow) {}

  Outcome run() {
    child_ = ::fork();
    if (child_ == 0) start();
    const Clock::time_point end = Clock::now() + kHang;
    while (!done_ && Clock::now() < end) step();
    if (!done_) kill_it();
    outcome_.out = read_text(top_ / "out");
    outcome_.err = read_text(top_ / "err");
    return std::move(outcome_);
  }

 private:
  [[noreturn]] void start() {
    const std::string home = "HOME=" + (top_ / "home").string();
    std::vector<char*> words;
    arguments_.insert(arguments_.begin(), CREDLINT_FOLLOWED);
    for (std::string& word : arguments_) words.push_back(word.data());
    words.push_back(nullptr);
    // Leaks are looked for by tracing, which has been taken.
    std::string leaks = "ASAN_OPTIONS=detect_leaks=0";
    std::string path = "PATH=/usr/bin:/bin";
    std::string kept_home = home;
    char* environment[] = {kept_home.data(), leaks.data(), path.data(), nullptr};
    const auto open_as = [&](const char* name, int flags, int as) {
      return ::dup2(::open((top_ / name).c_str(), flags, 0600), as) == as;
    };
    const bool ready = ::chdir((top_ / "tree").c_str()) == 0 && open_as("in", O_RDONLY, 0) &&
                       open_as("out", O_WRONLY | O_CREAT | O_TRUNC, 1) &&
                       open_as("err", O_WRONLY | O_CREAT | O_TRUNC, 2);
    for (int descriptor = 3; descriptor < 64; ++descriptor) ::close(descriptor);
    if (ready && ::ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
      ::execve(words[0], words.data(), environment);
    ::_exit(127);
  }

  void step() {
    int status = 0;
    const pid_t who = ::waitpid(-1, &status, __WALL | WNOHANG);
    if (who < 0) {
      done_ = true;
    } else if (who == 0) {
      ::usleep(200);
    } else if (WIFEXITED(status) || WIFSIGNALED(status)) {
      ended(who, status);
    } else {
      stopped(who, status);
    }
  }

  void ended(pid_t who, int status) {
    if (who != child_) return;
    done_ = true;
    outcome_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  void stopped(pid_t who, int status) {
    const int signal = WSTOPSIG(status);
    if (!began_) {  // exec
      began_ = true;
      ::ptrace(PTRACE_SETOPTIONS, who, 0,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
      go_on(who, 0);
    } else if (signal == (SIGTRAP | 0x80)) {
      call_stop(who);
      go_on(who, 0);
    } else {
      const bool of_tracing = signal == SIGTRAP || signal == SIGSTOP;
      go_on(who, of_tracing ? 0 : signal);
    }
  }

  static void go_on(pid_t who, long signal) { ::ptrace(PTRACE_SYSCALL, who, 0, signal); }

  void call_stop(pid_t who) {
    user_regs_struct registers{};
    if (::ptrace(PTRACE_GETREGS, who, 0, &registers) != 0) return;
    bool& inside = inside_[who];
    inside = !inside;
    const long call = static_cast<long>(registers.orig_rax);
    if (inside) return enter(who, call, registers);
    if (who != victim_) return;
    victim_ = 0;
    registers.rax = static_cast<unsigned long long>(-static_cast<long long>(blow_.error));
    ::ptrace(PTRACE_SETREGS, who, 0, &registers);
  }

  void enter(pid_t who, long call, user_regs_struct& registers) {
    if (!counts_) {
      // The first that main() does; the loader is no concern of ours.
      counts_ = call == SYS_rt_sigaction && registers.rdi == SIGPIPE;
      return;
    }
    const std::size_t before = blow_.signal != 0 ? outcome_.calls.size() : alike_;
    outcome_.calls.push_back(call);
    if (call == blow_.call) ++alike_;
    const bool meant = blow_.signal != 0 || (blow_.error != 0 && call == blow_.call);
    if (!meant || before != blow_.at) return;
    outcome_.hit = true;
    if (blow_.signal != 0) {
      ::kill(child_, blow_.signal);
      return;
    }
    victim_ = who;
    if (call == SYS_close) return;  // the descriptor is gone all the same
    registers.orig_rax = static_cast<unsigned long long>(-1);
    ::ptrace(PTRACE_SETREGS, who, 0, &registers);
  }

  void kill_it() {
    outcome_.hung = true;
    ::kill(child_, SIGKILL);
    int status = 0;
    while (::waitpid(-1, &status, __WALL) > 0) {
    }
  }

  std::vector<std::string> arguments_;
  fs::path top_;
  Blow blow_;
  Outcome outcome_;
  pid_t child_ = -1;
  pid_t victim_ = 0;
  std::size_t alike_ = 0;  ///< calls so far of the blow's number
  std::map<pid_t, bool> inside_;
  bool began_ = false, counts_ = false, done_ = false;
};

struct Command {
  std::string_view name;
  std::vector<std::string> arguments;
};

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"check", {"check", "-j", "1"}},
      {"two workers", {"check", "-j", "2"}},
      {"report", {"check", "-q", "-j", "1", "--report", "sarif=o.sarif"}},
      {"doctor", {"doctor"}},
      {"facts", {"facts", "--format", "jsonl", "-j", "1"}},
      {"files", {"check", "-j", "1", "sub/b.env", "a.py", "--config", "credlint.toml"}},
  };
  return all;
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// Findings below --fail-on: a run that loses one and says nothing would end as before.
void make_tree(const fs::path& top) {
  fs::remove_all(top);
  std::string big = "AWS_REGION=us-wset-1\n";
  for (int i = 0; i < 40'000; ++i) big += "# x\n";
  const fs::path tree = top / "tree";
  write(tree / ".git/HEAD", "ref: x\n");
  write(tree / ".gitignore", "zzz\n");
  write(tree / ".git/info/exclude", "yyy\n");
  write(tree / "a.py", "import boto3\nboto3.client('s3', region_name='us-wset-1')\n");
  write(tree / "sub/b.env", "AWS_REGION=us-wset-1\n");
  write(tree / "sub/deep/big.env", big);
  write(tree / "credlint.toml", "fail-on = 'error'\n");
  write(tree / "clean.txt", "nothing\n");
  write(top / "home/.aws/config", "[default]\nregion = us-east-1\n");
  write(top / "home/.aws/credentials",
        fmt::format("[default]\naws_access_key_id = {}\naws_secret_access_key = {}\n", kKeyId,
                    kSecret));
  write(top / "home/.aws/sso/cache/a.json",
        R"({"accessToken":"x","expiresAt":"2099-01-01T00:00:00Z"})");
  write(top / "in", "");
}

class Fuzzer {
 public:
  explicit Fuzzer(std::uint64_t seed) : random_(seed) {
    std::string name = (fs::temp_directory_path() / "credlint-calls-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    top_ = name;
  }
  ~Fuzzer() { fs::remove_all(top_); }
  Fuzzer(const Fuzzer&) = delete;
  Fuzzer& operator=(const Fuzzer&) = delete;

  /// Every fault of every call once, in random order, or until the time is up.
  /// For that long, or, on a busy machine, until a few faults were said: that they can be.
  void run(double seconds) {
    constexpr std::size_t kEnoughSaid = 3;
    constexpr std::size_t kEnoughRuns = 200;
    std::vector<std::pair<std::size_t, Blow> > todo = plan();
    planned_ = todo.size();
    std::shuffle(todo.begin(), todo.end(), random_);
    const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                     std::chrono::duration<double>(seconds));
    for (const auto& [command, blow] : todo) {
      const bool enough = said_ >= kEnoughSaid || runs_ >= kEnoughRuns;
      if (enough && Clock::now() >= end) break;
      strike(command, blow);
    }
  }

  [[nodiscard]] std::size_t planned() const { return planned_; }
  [[nodiscard]] std::size_t runs() const { return runs_; }
  [[nodiscard]] std::size_t said() const { return said_; }
  [[nodiscard]] std::size_t failures() const { return failures_; }

 private:
  Outcome run_once(std::size_t command, Blow blow) {
    make_tree(top_);
    return Traced(commands()[command].arguments, top_, blow).run();
  }

  std::vector<std::pair<std::size_t, Blow> > plan() {
    std::vector<std::pair<std::size_t, Blow> > todo;
    for (std::size_t command = 0; command < commands().size(); ++command) {
      usual_.push_back(run_once(command, {}));
      report_.push_back(read_text(top_ / "tree/o.sarif"));
      const Outcome& usual = usual_.back();
      if (usual.code != 0)
        fail(command, {}, fmt::format("ends with {} as it is", usual.code), usual);
      std::map<long, std::size_t> alike;
      for (std::size_t at = 0; at < usual.calls.size(); ++at) {
        const long call = usual.calls[at];
        for (const int signal : {SIGINT, SIGTERM})
          todo.push_back({command, {.at = at, .signal = signal}});
        const std::size_t nth = alike[call]++;
        const auto known = faults().find(call);
        if (known == faults().end()) continue;
        for (const int error : known->second)
          todo.push_back({command, {.at = nth, .error = error, .call = call}});
      }
    }
    return todo;
  }

  void strike(std::size_t command, Blow blow) {
    const Outcome outcome = run_once(command, blow);
    if (!outcome.hit) return;  // another run, another order of threads
    ++runs_;
    const Outcome& usual = usual_[command];
    said_ += outcome.code == 2 || outcome.code == 3 ? 1U : 0U;
    if (outcome.hung) return fail(command, blow, "hangs", outcome);
    const bool ended_by_it = blow.signal != 0 && outcome.code == 128 + blow.signal;
    if (outcome.code > 3 && !ended_by_it)
      return fail(command, blow, fmt::format("ends with {}", outcome.code), outcome);
    if (outcome.code == usual.code && outcome.out != usual.out)
      return fail(command, blow, "writes something else and says nothing", outcome);
    if ((outcome.out + outcome.err).find(kSecret) != std::string::npos)
      return fail(command, blow, "shows a secret", outcome);
    judge_report(command, blow, outcome);
  }

  void judge_report(std::size_t command, Blow blow, const Outcome& outcome) {
    bool left = false;
    for (const auto& entry : fs::directory_iterator(top_ / "tree"))
      left = left || entry.path().extension() == ".tmp";
    if (left && blow.signal == 0) return fail(command, blow, "leaves a file behind", outcome);
    if (commands()[command].name != "report") return;
    const bool there = fs::exists(top_ / "tree/o.sarif");
    const std::string report = read_text(top_ / "tree/o.sarif");
    if (there && !report.ends_with("}\n")) return fail(command, blow, "cuts its report", outcome);
    if (outcome.code == usual_[command].code && report != report_[command])
      fail(command, blow, "writes another report and says nothing", outcome);
  }

  void fail(std::size_t command, Blow blow, std::string_view what, const Outcome& outcome) {
    if (++failures_ > 20) return;
    const std::string how = blow.signal != 0
                                ? fmt::format("signal {} at call {}", blow.signal, blow.at)
                                : fmt::format("call {} of number {}: {}", blow.at, blow.call,
                                              std::strerror(blow.error));
    fmt::print(stderr, "{}: {}: {}\n  {}\n", commands()[command].name, how, what,
               outcome.err.substr(0, 300));
  }

  std::mt19937_64 random_;
  fs::path top_;
  std::vector<Outcome> usual_;
  std::vector<std::string> report_;
  std::size_t planned_ = 0, runs_ = 0, said_ = 0, failures_ = 0;
};

int run(double seconds, std::uint64_t seed) {
  if (!fs::exists(CREDLINT_FOLLOWED)) {
    fmt::print("skipped: there is no {}\n", CREDLINT_FOLLOWED);
    return 77;
  }
  Fuzzer fuzzer(seed);
  fuzzer.run(seconds);
  fmt::print("seed {}: {} of {} faults, {} said, {} failures\n", seed, fuzzer.runs(),
             fuzzer.planned(), fuzzer.said(), fuzzer.failures());
  // Of faults that nobody notices, nothing would be learnt.
  const bool works = fuzzer.runs() > 0 && fuzzer.said() > 0;
  return works && fuzzer.failures() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace credlint

int main(int argc, char** argv) {
  try {
    const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
    const double seconds = smoke ? 8 : argc < 2 ? 600 : std::strtod(argv[1], nullptr);
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20261129;
    return credlint::run(seconds, seed);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
#endif
