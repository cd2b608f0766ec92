// SPDX-License-Identifier: MIT
// Source: microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification, "Base
// Protocol".
#include "cli/lsp/message_stream.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::size_t kMaxHeader = 4096;
/// Twice what a file may hold, for escapes.
constexpr std::size_t kMaxContent = 64U << 20U;

std::optional<std::size_t> length_in(std::string_view header) {
  constexpr std::string_view kName = "content-length:";
  std::optional<std::size_t> length;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    const std::string_view line = trim(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    if (!starts_with(to_lower(line), kName)) continue;
    const std::string_view digits = trim(line.substr(kName.size()));
    std::size_t number = 0;
    const auto [rest, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || rest != digits.data() + digits.size()) return std::nullopt;
    length = number;
  }
  return length;
}

}  // namespace

bool MessageStream::fill() {
  char piece[1 << 16];
  while (true) {
    const ssize_t count = ::read(in_, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(count));
    return true;
  }
}

bool MessageStream::take_header(std::string& header) {
  while (true) {
    const std::size_t end = buffer_.find("\r\n\r\n");
    if (end != std::string::npos && end <= kMaxHeader) {
      header = buffer_.substr(0, end);
      buffer_.erase(0, end + 4);
      return true;
    }
    if (buffer_.size() > kMaxHeader || !fill()) return false;
  }
}

MessageStream::Got MessageStream::read(std::string& content) {
  std::string header;
  if (!take_header(header)) return buffer_.empty() ? Got::End : Got::BadHeader;
  const std::optional<std::size_t> length = length_in(header);
  if (!length) return Got::BadHeader;
  if (*length > kMaxContent) {
    for (std::size_t left = *length; left > 0;) {
      const std::size_t here = std::min(left, buffer_.size());
      buffer_.erase(0, here);
      left -= here;
      if (left > 0 && !fill()) return Got::End;
    }
    return Got::TooLarge;
  }
  while (buffer_.size() < *length) {
    if (!fill()) return Got::End;
  }
  content = buffer_.substr(0, *length);
  buffer_.erase(0, *length);
  return Got::Message;
}

bool MessageStream::has_more() const {
  pollfd wait{.fd = in_, .events = POLLIN, .revents = 0};
  return !buffer_.empty() || (::poll(&wait, 1, 0) > 0 && (wait.revents & POLLIN) != 0);
}

bool MessageStream::write(std::string_view content) {
  std::string message = fmt::format("Content-Length: {}\r\n\r\n", content.size());
  message += content;
  for (std::string_view rest = message; !rest.empty();) {
    const ssize_t count = ::write(out_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace credlint
