// SPDX-License-Identifier: MIT
#include "scanner/config/word_check.h"

#include <algorithm>
#include <map>
#include <utility>

#include "scanner/config/suggest.h"
#include "scanner/config/table_reader.h"
#include "scanner/config/table_words.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// What may stand between words: "a|b", "!a" and "a, b" hold words, too.
constexpr std::string_view kBetweenWords = " \t\r\n|!,";

class WordChecker {
 public:
  WordChecker(const Catalog& catalog, std::span<const std::string_view> rules)
      : catalog_(catalog), rules_(rules) {}

  Status check(const TableFile& file) {
    FileErrors errors(file.path);
    const std::span<const DataRow> rows = catalog_.table(file.table).rows;
    for (std::size_t i = 0; i < rows.size() && !errors.any(); ++i)
      check_row(file.table, rows[i], file.rows[i], errors);
    return errors.status();
  }

 private:
  void check_row(Table table, const DataRow& row, const RowPlace& place, FileErrors& errors) {
    for (const RowWords& declared : row_words()) {
      if (declared.table != table || !fits(row.key, declared)) continue;
      check_texts(row.value, declared.value, place.value, errors);
      return check_texts(row.note, declared.note, place.note, errors);
    }
    refuse_key(table, row.key, place.key, errors);
  }

  bool fits(std::string_view key, const RowWords& declared) {
    if (declared.owners.empty()) return words(declared.names).has(key);
    const auto [owner, name] = parts_of(key);
    return words(declared.owners).has(owner) && words(declared.names).has(name);
  }

  static std::pair<std::string_view, std::string_view> parts_of(std::string_view key) {
    const std::size_t end = std::min(key.find_first_of("./"), key.size());
    return {key.substr(0, end), key.substr(std::min(end + 1, key.size()))};
  }

  /// Nothing is said where no row is declared.
  void refuse_key(Table table, std::string_view key, TomlPosition at, FileErrors& errors) {
    Vocabulary owners;
    Vocabulary names;
    const auto [owner, name] = parts_of(key);
    for (const RowWords& declared : row_words()) {
      if (declared.table != table) continue;
      owners.add(words(declared.owners));
      if (declared.owners.empty() || words(declared.owners).has(owner))
        names.add(words(declared.names));
    }
    if (!owners.words.empty() && !owners.has(owner))
      errors.add(at, unknown_word(owner, owners.words));
    else if (!names.words.empty())
      errors.add(at, unknown_word(owners.words.empty() ? key : name, names.words));
  }

  void check_texts(std::string_view text, std::string_view declared, TomlPosition at,
                   FileErrors& errors) {
    const Vocabulary& known = words(declared);
    if (known.is_open) return;
    for (const std::string_view word : split(text, kBetweenWords)) {
      if (!known.has(word)) return errors.add(at, unknown_word(word, known.words));
    }
  }

  /// Each declaration is looked up once.
  const Vocabulary& words(std::string_view declared) {
    const auto found = known_.find(declared);
    if (found != known_.end()) return found->second;
    return known_.emplace(declared, vocabulary(declared, catalog_, rules_)).first->second;
  }

  const Catalog& catalog_;
  std::span<const std::string_view> rules_;
  std::map<std::string_view, Vocabulary> known_;
};

}  // namespace

Status check_words(std::span<const TableFile> files, const Catalog& catalog,
                   std::span<const std::string_view> rules) {
  WordChecker checker(catalog, rules);
  for (const TableFile& file : files) {
    if (Status status = checker.check(file); !status) return status;
  }
  return ok();
}

}  // namespace credlint
