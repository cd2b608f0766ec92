// SPDX-License-Identifier: MIT
#include "rules/views/comments.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "rules/anatomy/words.h"
#include "rules/views/shown_text.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// What begins a comment in the file: rows name formats, or the ends of files' names.
std::string_view comment_sign(const Catalog& catalog, const FileRecord& file) {
  const auto& rows = catalog.table(Table::CommentSigns).rows;
  const auto fits = [&](const DataRow& row) {
    return row.key == file.format ||
           (row.key.front() == '*' && ends_with(file.path, row.key.substr(1)));
  };
  const auto row = std::ranges::find_if(rows, fits);
  return row == rows.end() ? std::string_view() : row->value.substr(0, row->value.find(' '));
}

/// " * x" within a comment over several lines; "*p = x" is code.
bool goes_on_with_comment(std::string_view line) {
  return starts_with(line, "/*") || starts_with(line, "* ");
}

}  // namespace

bool stands_in_comment(const RuleContext& context, const Location& at) {
  const std::optional<std::string> before = text_before(context.facts, at);
  if (!before) return false;
  const FileRecord& file = context.facts.file(at.file);
  const std::string_view line = trim(*before);
  const std::string_view sign = comment_sign(context.catalog, file);
  if (sign.empty()) return false;
  if (starts_with(line, sign)) return true;
  if (sign == "//")
    return goes_on_with_comment(line) || (file.format == "php" && starts_with(line, "#"));
  return file.has(Trait::SharedConfig) && starts_with(line, ";");
}

}  // namespace credlint
