// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/core/glob.h"

namespace credlint {

enum class IgnoreVerdict : std::uint8_t {
  None,     ///< no rule speaks of it
  Ignored,  ///< the last rule that matches excludes it
  Kept,     ///< the last rule that matches starts with '!'
};

/// A folder entry as rules ask for it: hashed once, however many rule files look at it.
struct IgnoreEntry {
  IgnoreEntry(std::string_view entry_name, bool is_folder);
  std::string_view name;
  std::uint64_t name_hash;
  std::uint64_t extension_hash;  ///< of the last '.' and what follows; 0 without one
  bool folder;
};

/// The rules of one .gitignore file, or of `exclude` in the configuration (same syntax).
/// Most rules are plain names or "*.extension" and are found by hash; only the others are tried one
/// by one. Rules speak of one entry at a time: that nothing below an ignored folder can be
/// re-included follows from not entering it. Immutable once built, so any thread may ask.
class IgnoreRules {
 public:
  /// The cost beyond which rules are refused: they would hold up a run.
  static constexpr std::size_t kMaxCost = 16'384;

  IgnoreRules() = default;
  /// Rules from the text of a .gitignore file.
  static IgnoreRules parse(std::string_view text);
  /// Adds the rule of one line; comments and blank lines add none.
  void add_line(std::string_view line);

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  /// What the rules say of an entry. `path` is relative to the folder that the rules belong to and
  /// ends in the entry's name.
  [[nodiscard]] IgnoreVerdict match(const IgnoreEntry& entry, std::string_view path) const;
  /// Measure of the work that match() does at worst, beyond look-ups by hash.
  [[nodiscard]] std::size_t cost() const { return cost_; }

 private:
  enum class Kind : std::uint8_t { Literal, Suffix, Wildcard };
  struct Rule {
    bool negated = false;
    bool folders_only = false;
    bool whole_path = false;  ///< matched against the path, else against the name
    Kind kind = Kind::Literal;
    std::string text;  ///< Literal, Suffix: compared; Wildcard: what the subject starts with
    Glob glob;         ///< Wildcard only
  };
  using Indexes = std::vector<std::uint32_t>;
  using Buckets = std::unordered_map<std::uint64_t, Indexes>;

  static void classify(Rule& rule, Glob glob);
  static bool applies(const Rule& rule, const IgnoreEntry& entry, std::string_view path);
  void file_rule(Rule rule);
  void consider(const Indexes& indexes, const IgnoreEntry& entry, std::string_view path,
                std::int64_t& best) const;

  std::vector<Rule> rules_;
  Buckets by_name_;
  Buckets by_extension_;
  Indexes others_;
  std::size_t cost_ = 0;
};

}  // namespace credlint
