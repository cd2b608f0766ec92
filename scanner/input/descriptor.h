// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "scanner/core/result.h"

namespace credlint {

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { reset(); }

  [[nodiscard]] bool valid() const { return value_ >= 0; }
  [[nodiscard]] int get() const { return value_; }
  void reset();

 private:
  int value_ = -1;
};

/// All bytes up to the end of an open file, pipe or terminal; an error beyond `limit` bytes.
/// Waits for a pipe, also for one that is set to non-blocking.
Result<std::string> read_descriptor(int descriptor, std::uint64_t limit);

}  // namespace credlint
