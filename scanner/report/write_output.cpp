// SPDX-License-Identifier: MIT
#include "scanner/report/write_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

namespace credlint {
namespace {

constexpr int kMaxLinks = 40;
constexpr int kMaxNames = 100;

Error failure(std::string_view what, const std::string& path, int code) {
  return {fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(code))};
}

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return descriptor_; }
  /// False with errno when what was written did not arrive.
  bool close() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    return descriptor < 0 || ::close(descriptor) == 0;
  }

 private:
  int descriptor_;
};

/// False with errno.
bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// Names of open descriptors: what they lead to is open elsewhere and must stay, even where it is a
/// regular file (/dev/stdout with a redirection).
bool names_descriptor(const std::string& path) {
  return path == "/dev/stdout" || path == "/dev/stderr" || path.starts_with("/dev/fd/") ||
         path.starts_with("/proc/");
}

/// Where a chain of symbolic links ends, be it there or not.
std::string follow_links(std::string path) {
  for (int i = 0; i < kMaxLinks && !names_descriptor(path); ++i) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::read_symlink(path, error);
    if (error) break;
    path = (std::filesystem::path(path).parent_path() / target).string();
  }
  return path;
}

Status write_in_place(const std::string& path, std::string_view content) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0) return failure("open", path, errno);
  if (!write_all(file.get(), content)) return failure("write", path, errno);
  if (!file.close()) return failure("write", path, errno);
  return ok();
}

/// Creates a file with a free name beside `path`; its name goes to `name`. -1 with errno.
int create_beside(const std::string& path, std::string& name) {
  for (int i = 0; i < kMaxNames; ++i) {
    name = fmt::format("{}.{}-{}.tmp", path, ::getpid(), i);
    const int descriptor =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

Status fail_and_remove(const std::string& name, const std::string& path) {
  const int code = errno;
  ::unlink(name.c_str());
  return failure("write", path, code);
}

/// What a new file takes over from the one that it replaces.
struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};

bool give_to(int descriptor, const std::optional<Owner>& owner) {
  if (!owner) return true;
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return false;
  if (status.st_uid == owner->user && status.st_gid == owner->group) return true;
  return ::fchown(descriptor, owner->user, owner->group) == 0;
}

Status replace(const std::string& path, std::string_view content, std::optional<mode_t> mode,
               std::optional<Owner> owner = std::nullopt) {
  std::string name;
  Descriptor file(create_beside(path, name));
  if (file.get() < 0) return failure("create a file beside", path, errno);
  const bool written = give_to(file.get(), owner) &&
                       (!mode || ::fchmod(file.get(), *mode & 07777) == 0) &&
                       write_all(file.get(), content) && file.close();
  if (!written) return fail_and_remove(name, path);
  if (std::rename(name.c_str(), path.c_str()) != 0) return fail_and_remove(name, path);
  return ok();
}

/// Whether all that an open file holds is the content.
bool holds(int descriptor, std::string_view content) {
  char buffer[1 << 14];
  while (true) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0 && content.empty();
    const std::string_view piece(buffer, static_cast<std::size_t>(count));
    if (!content.starts_with(piece)) return false;
    content.remove_prefix(piece.size());
  }
}

}  // namespace

Status replace_content(const std::string& path, std::string_view before, std::string_view after) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
    return Error{std::generic_category().message(errno)};
  if (!S_ISREG(status.st_mode)) return Error{"it is not a regular file"};
  if (status.st_nlink > 1) return Error{"it has more than one name (hard links)"};
  if (::access(path.c_str(), W_OK) != 0) return Error{std::generic_category().message(errno)};
  if (!holds(file.get(), before)) return Error{"it has changed since it was read"};
  return replace(path, after, status.st_mode, Owner{status.st_uid, status.st_gid});
}

Status check_output_path(const std::string& path) {
  const std::string target = follow_links(path);
  if (names_descriptor(target)) return ok();
  std::error_code error;
  if (std::filesystem::is_directory(target, error)) return failure("write", path, EISDIR);
  const std::filesystem::path folder = std::filesystem::path(target).parent_path();
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return ok();
  return Error{fmt::format("cannot write {}: there is no folder {}", path, folder.string())};
}

Status write_output(const std::string& path, std::string_view content) {
  const std::string target = follow_links(path);
  struct stat status {};
  if (::stat(target.c_str(), &status) != 0) {
    if (errno != ENOENT) return failure("open", path, errno);
    return replace(target, content, std::nullopt);
  }
  if (S_ISDIR(status.st_mode)) return failure("write", path, EISDIR);
  if (names_descriptor(target) || !S_ISREG(status.st_mode)) return write_in_place(target, content);
  if (::access(target.c_str(), W_OK) != 0) return failure("write", path, errno);
  return replace(target, content, status.st_mode);
}

}  // namespace credlint
