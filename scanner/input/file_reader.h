// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace credlint {

/// "larger than 20 MB, not read (raise --max-file-size)".
std::string too_large_message(std::uint64_t limit);

/// Whether a text with these leading bytes is in UTF-32, which no SDK or tool reads either.
bool is_utf32(std::string_view bytes);

/// "UTF-32, …": what is said of such a file.
inline constexpr char kUtf32Message[] = "UTF-32, not read (save it as UTF-8)";

/// Whether a file with these leading bytes is no text: it has NULs, and is not UTF-16.
bool is_binary(std::string_view bytes);

/// Reads one file after the other into one buffer. Not thread-safe: one per worker.
class FileReader {
 public:
  enum class Outcome : std::uint8_t { Text, Binary, Utf32, TooLarge, Failed };
  struct Reading {
    Outcome outcome = Outcome::Failed;
    std::string_view bytes;  ///< Text only; valid until the next read()
    int error = 0;           ///< errno; Failed only
  };

  explicit FileReader(std::uint64_t limit) : limit_(limit) {}
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  ~FileReader();

  /// Reads an open file from its start. Of binary files only the first piece is read.
  Reading read(int descriptor);

 private:
  bool reserve(std::size_t bytes);
  void shrink();
  [[nodiscard]] Reading read_rest(int descriptor, std::size_t used);

  std::uint64_t limit_;
  char* buffer_ = nullptr;
  std::size_t capacity_ = 0;
};

}  // namespace credlint
