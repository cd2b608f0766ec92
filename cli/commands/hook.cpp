// SPDX-License-Identifier: MIT
#include "cli/commands/hook.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands/hook_script.h"
#include "scanner/core/unicode.h"
#include "scanner/input/git_stream.h"
#include "scanner/input/regular_file.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxHookBytes = 1ULL << 20U;

/// What git answers, without the line end.
Result<std::string> ask_git(const std::vector<std::string>& arguments) {
  CREDLINT_TRY(std::string answer, run_git(".", arguments));
  if (answer.ends_with('\n')) answer.pop_back();
  return answer;
}

/// The value of core.hooksPath that a commit here would use; empty: none. The last of all values is
/// the one with which run_git() keeps hooks from running.
Result<std::string> configured_hooks_path() {
  CREDLINT_TRY(std::string values,
               run_git(".", {"config", "--null", "--type=path", "--get-all", "core.hooksPath"}));
  if (values.ends_with('\0')) values.pop_back();
  const std::size_t last = values.rfind('\0');
  if (last == std::string::npos) return std::string();
  values.resize(last);
  return values.substr(values.rfind('\0') + 1);
}

/// The folder in which git looks for hooks of all work trees of this repository.
struct HookFolder {
  std::string path;
  std::string elsewhere;  ///< core.hooksPath, where it names another folder
};

Result<HookFolder> find_hooks() {
  CREDLINT_TRY(const std::string bare, ask_git({"rev-parse", "--is-bare-repository"}));
  if (bare == "true") return Error{"nothing is committed in a bare repository, so no hook runs"};
  CREDLINT_TRY(const std::string common, ask_git({"rev-parse", "--git-common-dir"}));
  std::error_code error;
  HookFolder folder{.path = (fs::absolute(common, error) / "hooks").lexically_normal().string(),
                    .elsewhere = {}};
  CREDLINT_TRY(const std::string configured, configured_hooks_path());
  if (configured.empty()) return folder;
  CREDLINT_TRY(const std::string top, ask_git({"rev-parse", "--show-toplevel"}));
  const fs::path named = fs::weakly_canonical(fs::path(top) / configured, error);
  if (error || named != fs::weakly_canonical(folder.path, error)) folder.elsewhere = configured;
  return folder;
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

/// The text of a hook; empty where there is none, "?" where it cannot be read and so is not ours.
std::string read_hook(const std::string& path) {
  if (!exists(path)) return {};
  const Result<std::string> text = read_regular_file(path, kMaxHookBytes);
  return text && !text->empty() ? *text : "?";
}

Status rename_file(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return Error{fmt::format("cannot move {} to {}: {}", from, to, error.message())};
  return ok();
}

Status write_hook(const std::string& path, const std::string& script) {
  if (Status written = write_output(path, script); !written) return written;
  std::error_code error;
  using fs::perms;
  fs::permissions(path, perms::owner_exec | perms::group_exec | perms::others_exec,
                  fs::perm_options::add, error);
  if (error) return Error{fmt::format("cannot make {} executable: {}", path, error.message())};
  return ok();
}

int say(const Output& output, const std::string& text) {
  const Status written = output.write(printable(text) + '\n');
  return written ? kClean : output.fail(written.error().message);
}

/// Another tool keeps the hooks of this repository: says what to add to them.
int say_elsewhere(const Output& output, const std::string& folder) {
  // husky calls the files of the folder above the one that it configures.
  const bool husky = folder.ends_with(".husky/_");
  const std::string hook = (husky ? folder.substr(0, folder.size() - 2) : folder) + "/pre-commit";
  output.note(printable(
      fmt::format("credlint: core.hooksPath is {}, so git runs the hooks there. Nothing was "
                  "written; add this line to {}:",
                  folder, hook)));
  const Status written = output.write("credlint check --staged\n");
  return written ? kUsage : output.fail(written.error().message);
}

/// Moves a hook of somebody else aside.
Status keep_hook(const std::string& path, const std::string& kept) {
  if (exists(kept)) {
    return Error{fmt::format("there is a hook at {} and an older one at {}; remove one of them",
                             path, kept)};
  }
  return rename_file(path, kept);
}

int install(const HookFolder& folder, const Output& output) {
  if (!folder.elsewhere.empty()) return say_elsewhere(output, folder.elsewhere);
  std::error_code error;
  fs::create_directories(folder.path, error);
  if (error) return output.fail(fmt::format("cannot make {}: {}", folder.path, error.message()));
  const std::string path = folder.path + "/pre-commit";
  const std::string kept = folder.path + "/" + kKeptHook;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const std::string script = hook_script(program.string());
  const std::string present = read_hook(path);
  const bool ours = is_our_hook(present);
  const bool runs = ::access(path.c_str(), X_OK) == 0;
  if (present == script && runs) return say(output, fmt::format("{} runs credlint already", path));
  const bool keeps = !present.empty() && !ours;
  if (keeps) {
    if (Status moved = keep_hook(path, kept); !moved) return output.fail(moved.error().message);
  }
  if (Status written = write_hook(path, script); !written) {
    if (keeps) (void)rename_file(kept, path);
    return output.fail(written.error().message);
  }
  return say(output,
             fmt::format("{} {}: commits are checked with \"credlint check --staged\"{}",
                         ours ? "replaced" : "wrote", path,
                         keeps ? fmt::format("; the hook that was there runs before, as {}", kept)
                               : std::string()));
}

int uninstall(const HookFolder& folder, const Output& output) {
  const std::string path = folder.path + "/pre-commit";
  const std::string kept = folder.path + "/" + kKeptHook;
  const std::string present = read_hook(path);
  if (!is_our_hook(present)) {
    return say(output, present.empty() ? fmt::format("there is no hook at {}", path)
                                       : fmt::format("{} is not credlint's; it stays", path));
  }
  if (exists(kept)) {
    if (Status moved = rename_file(kept, path); !moved) return output.fail(moved.error().message);
    return say(output, fmt::format("{} is what it was before", path));
  }
  std::error_code error;
  fs::remove(path, error);
  if (error) return output.fail(fmt::format("cannot remove {}: {}", path, error.message()));
  return say(output, fmt::format("removed {}", path));
}

}  // namespace

int run_hook(const HookFlags& flags, const Output& output) {
  const Result<HookFolder> folder = find_hooks();
  if (!folder) return output.fail(folder.error().message);
  return flags.action == "install" ? install(*folder, output) : uninstall(*folder, output);
}

}  // namespace credlint
