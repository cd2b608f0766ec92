// SPDX-License-Identifier: MIT
#include "scanner/input/file_reader.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "scanner/core/limits.h"
#include "scanner/core/source_file.h"

namespace credlint {
namespace {

// Nearly every text file fits, and of a binary file no more than this is read.
constexpr std::size_t kFirstPieceBytes = 64 << 10;
constexpr std::size_t kUsualCapacity = 1 << 20;

ssize_t read_some(int descriptor, char* to, std::size_t size) {
  while (true) {
    const ssize_t got = ::read(descriptor, to, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

}  // namespace

bool is_utf32(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return true;
  // Without a mark: ASCII characters, three NULs behind or before each of them.
  constexpr std::size_t kHeadBytes = 64;
  bytes = bytes.substr(0, std::min(bytes.size() / 4 * 4, kHeadBytes));
  if (bytes.size() < 16 || (bytes[0] != '\0' && bytes[1] != '\0')) return false;
  const std::size_t letter = bytes[0] == '\0' ? 3 : 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    const bool ascii = (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r');
    if (i % 4 == letter ? !ascii : c != '\0') return false;
  }
  return true;
}

bool is_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, limits::kBinarySniffBytes);
  if (std::memchr(head.data(), 0, head.size()) == nullptr) return false;
  return guess_encoding(head).encoding == Encoding::Utf8;
}

std::string too_large_message(std::uint64_t limit) {
  constexpr std::uint64_t kMegabyte = 1 << 20;
  const std::string size = limit % kMegabyte == 0 && limit > 0
                               ? std::to_string(limit / kMegabyte) + " MB"
                               : std::to_string(limit) + " bytes";
  return "larger than " + size + ", not read (raise --max-file-size)";
}

FileReader::~FileReader() {
  if (buffer_ != nullptr) ::munmap(buffer_, capacity_);
}

// Pages come straight from the kernel: they cost nothing before they are used, grow without a copy,
// and are really given back.
bool FileReader::reserve(std::size_t bytes) {
  if (bytes <= capacity_) return true;
  const std::size_t wanted = std::max(bytes, kUsualCapacity);
  void* grown = buffer_ == nullptr ? ::mmap(nullptr, wanted, PROT_READ | PROT_WRITE,
                                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                                   : ::mremap(buffer_, capacity_, wanted, MREMAP_MAYMOVE);
  if (grown == MAP_FAILED) return false;
  buffer_ = static_cast<char*>(grown);
  capacity_ = wanted;
  return true;
}

void FileReader::shrink() {
  if (capacity_ <= kUsualCapacity) return;
  void* smaller = ::mremap(buffer_, capacity_, kUsualCapacity, 0);
  if (smaller != MAP_FAILED) capacity_ = kUsualCapacity;
}

FileReader::Reading FileReader::read(int descriptor) {
  shrink();
  if (!reserve(kUsualCapacity)) return {Outcome::Failed, {}, ENOMEM};
  std::size_t used = 0;
  // A piece that is not full need not be the end: some file systems give less than was asked for.
  while (used < kFirstPieceBytes) {
    const ssize_t got = read_some(descriptor, buffer_ + used, kFirstPieceBytes - used);
    if (got < 0) return {Outcome::Failed, {}, errno};
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  if (is_utf32({buffer_, used})) return {Outcome::Utf32, {}, 0};
  if (is_binary({buffer_, used})) return {Outcome::Binary, {}, 0};
  if (used > limit_) return {Outcome::TooLarge, {}, 0};
  if (used < kFirstPieceBytes) return {Outcome::Text, {buffer_, used}, 0};
  return read_rest(descriptor, used);
}

FileReader::Reading FileReader::read_rest(int descriptor, std::size_t used) {
  // Only files of some size get here, so asking for the size is cheap and may save reading them.
  struct stat info {};
  if (::fstat(descriptor, &info) == 0 && info.st_size > 0) {
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > limit_) return {Outcome::TooLarge, {}, 0};
    if (!reserve(static_cast<std::size_t>(size) + 1)) return {Outcome::Failed, {}, ENOMEM};
  }
  while (true) {
    if (used == capacity_ && !reserve(capacity_ * 2)) return {Outcome::Failed, {}, ENOMEM};
    const ssize_t got = read_some(descriptor, buffer_ + used, capacity_ - used);
    if (got < 0) return {Outcome::Failed, {}, errno};
    if (got == 0) return {Outcome::Text, {buffer_, used}, 0};
    used += static_cast<std::size_t>(got);
    if (used > limit_) return {Outcome::TooLarge, {}, 0};
  }
}

}  // namespace credlint
