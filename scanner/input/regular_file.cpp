// SPDX-License-Identifier: MIT
#include "scanner/input/regular_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace credlint {
namespace {

constexpr std::chrono::milliseconds kPatienceForWriter{5'000};

std::string why(int error) { return std::generic_category().message(error); }

/// "No file here" is written as /dev/null: --config /dev/null.
bool is_null_device(const struct stat& status) {
  return S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
}

struct Opened {
  Descriptor file;
  struct stat status {};
};

Result<Opened> open_any(int folder, const std::string& path, int flags) {
  Opened opened;
  do {
    opened.file = Descriptor(
        ::openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags));
  } while (!opened.file.valid() && errno == EINTR);
  if (!opened.file.valid() || ::fstat(opened.file.get(), &opened.status) != 0)
    return Error{why(errno)};
  return opened;
}

Status check_regular(const struct stat& status) {
  if (S_ISREG(status.st_mode) || is_null_device(status)) return ok();
  return Error{S_ISDIR(status.st_mode) ? "a folder, not a file" : "not a regular file"};
}

/// Until there is something to read, or its writer has been there and gone.
bool wait_for_writer(const Descriptor& pipe) {
  pollfd waiting{pipe.get(), POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(kPatienceForWriter.count())) > 0;
}

}  // namespace

Result<Descriptor> open_regular_file(int folder, const std::string& path, int flags) {
  CREDLINT_TRY(Opened opened, open_any(folder, path, flags));
  if (Status regular = check_regular(opened.status); !regular) return regular.error();
  return std::move(opened.file);
}

Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit) {
  CREDLINT_TRY(const Descriptor file, open_regular_file(AT_FDCWD, path));
  return read_descriptor(file.get(), limit, Patience::None);
}

Result<std::string> read_file_or_pipe(const std::string& path, std::uint64_t limit) {
  CREDLINT_TRY(const Opened opened, open_any(AT_FDCWD, path, 0));
  if (!S_ISFIFO(opened.status.st_mode)) {
    if (Status regular = check_regular(opened.status); !regular) return regular.error();
    return read_descriptor(opened.file.get(), limit, Patience::None);
  }
  if (!wait_for_writer(opened.file)) return Error{"a pipe to which nobody writes"};
  return read_descriptor(opened.file.get(), limit);
}

}  // namespace credlint
