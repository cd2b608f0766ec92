// SPDX-License-Identifier: MIT
#include "scanner/config/table_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scanner/config/suggest.h"
#include "scanner/core/words.h"

namespace credlint {

void FileErrors::add(TomlPosition at, std::string_view message) {
  if (!first_) first_ = Error{fmt::format("{}:{}:{}: {}", path_, at.line, at.column, message)};
}

Status FileErrors::status() const {
  if (first_) return *first_;
  return ok();
}

TableReader::TableReader(const TomlValue& table, FileErrors& errors)
    : table_(table), errors_(errors) {}

const TomlValue* TableReader::take(std::string_view key, TomlKind kind) {
  known_.push_back(key);
  const TomlValue* value = table_.find(key);
  if (value == nullptr || value->kind == kind) return value;
  errors_.add(value->at,
              fmt::format("'{}' must be {}, not {}", key, to_string(kind), to_string(value->kind)));
  return nullptr;
}

const TomlValue* TableReader::require(std::string_view key, TomlKind kind) {
  const TomlValue* value = take(key, kind);
  if (value != nullptr || table_.find(key) != nullptr) return value;
  // A misspelt key is more likely than a forgotten one.
  for (const TomlMember& member : table_.members) {
    const std::string_view wanted[] = {key};
    if (nearest(member.name, wanted).empty()) continue;
    if (std::find(known_.begin(), known_.end(), member.name) != known_.end()) continue;
    errors_.add(member.at, fmt::format("unknown key '{}'; did you mean '{}'?", member.name, key));
  }
  errors_.add(table_.at, fmt::format("'{}' is missing", key));
  return nullptr;
}

std::string_view TableReader::text(std::string_view key) {
  const TomlValue* value = require(key, TomlKind::Text);
  if (value != nullptr && value->text.empty())
    errors_.add(value->at, fmt::format("'{}' must not be empty", key));
  return value != nullptr ? std::string_view(value->text) : std::string_view();
}

std::string_view TableReader::text_or(std::string_view key, std::string_view fallback) {
  const TomlValue* value = take(key, TomlKind::Text);
  return value != nullptr ? std::string_view(value->text) : fallback;
}

bool TableReader::flag_or(std::string_view key, bool fallback) {
  const TomlValue* value = take(key, TomlKind::Flag);
  return value != nullptr ? value->flag : fallback;
}

std::int64_t TableReader::integer_or(std::string_view key, std::int64_t fallback) {
  const TomlValue* value = take(key, TomlKind::Integer);
  return value != nullptr ? value->integer : fallback;
}

std::vector<std::string_view> TableReader::texts_of(std::string_view key, const TomlValue* array) {
  std::vector<std::string_view> out;
  if (array == nullptr) return out;
  for (const TomlValue& item : array->items) {
    if (item.kind == TomlKind::Text)
      out.push_back(item.text);
    else
      errors_.add(item.at, fmt::format("'{}' must hold texts only", key));
  }
  return out;
}

std::vector<std::string_view> TableReader::texts(std::string_view key) {
  const TomlValue* array = require(key, TomlKind::Array);
  if (array != nullptr && array->items.empty())
    errors_.add(array->at, fmt::format("'{}' must not be empty", key));
  return texts_of(key, array);
}

std::vector<std::string_view> TableReader::texts_or_none(std::string_view key) {
  return texts_of(key, take(key, TomlKind::Array));
}

std::vector<std::string_view> TableReader::text_or_texts(std::string_view key) {
  const TomlValue* value = table_.find(key);
  if (value != nullptr && value->kind == TomlKind::Array) return texts(key);
  return {text(key)};
}

std::vector<std::pair<std::string_view, std::string_view>> TableReader::text_members(
    std::string_view key) {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  const TomlValue* table = take(key, TomlKind::Table);
  if (table == nullptr) return out;
  for (const TomlMember& member : table->members) {
    if (member.value.kind == TomlKind::Text)
      out.emplace_back(member.name, member.value.text);
    else
      errors_.add(member.value.at, fmt::format("'{}' must be text, not {}", member.name,
                                               to_string(member.value.kind)));
  }
  return out;
}

std::vector<const TomlValue*> TableReader::tables(std::string_view key) {
  std::vector<const TomlValue*> out;
  const TomlValue* array = take(key, TomlKind::Array);
  if (array == nullptr) return out;
  for (const TomlValue& item : array->items) {
    if (item.kind == TomlKind::Table)
      out.push_back(&item);
    else
      errors_.add(item.at, fmt::format("'{}' must hold tables only", key));
  }
  return out;
}

std::size_t TableReader::index_of(const TomlValue& value, std::span<const std::string_view> words) {
  const auto found = std::find(words.begin(), words.end(), value.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  errors_.add(value.at, unknown_word(value.text, words));
  return 0;
}

std::size_t TableReader::word(std::string_view key, std::span<const std::string_view> words) {
  const TomlValue* value = require(key, TomlKind::Text);
  return value != nullptr ? index_of(*value, words) : 0;
}

std::size_t TableReader::word_or(std::string_view key, std::span<const std::string_view> words,
                                 std::size_t fallback) {
  const TomlValue* value = take(key, TomlKind::Text);
  return value != nullptr ? index_of(*value, words) : fallback;
}

unsigned TableReader::word_bits(std::string_view key, std::span<const std::string_view> words) {
  unsigned bits = 0;
  const TomlValue* array = take(key, TomlKind::Array);
  if (array == nullptr) return bits;
  for (const TomlValue& item : array->items) {
    if (item.kind == TomlKind::Text)
      bits |= 1U << index_of(item, words);
    else
      errors_.add(item.at, fmt::format("'{}' must hold texts only", key));
  }
  return bits;
}

void TableReader::check(std::string_view key, std::span<const std::string_view> words) {
  const TomlValue* value = table_.find(key);
  if (value == nullptr) return;
  const auto check_text = [&](const TomlValue& text) {
    if (!text.text.empty()) index_of(text, words);
  };
  check_text(*value);
  for (const TomlValue& item : value->items) check_text(item);
  for (const TomlMember& member : value->members) check_text(member.value);
}

void TableReader::check_members(std::string_view key, std::span<const std::string_view> words) {
  const TomlValue* value = table_.find(key);
  if (value == nullptr) return;
  for (const TomlMember& member : value->members) {
    if (std::ranges::find(words, member.name) == words.end())
      errors_.add(member.at, unknown_word(member.name, words));
  }
}

TomlPosition TableReader::at(std::string_view key) const {
  const TomlValue* value = table_.find(key);
  return value != nullptr ? value->at : table_.at;
}

void TableReader::finish() {
  for (const TomlMember& member : table_.members) {
    if (std::find(known_.begin(), known_.end(), member.name) != known_.end()) continue;
    std::string hint = did_you_mean(member.name, known_);
    if (hint.empty()) hint = fmt::format("; there are {}", fmt::join(known_, ", "));
    errors_.add(member.at, fmt::format("unknown key '{}'{}", member.name, hint));
  }
}

}  // namespace credlint
