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

Status replace(const std::string& path, std::string_view content, std::optional<mode_t> mode) {
  std::string name;
  Descriptor file(create_beside(path, name));
  if (file.get() < 0) return failure("create a file beside", path, errno);
  const bool written = (!mode || ::fchmod(file.get(), *mode & 07777) == 0) &&
                       write_all(file.get(), content) && file.close();
  if (!written) return fail_and_remove(name, path);
  if (std::rename(name.c_str(), path.c_str()) != 0) return fail_and_remove(name, path);
  return ok();
}

}  // namespace

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
