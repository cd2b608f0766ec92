// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/toml_document.h"
#include "scanner/core/result.h"

namespace credlint {

/// Collects the first error of one file, as "path:line:column: message".
class FileErrors {
 public:
  explicit FileErrors(std::string path) : path_(std::move(path)) {}

  void add(TomlPosition at, std::string_view message);
  [[nodiscard]] bool any() const { return first_.has_value(); }
  [[nodiscard]] Status status() const;

 private:
  std::string path_;
  std::optional<Error> first_;
};

/// Reads one TOML table by asking for its keys. What was asked for is what is allowed: finish()
/// refuses every other key. After an error the getters return defaults, so callers just go on and
/// look at FileErrors once.
class TableReader {
 public:
  TableReader(const TomlValue& table, FileErrors& errors);

  std::string_view text(std::string_view key);
  std::string_view text_or(std::string_view key, std::string_view fallback);
  bool flag_or(std::string_view key, bool fallback);
  std::int64_t integer_or(std::string_view key, std::int64_t fallback);
  std::vector<std::string_view> texts(std::string_view key);
  std::vector<std::string_view> texts_or_none(std::string_view key);
  /// A text or an array of texts.
  std::vector<std::string_view> text_or_texts(std::string_view key);
  /// Members of a table whose values are texts.
  std::vector<std::pair<std::string_view, std::string_view>> text_members(std::string_view key);
  /// The table at that key, or nullptr.
  const TomlValue* table(std::string_view key) { return take(key, TomlKind::Table); }
  /// The tables of an array of tables; none when it is absent.
  std::vector<const TomlValue*> tables(std::string_view key);
  /// The index in `words` of the text at that key.
  std::size_t word(std::string_view key, std::span<const std::string_view> words);
  std::size_t word_or(std::string_view key, std::span<const std::string_view> words,
                      std::size_t fallback);
  /// Bit i is set when words[i] is in the array.
  unsigned word_bits(std::string_view key, std::span<const std::string_view> words);

  /// Complains about words that are none of these: the text at that key, those of its array, or the
  /// values of its table. Empty ones say nothing.
  void check(std::string_view key, std::span<const std::string_view> words);
  /// The same for the names of a table's members.
  void check_members(std::string_view key, std::span<const std::string_view> words);

  /// Where the value of that key stands, or the table.
  [[nodiscard]] TomlPosition at(std::string_view key) const;
  /// Complains about keys that nobody asked for.
  void finish();
  [[nodiscard]] FileErrors& errors() { return errors_; }

 private:
  const TomlValue* take(std::string_view key, TomlKind kind);
  const TomlValue* require(std::string_view key, TomlKind kind);
  std::vector<std::string_view> texts_of(std::string_view key, const TomlValue* array);
  std::size_t index_of(const TomlValue& value, std::span<const std::string_view> words);

  const TomlValue& table_;
  FileErrors& errors_;
  std::vector<std::string_view> known_;
};

}  // namespace credlint
