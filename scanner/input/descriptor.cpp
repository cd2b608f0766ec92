// SPDX-License-Identifier: MIT
#include "scanner/input/descriptor.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "scanner/input/file_reader.h"

namespace credlint {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    value_ = std::exchange(other.value_, -1);
  }
  return *this;
}

void Descriptor::reset() {
  if (value_ >= 0) ::close(value_);
  value_ = -1;
}

Result<std::string> read_descriptor(int descriptor, std::uint64_t limit, Patience patience) {
  constexpr std::size_t kReadBytes = 64 << 10;
  std::string text;
  std::size_t used = 0;
  while (true) {
    text.resize(std::max(used + kReadBytes, text.size()));
    const ssize_t got = ::read(descriptor, text.data() + used, text.size() - used);
    if (got == 0) break;
    if (got > 0) {
      used += static_cast<std::size_t>(got);
      if (used > limit) return Error{too_large_message(limit)};
      if (text.size() - used < kReadBytes) text.resize(text.size() * 2);
    } else if (errno == EAGAIN && patience == Patience::Endless) {
      pollfd waiting{descriptor, POLLIN, 0};
      ::poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      return Error{std::strerror(errno)};
    }
  }
  text.resize(used);
  return text;
}

}  // namespace credlint
