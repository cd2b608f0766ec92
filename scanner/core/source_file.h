// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/file_record.h"
#include "scanner/core/location.h"

namespace credlint {

/// One input while it is parsed: its text and the table from bytes to lines and columns.
/// The text is UTF-8 without a byte order mark; UTF-16 is converted. Lines and columns are
/// therefore those of the original file. UTF-8 input is viewed, not copied: `bytes` must outlive
/// the object. Not thread-safe (locate() caches).
class SourceFile {
 public:
  /// Invalid UTF-8 is kept as it is; each stray byte counts as one character.
  SourceFile(FileId id, std::string path, std::string_view bytes);
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  [[nodiscard]] FileId id() const { return id_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Encoding encoding() const { return encoding_; }
  [[nodiscard]] bool has_bom() const { return has_bom_; }

  [[nodiscard]] std::string_view slice(Span span) const {
    return text_.substr(span.begin, span.size());
  }
  /// The place of a span in all units. Cheap in any order, however long the line is.
  [[nodiscard]] Location locate(Span span) const;
  /// 1-based line of a byte.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(line_starts().size());
  }
  /// Bytes of a 1-based line without its line end (LF, CR LF or a lone CR).
  [[nodiscard]] Span line_span(std::uint32_t line) const;
  /// Whether that line ends in CR LF.
  [[nodiscard]] bool ends_in_crlf(std::uint32_t line) const;

 private:
  struct Columns {
    std::uint32_t characters = 0;
    std::uint32_t utf16 = 0;
  };
  [[nodiscard]] const std::vector<std::uint32_t>& line_starts() const;
  [[nodiscard]] Columns count(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] Columns count_up_to(std::uint32_t offset) const;
  [[nodiscard]] Columns columns(std::uint32_t line_start, std::uint32_t offset) const;

  FileId id_;
  std::string path_;
  std::string converted_;  ///< holds the text of UTF-16 input
  std::string_view text_;
  Encoding encoding_ = Encoding::Utf8;
  bool has_bom_ = false;
  mutable std::vector<std::uint32_t> line_starts_;  ///< built on first use
  mutable std::vector<Columns> checkpoints_;  ///< counts up to each multiple of kCheckpointBytes
};

/// How the leading bytes say that a file is encoded, and whether they are a byte order mark.
/// UTF-16 without a mark is recognised by its NUL bytes at every other place.
struct EncodingGuess {
  Encoding encoding = Encoding::Utf8;
  bool has_bom = false;
};
EncodingGuess guess_encoding(std::string_view bytes);

/// UTF-16 to UTF-8; unpaired surrogates become U+FFFD, an odd last byte is dropped.
std::string utf16_to_utf8(std::string_view bytes, Encoding encoding);

}  // namespace credlint
