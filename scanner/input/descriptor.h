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

/// Whether to wait for bytes that are still to come: from a pipe or terminal, also from one that is
/// set to non-blocking.
enum class Patience : std::uint8_t { None, Endless };

/// All bytes up to the end of an open file, pipe or terminal; an error beyond `limit` bytes.
Result<std::string> read_descriptor(int descriptor, std::uint64_t limit,
                                    Patience patience = Patience::Endless);

}  // namespace credlint
