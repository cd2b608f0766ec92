// SPDX-License-Identifier: MIT
#include "parsers/code/telling_words.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Those that only matter as an argument or maker of another call.
constexpr std::string_view kWithoutFact[] = {"object",   "option",      "same",
                                             "duration", "config-file", "user-key"};

bool takes_region(const CallShape& shape) {
  return std::ranges::find(shape.positional, "region") != shape.positional.end() ||
         std::ranges::any_of(shape.keywords,
                             [](const DataRow& row) { return row.value == "region"; });
}

bool yields_fact(const CallShape& shape) {
  if (shape.yields == "value") return takes_region(shape);
  return std::ranges::find(kWithoutFact, shape.yields) == std::end(kWithoutFact);
}

/// Names that the evaluator gives, which no text holds: "local.x", "made.x", "go-v1:client.x".
bool is_given(std::string_view part) {
  return part == "local" || part == "made" || part.find(':') < part.size() - 1;
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
      if (!is_given(part)) callee.path.push_back(part);
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

bool TellingWords::any_in(std::string_view text) const {
  const bool any_name = std::ranges::any_of(callees_, [&](const Callee& callee) {
    return callee.name.empty() && holds_all(text, callee.path);
  });
  const re2::StringPiece whole(text.data(), text.size());
  if (any_name || (parts_ && re2::RE2::PartialMatch(whole, *parts_))) return true;
  if (!names_) return false;
  std::set<std::string_view> seen;
  re2::StringPiece word;
  for (std::size_t at = 0;
       names_->Match(whole, at, whole.size(), re2::RE2::UNANCHORED, &word, 1);) {
    at = static_cast<std::size_t>(word.data() - whole.data()) + word.size();
    const std::string_view called(word.data(), word.size());
    if (!seen.insert(called).second) continue;
    const bool known = std::ranges::any_of(callees_, [&](const Callee& callee) {
      const bool exact = callee.name.size() == 1 && callee.name.front() == called;
      return (exact || (!callee.name.empty() && holds_all(called, callee.name))) &&
             holds_all(text, callee.path);
    });
    if (known) return true;
  }
  return false;
}

}  // namespace credlint
