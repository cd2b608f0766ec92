// SPDX-License-Identifier: MIT
#include "cli/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "scanner/input/descriptor.h"

namespace credlint {

Result<std::string> read_regular_file(const std::string& path, std::uint64_t limit) {
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));  // NOLINT: POSIX
  if (!file.valid()) return Error{std::generic_category().message(errno)};
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return Error{std::generic_category().message(errno)};
  if (!S_ISREG(status.st_mode)) return Error{"not a regular file"};
  return read_descriptor(file.get(), limit);
}

}  // namespace credlint
