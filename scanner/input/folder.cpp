// SPDX-License-Identifier: MIT
#include "scanner/input/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

namespace credlint {
namespace {

constexpr std::size_t kRecordBytes = 64 << 10;

// Layout of the records of getdents64: inode, offset, then these two and the name.
constexpr std::size_t kSizeAt = 16;
constexpr std::size_t kTypeAt = 18;
constexpr std::size_t kNameAt = 19;

EntryKind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::File;
  if (S_ISDIR(mode)) return EntryKind::Folder;
  return S_ISLNK(mode) ? EntryKind::Symlink : EntryKind::Other;
}

EntryKind kind_of(int folder, const char* name, unsigned char type) {
  switch (type) {
    case DT_REG:
      return EntryKind::File;
    case DT_DIR:
      return EntryKind::Folder;
    case DT_LNK:
      return EntryKind::Symlink;
    case DT_UNKNOWN: {
      // Some file systems do not say. What has vanished meanwhile is found out by opening it.
      struct stat info {};
      const bool known = ::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
      return known ? kind_of_mode(info.st_mode) : EntryKind::File;
    }
    default:
      return EntryKind::Other;
  }
}

bool is_dot(const char* name) {
  return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

Descriptor open_short(int folder, const char* path, int flags) {
  while (true) {
    Descriptor opened(::openat(folder, path, flags | O_CLOEXEC));
    if (opened.valid() || errno != EINTR) return opened;
  }
}

}  // namespace

bool Listing::read(int folder) {
  items_.clear();
  names_.clear();
  records_.resize(kRecordBytes);
  while (true) {
    const long got = ::syscall(SYS_getdents64, folder, records_.data(), records_.size());
    if (got == 0) return true;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    take(folder, records_.data(), static_cast<std::size_t>(got));
  }
}

void Listing::take(int folder, const char* records, std::size_t size) {
  for (std::size_t at = 0; at < size;) {
    const char* record = records + at;
    std::uint16_t record_size = 0;
    std::memcpy(&record_size, record + kSizeAt, sizeof record_size);
    at += record_size;
    const char* name = record + kNameAt;
    if (is_dot(name)) continue;
    const auto type = static_cast<unsigned char>(record[kTypeAt]);
    const std::size_t length = std::strlen(name);
    items_.push_back({static_cast<std::uint32_t>(names_.size()), static_cast<std::uint16_t>(length),
                      kind_of(folder, name, type)});
    names_.append(name, length + 1);
  }
}

Descriptor open_path(int folder, const char* path, int flags) {
  std::size_t left = std::strlen(path);
  if (left < PATH_MAX) return open_short(folder, path, flags);
  // Longer than the system takes at once: go there in steps.
  Descriptor here;
  while (left >= PATH_MAX) {
    std::size_t step = PATH_MAX - 1;
    while (step > 0 && path[step] != '/') --step;
    if (step == 0) break;
    Descriptor next = open_short(here.valid() ? here.get() : folder,
                                 std::string(path, step).c_str(), O_PATH | O_DIRECTORY);
    if (!next.valid()) return next;
    here = std::move(next);
    path += step + 1;
    left -= step + 1;
  }
  return open_short(here.valid() ? here.get() : folder, path, flags);
}

}  // namespace credlint
