// SPDX-License-Identifier: MIT
#include "scanner/suppress/foreign_ignores.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kPattern = "foreign-ignore";
constexpr std::string_view kFamily = "leak";

/// Lines that a comment covers, both included.
struct Cover {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  const DataRow* row = nullptr;
};

std::string without_blanks(std::string_view text) {
  std::string out = to_lower(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
  return out;
}

/// The row whose key a comment begins with, the longest.
const DataRow* row_of(const DataTable& table, std::string_view comment) {
  const std::string text = without_blanks(comment);
  const DataRow* best = nullptr;
  for (const DataRow& row : table.rows) {
    const bool longer = best == nullptr || row.key.size() > best->key.size();
    if (longer && text.starts_with(without_blanks(row.key))) best = &row;
  }
  return best;
}

/// What the comments of one file cover.
class Covers {
 public:
  /// Comments come in the order in which they stand.
  void add(const DataRow& row, std::uint32_t line) {
    if (row.value == "block-end") return end_block(row, line);
    Cover cover{line, line, &row};
    if (row.value == "next-line") cover.first = cover.last = line + 1;
    if (row.value == "above" || row.value == "around") cover.last = line + 1;
    if (row.value == "around" && line > 1) cover.first = line - 1;
    if (row.value == "block-start") cover.last = UINT32_MAX;
    covers_.push_back(cover);
  }

  [[nodiscard]] const DataRow* of(std::uint32_t line) const {
    const auto found = std::ranges::find_if(
        covers_, [&](const Cover& cover) { return cover.first <= line && line <= cover.last; });
    return found == covers_.end() ? nullptr : found->row;
  }

 private:
  void end_block(const DataRow& end, std::uint32_t line) {
    for (Cover& cover : covers_) {
      const bool open = cover.last == UINT32_MAX && cover.row->note == end.note;
      if (open) cover.last = line;
    }
  }

  std::vector<Cover> covers_;
};

std::map<FileId, Covers> covers_of(const FactStore& facts, const DataTable& table) {
  std::map<FileId, Covers> covers;
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern != kPattern) continue;
    for (const PatternMatch::Group& group : match.groups) {
      const DataRow* row = row_of(table, group.value.reveal());
      if (row != nullptr) covers[match.at.file].add(*row, group.at.line);
    }
  }
  return covers;
}

std::string reason_of(const DataRow& row) {
  if (row.key.starts_with(row.note)) return std::string(row.key);
  return fmt::format("{} ({})", row.key, row.note);
}

}  // namespace

void apply_foreign_ignores(std::vector<Finding>& findings, const FactStore& facts,
                           const Catalog& catalog, std::span<const Rule> rules) {
  const std::map<FileId, Covers> covers = covers_of(facts, catalog.table(Table::ForeignIgnores));
  if (covers.empty()) return;
  std::map<std::string_view, std::string_view> families;
  for (const Rule& rule : rules) families.emplace(rule.id, rule.family);
  for (Finding& finding : findings) {
    if (finding.suppressed || families[finding.rule] != kFamily) continue;
    const auto file = covers.find(finding.at.file);
    const DataRow* row = file == covers.end() ? nullptr : file->second.of(finding.at.line);
    if (row == nullptr) continue;
    finding.suppressed = true;
    finding.suppression_reason = reason_of(*row);
  }
}

}  // namespace credlint
