// SPDX-License-Identifier: MIT
#include "scanner/engine/comment_check.h"

#include "parsers/comments.h"

namespace credlint {

std::optional<std::vector<bool>> comment_check(const Catalog& catalog, std::string_view format,
                                               std::string_view text, std::span<const Span> spans) {
  std::string_view language = format;
  for (const FormatRow& row : catalog.formats) {
    if (row.id == format && !row.language.empty()) language = row.language;
  }
  const LanguageRow* row = catalog.language(language);
  return row == nullptr ? std::nullopt : lie_in_comments(*row, text, spans);
}

}  // namespace credlint
