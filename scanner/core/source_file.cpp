// SPDX-License-Identifier: MIT
#include "scanner/core/source_file.h"

#include <algorithm>
#include <cstring>

#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::uint32_t kCheckpointBytes = 2048;

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

bool has_prefix(std::string_view bytes, std::string_view prefix) {
  return bytes.substr(0, prefix.size()) == prefix;
}

}  // namespace

EncodingGuess guess_encoding(std::string_view bytes) {
  if (has_prefix(bytes, "\xEF\xBB\xBF")) return {Encoding::Utf8, true};
  if (has_prefix(bytes, "\xFF\xFE")) return {Encoding::Utf16Le, true};
  if (has_prefix(bytes, "\xFE\xFF")) return {Encoding::Utf16Be, true};
  // Without a mark: mostly ASCII in UTF-16 has a NUL at every other byte and nowhere else.
  const std::string_view head = bytes.substr(0, 512);
  if (head.size() < 8 || std::memchr(head.data(), 0, head.size()) == nullptr) return {};
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == 0) ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t most = head.size() / 2 * 9 / 10;
  if (odd >= most && even == 0) return {Encoding::Utf16Le, false};
  if (even >= most && odd == 0) return {Encoding::Utf16Be, false};
  return {};
}

std::string utf16_to_utf8(std::string_view bytes, Encoding encoding) {
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(encoding == Encoding::Utf16Le ? first | (second << 8)
                                                               : (first << 8) | second);
  };
  std::string out;
  out.reserve(bytes.size() / 2 + bytes.size() / 8);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(out, c);
  }
  return out;
}

SourceFile::SourceFile(FileId id, std::string path, std::string_view bytes)
    : id_(id), path_(std::move(path)) {
  const EncodingGuess guess = guess_encoding(bytes);
  encoding_ = guess.encoding;
  has_bom_ = guess.has_bom;
  if (encoding_ == Encoding::Utf8) {
    text_ = has_bom_ ? bytes.substr(3) : bytes;
  } else {
    converted_ = utf16_to_utf8(has_bom_ ? bytes.substr(2) : bytes, encoding_);
    text_ = converted_;
  }
}

const std::vector<std::uint32_t>& SourceFile::line_starts() const {
  if (!line_starts_.empty()) return line_starts_;
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const char c = text_[i];
    const bool lone_cr = c == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n');
    if ((c == '\n' || lone_cr) && i + 1 < text_.size()) {
      line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  return line_starts_;
}

std::uint32_t SourceFile::line_of(std::uint32_t offset) const {
  const auto& starts = line_starts();
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  return static_cast<std::uint32_t>(after - starts.begin());
}

Span SourceFile::line_span(std::uint32_t line) const {
  const auto& starts = line_starts();
  const std::uint32_t begin = starts[line - 1];
  std::uint32_t end =
      line < starts.size() ? starts[line] : static_cast<std::uint32_t>(text_.size());
  if (end > begin && text_[end - 1] == '\n') --end;
  if (end > begin && text_[end - 1] == '\r') --end;
  return {begin, end};
}

bool SourceFile::ends_in_crlf(std::uint32_t line) const {
  return text_.substr(line_span(line).end, 2) == "\r\n";
}

SourceFile::Columns SourceFile::count(std::uint32_t begin, std::uint32_t end) const {
  Columns count;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (!starts_character(text_[i])) continue;
    ++count.characters;
    count.utf16 += static_cast<unsigned char>(text_[i]) >= 0xF0 ? 2 : 1;
  }
  return count;
}

SourceFile::Columns SourceFile::count_up_to(std::uint32_t offset) const {
  if (checkpoints_.empty()) checkpoints_.emplace_back();
  while (checkpoints_.size() <= offset / kCheckpointBytes) {
    const auto end = static_cast<std::uint32_t>(checkpoints_.size()) * kCheckpointBytes;
    const Columns more = count(end - kCheckpointBytes, end);
    const Columns& last = checkpoints_.back();
    checkpoints_.push_back({last.characters + more.characters, last.utf16 + more.utf16});
  }
  const Columns& before = checkpoints_[offset / kCheckpointBytes];
  const Columns rest = count(offset / kCheckpointBytes * kCheckpointBytes, offset);
  return {before.characters + rest.characters, before.utf16 + rest.utf16};
}

SourceFile::Columns SourceFile::columns(std::uint32_t line_start, std::uint32_t offset) const {
  if (offset - line_start <= kCheckpointBytes) return count(line_start, offset);
  // A minified file is one line of megabytes with facts all over it.
  const Columns end = count_up_to(offset);
  const Columns begin = count_up_to(line_start);
  return {end.characters - begin.characters, end.utf16 - begin.utf16};
}

Location SourceFile::locate(Span span) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  span.begin = std::min(span.begin, size);
  span.end = std::clamp(span.end, span.begin, size);
  Location at{.file = id_, .span = span};
  at.line = line_of(span.begin);
  const Columns begin = columns(line_starts()[at.line - 1], span.begin);
  at.column = begin.characters + 1;
  at.utf16_column = begin.utf16 + 1;
  at.end_line = std::max(at.line, span.empty() ? at.line : line_of(span.end - 1));
  const Columns end = columns(line_starts()[at.end_line - 1], span.end);
  at.end_column = end.characters + 1;
  at.utf16_end_column = end.utf16 + 1;
  return at;
}

}  // namespace credlint
