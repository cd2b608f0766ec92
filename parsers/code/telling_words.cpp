// SPDX-License-Identifier: MIT
#include "parsers/code/telling_words.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Those that only matter as an argument or maker of another call.
constexpr Yield kWithoutFact[] = {
    Yield::Object,     Yield::Option,       Yield::Same,           Yield::Duration,
    Yield::ConfigFile, Yield::UserKey,      Yield::Partial,        Yield::Dict,
    Yield::Merge,      Yield::SettingsFile, Yield::SettingsOfEach, Yield::SettingsSection};

bool takes_region(const CallShape& shape) {
  return std::ranges::find(shape.positional, "region") != shape.positional.end() ||
         std::ranges::any_of(shape.keywords,
                             [](const DataRow& row) { return row.value == "region"; });
}

/// What a setting or a flag stands for is of use to a client only: its file is read when one asks.
bool yields_fact(const CallShape& shape) {
  if (shape.sdk == "settings" && shape.yields == Yield::Env) return false;
  if (shape.yields == Yield::Value) return takes_region(shape);
  if (std::ranges::any_of(shape.sets, [](const DataRow& row) { return row.key == "region"; }))
    return true;  // a constant that other files may use
  return std::ranges::find(kWithoutFact, shape.yields) == std::end(kWithoutFact);
}

/// Names that the evaluator gives, which no text holds: "local.x", "made.x", "go-v1:client.x".
bool is_given(std::string_view part) {
  return part == "local" || part == "made" || part.starts_with('<') ||
         part.find(':') < part.size() - 1;
}

/// What names a settings object or a session wherever one is made or taken, less its first letter,
/// which is large or small: "aws.Config", "newSession()". Nothing for what has no name of its own.
std::string_view word_of_given(std::string_view part) {
  if (part.ends_with(":config")) return "onfig";
  return part.ends_with(":session") ? "ession" : std::string_view();
}

/// "With*" as "\bWith\w*".
std::string regex_of(std::string_view name) {
  std::string out(is_name_character(name.front()) ? "\\b" : "");
  for (const char c : name) out += c == '*' ? "\\w*" : re2::RE2::QuoteMeta({&c, 1});
  return out.append(is_name_character(name.back()) ? "\\b" : "");
}

bool holds_all(std::string_view text, const std::vector<std::string_view>& parts) {
  return std::ranges::all_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

/// Null for nothing to look for.
std::unique_ptr<re2::RE2> compiled(const std::string& regex) {
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_longest_match(true);
  options.set_log_errors(false);
  return regex.empty() ? nullptr : std::make_unique<re2::RE2>(regex, options);
}

/// Calls `see` with each match until it says that this is enough.
void each_match(const re2::RE2* regex, std::string_view text,
                const std::function<bool(std::string_view)>& see) {
  if (regex == nullptr) return;
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece word;
  for (std::size_t at = 0; regex->Match(whole, at, whole.size(), re2::RE2::UNANCHORED, &word, 1);) {
    at = static_cast<std::size_t>(word.data() - whole.data()) + word.size();
    if (see({word.data(), word.size()})) return;
  }
}

}  // namespace

TellingWords::TellingWords(std::span<const CallShape> shapes, const std::string& part_names)
    : parts_(compiled(part_names)) {
  std::set<std::string> names;
  for (const CallShape& shape : shapes) {
    if (!yields_fact(shape)) continue;
    const std::size_t dot = shape.callee.rfind('.');
    const std::string_view name = shape.callee.substr(dot + 1);
    Callee callee{split(name, "*"), {}};
    // A module's path stands in the text as a whole: it is split at names alone.
    for (const std::string_view part : split(shape.callee.substr(0, dot + 1), ".*\\")) {
      const std::string_view word = is_given(part) ? word_of_given(part) : part;
      if (!word.empty()) callee.path.push_back(word);
    }
    if (!callee.name.empty()) names.insert(regex_of(name));
    callees_.push_back(std::move(callee));
  }
  std::string any;
  for (const std::string& name : names) any.append(any.empty() ? "" : "|").append(name);
  names_ = compiled(any);
}

TellingWords::TellingWords(TellingWords&&) noexcept = default;
TellingWords& TellingWords::operator=(TellingWords&&) noexcept = default;
TellingWords::~TellingWords() = default;

bool TellingWords::is_called(std::string_view name, std::string_view text) const {
  return std::ranges::any_of(callees_, [&](const Callee& callee) {
    const bool exact = callee.name.size() == 1 && callee.name.front() == name;
    return (exact || (!callee.name.empty() && holds_all(name, callee.name))) &&
           holds_all(text, callee.path);
  });
}

void TellingWords::visit(std::string_view text,
                         const std::function<bool(std::string_view)>& see) const {
  for (const Callee& callee : callees_) {
    if (!callee.name.empty() || !holds_all(text, callee.path)) continue;
    const std::string_view any = callee.path.empty() ? std::string_view() : callee.path.back();
    if (see(text.substr(text.find(any), any.size()))) return;
  }
  each_match(parts_.get(), text, see);
  std::map<std::string_view, bool> known;
  each_match(names_.get(), text, [&](std::string_view called) {
    const auto [name, added] = known.try_emplace(called);
    if (added) name->second = is_called(called, text);
    return name->second && see(called);
  });
}

bool TellingWords::any_in(std::string_view text) const {
  bool any = false;
  visit(text, [&](std::string_view) { return any = true; });
  return any;
}

std::vector<Span> TellingWords::places_in(std::string_view text) const {
  std::vector<Span> places;
  visit(text, [&](std::string_view word) {
    const auto begin = static_cast<std::uint32_t>(word.data() - text.data());
    places.push_back({begin, begin + static_cast<std::uint32_t>(word.size())});
    return false;
  });
  std::ranges::sort(places);
  return places;
}

}  // namespace credlint
