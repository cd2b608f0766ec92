// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace credlint {

/// Messages of the Language Server Protocol over two descriptors: a header with Content-Length, an
/// empty line, the content.
class MessageStream {
 public:
  MessageStream(int in, int out) : in_(in), out_(out) {}

  enum class Got {
    Message,
    TooLarge,   ///< was read over; the next one can be read
    BadHeader,  ///< without a length nobody knows where the next one begins
    End,
  };
  /// Waits for the next message.
  Got read(std::string& content);
  /// Whether more input is at hand.
  [[nodiscard]] bool has_more() const;
  /// False when the other side is gone.
  bool write(std::string_view content);

 private:
  bool fill();
  bool take_header(std::string& header);

  int in_;
  int out_;
  std::string buffer_;
};

}  // namespace credlint
