// SPDX-License-Identifier: MIT
// Reads ~/.aws/config and ~/.aws/credentials as a given SDK does: one reader, and a dialect that
// says what it makes of each line.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/resolver/dialect.h"
#include "scanner/core/facts.h"

namespace credlint::resolver {

/// A property as an SDK sees it. Lines of a block below an empty property ("s3 =") are one value
/// that begins with a line end.
struct Setting {
  std::string key;  ///< in lower case where the dialect folds keys
  Secret value;
  Location at;  ///< the line
};

/// A section as an SDK sees it.
struct Section {
  SectionKind kind = SectionKind::Profile;  ///< Default, Profile, SsoSession or Services
  std::string name;
  std::vector<Setting> settings;  ///< each key once
  Location at;                    ///< the line of its first header

  /// The setting of that key, or nullptr.
  [[nodiscard]] const Setting* find(std::string_view key) const;
};

/// Why an SDK refuses a whole file.
struct ReadingFault {
  std::string message;
  Location at;
};

/// What an SDK gets from a file.
class SharedReading {
 public:
  std::optional<ReadingFault> fault;  ///< then there are no sections
  std::vector<Section> sections;      ///< those that count, in the order of their first headers

  /// The section of that kind and name, or nullptr; Default counts as the Profile "default".
  [[nodiscard]] const Section* find(SectionKind kind, std::string_view name) const;
  /// To be called when `sections` is complete.
  void index();

 private:
  std::unordered_map<std::string, std::size_t> by_name_;
};

/// A file as it is read: its lines in order, and whether a byte order mark stands before them.
struct SharedSource {
  std::span<const SharedLine* const> lines;
  bool has_bom = false;
};

/// Takes time linear in the size of the file.
SharedReading read_shared_file(const SharedSource& source, SharedFile kind, const Dialect& dialect);

}  // namespace credlint::resolver
