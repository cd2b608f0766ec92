// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/input/descriptor.h"

namespace credlint {

enum class EntryKind : std::uint8_t { File, Folder, Symlink, Other };

/// The entries of one folder. Reused from folder to folder; one per worker.
class Listing {
 public:
  struct Item {
    std::uint32_t begin;
    std::uint16_t size;
    EntryKind kind;
  };
  /// Lists an open folder, without "." and "..". False with errno set when it cannot be read to its
  /// end; what was read so far is there.
  bool read(int folder);

  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] std::string_view name(const Item& item) const {
    return std::string_view(names_).substr(item.begin, item.size);
  }
  /// The entry's name with a terminating NUL.
  [[nodiscard]] const char* c_name(const Item& item) const { return names_.data() + item.begin; }

 private:
  void take(int folder, const char* records, std::size_t size);

  std::vector<Item> items_;
  std::string names_;
  std::vector<char> records_;
};

/// openat(2) for a path of any length. Invalid with errno set on failure.
Descriptor open_path(int folder, const char* path, int flags);

}  // namespace credlint
