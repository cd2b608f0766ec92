// SPDX-License-Identifier: MIT
#include "cli/shard/fact_archive.h"

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "cli/shard/fact_members.h"
#include "scanner/core/excerpt.h"

namespace credlint {
namespace {

FileId file_of(const Exported& told) { return told.value.at.file; }
FileId file_of(const OpenSetting& setting) { return setting.value.at.file; }
FileId file_of(const CallElsewhere& call) { return call.given.front().value.at.file; }

using Json = nlohmann::ordered_json;

/// Writes members that are not as they are by default.
class Writer {
 public:
  template <typename T>
  using Of = const T;

  Writer(Json& out, const StandIns& stand_ins, FileId file)
      : out_(out), stand_ins_(stand_ins), file_(file) {}

  template <typename T>
  void operator()(const char* name, const T& member) {
    Json written = write(member);
    if (!written.is_null()) out_[name] = std::move(written);
  }

 private:
  [[nodiscard]] Json write(const std::string& text) const {
    return text.empty() ? Json() : stand_ins_.hide(file_, text);
  }
  [[nodiscard]] Json write(const Secret& secret) const {
    return secret.empty() ? Json() : stand_ins_.hide(file_, secret.reveal());
  }
  [[nodiscard]] Json write(bool flag) const { return flag; }
  [[nodiscard]] Json write(char c) const { return static_cast<int>(c); }
  [[nodiscard]] Json write(std::uint32_t number) const { return number; }
  [[nodiscard]] Json write(const Location& at) const {
    return at == Location{} ? Json() : location_to_json(at);
  }
  [[nodiscard]] Json write(ScopeId scope) const { return {scope.file, scope.index}; }
  [[nodiscard]] Json write(Span span) const { return {span.begin, span.end}; }
  template <typename T>
  requires std::is_enum_v<T>
  [[nodiscard]] Json write(T word) const { return static_cast<int>(word); }
  template <typename T>
  [[nodiscard]] Json write(const std::optional<T>& value) const {
    if (!value) return {};
    Json written = write(*value);
    // Empty and absent are not the same.
    return written.is_null() ? Json("") : written;
  }
  template <typename T>
  [[nodiscard]] Json write(const std::shared_ptr<const T>& value) const {
    return value == nullptr ? Json() : write(*value);
  }
  template <typename T>
  [[nodiscard]] Json write(const std::vector<T>& values) const {
    Json list = Json::array();
    for (const T& value : values) {
      Json written = write(value);
      list.push_back(written.is_null() ? Json("") : std::move(written));
    }
    return list.empty() ? Json() : list;
  }
  template <typename T>
  requires std::is_class_v<T>
  [[nodiscard]] Json write(const T& fact) const {
    Json object = Json::object();
    Writer inner(object, stand_ins_, file_);
    members(inner, fact);
    return object;
  }

  Json& out_;
  const StandIns& stand_ins_;
  FileId file_;
};

/// Reads members that are there.
class Reader {
 public:
  template <typename T>
  using Of = T;

  Reader(const Json& in, FileId first_file) : in_(in), first_file_(first_file) {}

  template <typename T>
  void operator()(const char* name, T& member) {
    if (const auto found = in_.find(name); found != in_.end()) read(*found, member);
  }

 private:
  void read(const Json& json, std::string& text) const { text = StandIns::show(json); }
  void read(const Json& json, Secret& secret) const { secret = Secret(StandIns::show(json)); }
  void read(const Json& json, bool& flag) const { flag = json.is_boolean() && json.get<bool>(); }
  void read(const Json& json, char& c) const {
    if (json.is_number_integer()) c = static_cast<char>(json.get<int>());
  }
  void read(const Json& json, std::uint32_t& number) const {
    if (json.is_number_unsigned()) number = json.get<std::uint32_t>();
  }
  void read(const Json& json, Location& at) const { at = location_from_json(json, first_file_); }
  void read(const Json& json, ScopeId& scope) const {
    scope = {number(json, 0) + first_file_, number(json, 1)};
  }
  void read(const Json& json, Span& span) const { span = {number(json, 0), number(json, 1)}; }
  template <typename T>
  requires std::is_enum_v<T>
  void read(const Json& json, T& word) const {
    if (json.is_number_integer()) word = static_cast<T>(json.get<int>());
  }
  template <typename T>
  void read(const Json& json, std::optional<T>& value) const {
    read(json, value.emplace());
  }
  template <typename T>
  void read(const Json& json, std::shared_ptr<const T>& value) const {
    T whole;
    read(json, whole);
    value = std::make_shared<const T>(std::move(whole));
  }
  template <typename T>
  void read(const Json& json, std::vector<T>& values) const {
    if (!json.is_array()) return;
    for (const Json& item : json) read(item, values.emplace_back());
  }
  template <typename T>
  requires std::is_class_v<T>
  void read(const Json& json, T& fact) const {
    if (!json.is_object()) return;
    Reader inner(json, first_file_);
    members(inner, fact);
  }
  [[nodiscard]] static std::uint32_t number(const Json& json, std::size_t index) {
    if (!json.is_array() || index >= json.size() || !json[index].is_number_unsigned()) return 0;
    return json[index].get<std::uint32_t>();
  }

  const Json& in_;
  FileId first_file_;
};

template <typename T>
Json fact_to_json(const T& fact, const StandIns& stand_ins) {
  Json object = {{"at", location_to_json(fact.at)}, {"scope", fact.scope.index}};
  Writer writer(object, stand_ins, fact.at.file);
  members(writer, fact);
  return object;
}

template <typename T>
void fact_from_json(const Json& json, FileId first_file, std::vector<T>& facts) {
  if (!json.is_object() || !json.contains("at")) return;
  T fact;
  fact.at = location_from_json(json["at"], first_file);
  fact.scope = {fact.at.file, json.value("scope", 0U)};
  Reader reader(json, first_file);
  members(reader, fact);
  facts.push_back(std::move(fact));
}

/// What joins files: no facts, so without a place of their own.
template <typename T>
Json names_to_json(const std::vector<T>& names, const StandIns& stand_ins) {
  Json list = Json::array();
  for (const T& name : names) {
    Json object = Json::object();
    Writer writer(object, stand_ins, file_of(name));
    members(writer, name);
    list.push_back(std::move(object));
  }
  return list;
}

template <typename T>
void names_from_json(const Json& json, FileId first_file, std::vector<T>& names) {
  if (!json.is_array()) return;
  for (const Json& object : json) {
    if (!object.is_object()) continue;
    Reader reader(object, first_file);
    members(reader, names.emplace_back());
  }
}

/// All kinds of facts, in a fixed order.
template <typename Facts, typename Visit>
void for_each_list(Facts& facts, Visit&& visit) {
  for_each_kind(facts, visit);
  visit(facts.shared_lines);
}

}  // namespace

Json location_to_json(const Location& at) {
  return {at.file,       at.span.begin,   at.span.end,        at.line, at.column, at.end_line,
          at.end_column, at.utf16_column, at.utf16_end_column};
}

Location location_from_json(const Json& json, FileId first_file) {
  std::array<std::uint32_t, 9> n{};
  if (!json.is_array() || json.size() != n.size()) return {};
  for (std::size_t i = 0; i < n.size(); ++i) {
    if (json[i].is_number_unsigned()) n[i] = json[i].get<std::uint32_t>();
  }
  return {n[0] + first_file, {n[1], n[2]}, n[3], n[4], n[5], n[6], n[7], n[8]};
}

Json facts_to_json(const FileFacts& facts, const StandIns& stand_ins) {
  Json kinds = Json::array();
  for_each_list(facts, [&](const auto& kind) {
    Json list = Json::array();
    for (const auto& fact : kind) list.push_back(fact_to_json(fact, stand_ins));
    kinds.push_back(std::move(list));
  });
  kinds.push_back(names_to_json(facts.exports, stand_ins));
  kinds.push_back(names_to_json(facts.calls_elsewhere, stand_ins));
  kinds.push_back(names_to_json(facts.open_settings, stand_ins));
  return kinds;
}

FileFacts facts_from_json(const Json& json, FileId first_file) {
  FileFacts facts;
  std::size_t i = 0;
  for_each_list(facts, [&](auto& kind) {
    const std::size_t index = i++;
    if (!json.is_array() || index >= json.size() || !json[index].is_array()) return;
    for (const Json& fact : json[index]) fact_from_json(fact, first_file, kind);
  });
  if (json.is_array() && json.size() == i + 3) {
    names_from_json(json[i], first_file, facts.exports);
    names_from_json(json[i + 1], first_file, facts.calls_elsewhere);
    names_from_json(json[i + 2], first_file, facts.open_settings);
    std::erase_if(facts.open_settings,
                  [](const OpenSetting& setting) { return setting.value.elsewhere == nullptr; });
    std::erase_if(facts.calls_elsewhere, [](const CallElsewhere& call) {
      return call.callee == nullptr || call.given.empty();
    });
  }
  return facts;
}

Json record_to_json(const FileRecord& record) {
  Json excerpts = Json::array();
  for (const auto& [line, excerpt] : record.excerpts) {
    excerpts.push_back({line, excerpt.first_column, excerpt.cut_before, excerpt.cut_after,
                        excerpt.text, excerpt.line_hash, excerpt.digest});
  }
  return {{"path", mask_path(record.path)},
          {"format", record.format},
          {"traits", record.traits},
          {"encoding", static_cast<int>(record.encoding)},
          {"has_bom", record.has_bom},
          {"tracking", static_cast<int>(record.tracking)},
          {"mode", record.mode},
          {"excerpts", std::move(excerpts)}};
}

FileRecord record_from_json(const Json& json) {
  FileRecord record;
  if (!json.is_object()) return record;
  record.path = json.value("path", "");
  record.format = json.value("format", "");
  record.traits = json.value("traits", std::uint16_t{0});
  record.encoding = static_cast<Encoding>(json.value("encoding", 0));
  record.has_bom = json.value("has_bom", false);
  record.tracking = static_cast<Tracking>(json.value("tracking", 0));
  record.mode = json.value("mode", 0U);
  for (const Json& row : json.value("excerpts", Json::array())) {
    if (!row.is_array() || row.size() != 7) continue;
    record.excerpts[row[0].get<std::uint32_t>()] = {
        row[1].get<std::uint32_t>(), row[2].get<bool>(),        row[3].get<bool>(),
        row[4].get<std::string>(),   row[5].get<std::string>(), row[6].get<std::string>()};
  }
  return record;
}

}  // namespace credlint
