// SPDX-License-Identifier: MIT
#include "scanner/suppress/comment_signs.h"

#include <algorithm>
#include <optional>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kUnknown = "credlint does not know how comments are written there";
constexpr std::string_view kTemplateEnds[] = {".example", ".sample", ".dist", ".template", ".tmpl"};

/// The file's name without what makes it a template: "app.yml.example" is written like "app.yml".
std::string_view name_of(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view end : kTemplateEnds) {
    if (name.ends_with(end)) name.remove_suffix(end.size());
  }
  return name;
}

bool is_named(std::string_view key, std::string_view name) {
  return key.starts_with('*') ? name.ends_with(key.substr(1)) : key == name;
}

void take_note(std::string_view word, CommentSigns& signs) {
  constexpr std::string_view kStrings = "strings=";
  if (word == "behind") signs.behind = true;
  if (word == "joined") signs.joined = true;
  if (word == "yaml") signs.yaml = true;
  if (word == "markdown") signs.markdown = true;
  if (word == "markup") signs.markup = true;
  if (word == "heredocs") signs.heredocs = true;
  if (!word.starts_with(kStrings)) return;
  word.remove_prefix(kStrings.size());
  const std::size_t colon = word.find(':');
  const std::string_view end = colon == std::string_view::npos ? word : word.substr(colon + 1);
  signs.strings.emplace_back(word.substr(0, colon), end);
}

CommentSigns signs_of(const DataRow& row) {
  CommentSigns signs;
  if (row.value.empty()) {
    signs.why_none = row.note;
    return signs;
  }
  std::string_view value = row.value;
  signs.open = take_word(value);
  signs.close = value;
  for (std::string_view note = row.note; !note.empty();) take_note(take_word(note), signs);
  return signs;
}

}  // namespace

CommentSigns comment_signs_of(const Catalog& catalog, std::string_view path,
                              std::string_view format) {
  const std::span<const DataRow> rows = catalog.table(Table::CommentSigns).rows;
  const std::string_view name = name_of(path);
  auto row = std::ranges::find_if(rows, [&](const DataRow& r) { return is_named(r.key, name); });
  if (row == rows.end()) row = std::ranges::find(rows, format, &DataRow::key);
  if (row != rows.end()) return signs_of(*row);
  CommentSigns none;
  none.why_none = kUnknown;
  return none;
}

}  // namespace credlint
