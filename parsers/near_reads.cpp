// SPDX-License-Identifier: MIT
#include "parsers/near_reads.h"

#include <map>
#include <set>

#include "scanner/core/near_variable.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_of_name(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool is_blank_or_quote(char c) { return c == ' ' || c == '"' || c == '\'' || c == '$' || c == '{'; }

/// "NAME=$NAME", "NAME: ${NAME}": the variable is handed on under its own name.
bool is_handed_on(std::string_view before, std::string_view name) {
  while (!before.empty() && is_blank_or_quote(before.back())) before.remove_suffix(1);
  if (before.empty() || (before.back() != '=' && before.back() != ':')) return false;
  before.remove_suffix(1);
  while (!before.empty() && is_blank_or_quote(before.back())) before.remove_suffix(1);
  return ends_with(before, name);
}

/// Whether the name behind `before` is read there.
bool is_read(std::string_view before, std::string_view name, bool code) {
  if (ends_with(before, "$") || ends_with(before, "${")) return !is_handed_on(before, name);
  return code;
}

/// Shell and Terraform name variables to set them, and read them with a sign before the name.
bool is_program(const LanguageRow& language) {
  return language.id != "bash" && language.id != "hcl" && language.id != "powershell";
}

std::set<std::uint32_t> places_set(const FileFacts& facts) {
  std::set<std::uint32_t> places;
  for (const EnvAssignment& assignment : facts.env_assignments)
    places.insert(assignment.name_at.span.begin);
  return places;
}

}  // namespace

void add_near_reads(const ParseInput& input, FactWriter& writer) {
  constexpr std::string_view kSign = "AWS";
  const std::string_view text = input.source.text();
  const LanguageRow* language = input.catalog.language(input.format.language);
  const bool code = language != nullptr && is_program(*language);
  const std::set<std::uint32_t> set = places_set(writer.facts());
  std::map<std::string_view, bool> known;  // headers of C++ repeat a few names on every line
  const auto is_near = [&](std::string_view name) {
    const auto [entry, added] = known.try_emplace(name, false);
    if (added) entry->second = near_variable(input.catalog, name).has_value();
    return entry->second;
  };
  for (std::size_t at = 0; (at = text.find(kSign, at)) != std::string_view::npos;) {
    const std::size_t begin = at;
    while (at < text.size() && is_of_name(text[at])) ++at;
    if (begin > 0 && is_of_name(text[begin - 1])) continue;
    if (at < text.size() && is_lower(text[at])) continue;  // the name goes on in small letters
    const std::string_view name = text.substr(begin, at - begin);
    const auto place = static_cast<std::uint32_t>(begin);
    if (set.contains(place) || !is_read(text.substr(0, begin), name, code)) continue;
    if (!is_near(name)) continue;
    EnvRead fact;
    fact.at = writer.locate({place, static_cast<std::uint32_t>(at)});
    fact.scope = writer.file_scope();
    fact.name = std::string(name);
    writer.add(std::move(fact));
  }
}

}  // namespace credlint
