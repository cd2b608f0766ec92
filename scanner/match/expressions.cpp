// SPDX-License-Identifier: MIT
#include "scanner/match/expressions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "scanner/core/part_of.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Names with fewer letters and digits occur everywhere; they count only in files that others hit.
constexpr std::size_t kMinNameLetters = 8;

bool is_separator(char c) { return c == '_' || c == '-' || c == '.'; }

/// True when a word of a camelCase name begins at `i`.
bool begins_word(std::string_view name, std::size_t i) {
  if (i == 0 || !is_upper(name[i])) return false;
  return !is_upper(name[i - 1]) || (i + 1 < name.size() && is_lower(name[i + 1]));
}

void append_literal(std::string& out, char c) {
  if (!is_letter_or_digit(c) && c != '_') out += '\\';
  out += c;
}

std::string variable_regex(std::string_view name) {
  std::string out = "\\b";
  for (char c : name) append_literal(out, c);
  return out + "\\b";
}

/// Any spelling that same_name() accepts, with at most one separator between words; with a word
/// before
/// ("withAccessKey"), not behind ("AccessKeyDetails").
std::string setting_regex(std::string_view name) {
  constexpr std::string_view kSeparator = "[_.-]?";
  std::string out = "(?i)";
  bool between_words = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_separator(name[i]) || begins_word(name, i)) {
      if (!between_words && out.size() > 4) out += kSeparator;
      between_words = true;
    }
    if (is_separator(name[i])) continue;
    append_literal(out, is_upper(name[i]) ? static_cast<char>(name[i] - 'A' + 'a') : name[i]);
    between_words = false;
  }
  return out + "\\b";
}

bool is_short(std::string_view name) {
  return std::count_if(name.begin(), name.end(), is_letter_or_digit) <
         static_cast<std::ptrdiff_t>(kMinNameLetters);
}

bool is_generic(const Catalog& catalog, std::string_view name) {
  if (is_short(name)) return true;
  for (const DataTable& table : catalog.tables) {
    if (table.name != "generic_names") continue;
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const DataRow& row) { return same_name(row.key, name); });
  }
  return false;
}

std::uint32_t kind_of(const KeyName& key) {
  const bool handed_on = key.meaning == Meaning::Region || key.meaning == Meaning::Profile;
  return key.environment || handed_on || part_of(key.meaning) ? Expression::kKeyName
                                                              : Expression::kSettingName;
}

std::uint64_t mix(std::uint64_t hash, std::string_view bytes) {
  constexpr std::uint64_t kPrime = 1099511628211ULL;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

}  // namespace

std::vector<Expression> expressions(const Catalog& catalog) {
  std::vector<Expression> out;
  for (std::size_t i = 0; i < catalog.patterns.size(); ++i) {
    const PatternRow& pattern = catalog.patterns[i];
    if (pattern.anchored)
      out.push_back({std::string(pattern.regex), static_cast<std::uint32_t>(i)});
  }
  std::set<std::string, std::less<>> seen;
  const auto add = [&](std::string regex, std::uint32_t kind) {
    if (seen.insert(regex).second) out.push_back({std::move(regex), kind});
  };
  for (const std::uint32_t kind : {Expression::kKeyName, Expression::kSettingName}) {
    for (const KeyName& key : catalog.keys) {
      if (kind_of(key) != kind || is_generic(catalog, key.name)) continue;
      add(key.environment ? variable_regex(key.name) : setting_regex(key.name), kind);
    }
  }
  for (const ToolRow& tool : catalog.tools) {
    for (const std::string_view text : tool.contains) {
      if (is_generic(catalog, text)) continue;
      std::string regex;
      for (const char c : text) append_literal(regex, c);
      add(std::move(regex), Expression::kSettingName);
    }
  }
  return out;
}

std::string common_part_names(const Catalog& catalog) {
  std::set<std::string> names;
  for (const KeyName& key : catalog.keys) {
    const std::optional<PartKind> part = part_of(key.meaning);
    // That something expires says nothing alone.
    if (key.environment || !part || part == PartKind::Expiry) continue;
    if (is_generic(catalog, key.name) && !is_short(key.name)) names.insert(setting_regex(key.name));
  }
  return fmt::format("{}", fmt::join(names, "|"));
}

std::vector<Expression> context_expressions(const Catalog& catalog) {
  std::vector<Expression> out;
  for (std::size_t i = 0; i < catalog.patterns.size(); ++i) {
    const PatternRow& pattern = catalog.patterns[i];
    const bool wanted = pattern.kind == PatternKind::Match || pattern.kind == PatternKind::Ignore;
    if (!pattern.anchored && wanted)
      out.push_back({std::string(pattern.regex), static_cast<std::uint32_t>(i)});
  }
  return out;
}

std::uint64_t hash_of(std::span<const Expression> list) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const Expression& expression : list) {
    hash = mix(hash, expression.regex);
    const std::uint32_t id = expression.pattern;
    const char end[] = {'\0', static_cast<char>(id), static_cast<char>(id >> 8),
                        static_cast<char>(id >> 16), static_cast<char>(id >> 24)};
    hash = mix(hash, {end, sizeof end});
  }
  return hash;
}

std::string hyperscan_syntax(std::string_view regex) {
  // RE2's \s without brackets, and its complement over all bytes.
  constexpr std::string_view kSpace = "\\t\\n\\f\\r ";
  constexpr std::string_view kNoSpace = "\\x00-\\x08\\x0b\\x0e-\\x1f\\x21-\\xff";
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c == '\\' && i + 1 < regex.size()) {
      const char next = regex[++i];
      if (next != 's' && next != 'S') {
        out += {c, next};
        continue;
      }
      if (!in_class) out += '[';
      out += next == 's' ? kSpace : kNoSpace;
      if (!in_class) out += ']';
      continue;
    }
    out += c;
    if (!in_class && c == '[') {
      in_class = true;
      // A bracket that directly follows the opening one is a member of the class.
      if (i + 1 < regex.size() && regex[i + 1] == '^') out += regex[++i];
      if (i + 1 < regex.size() && regex[i + 1] == ']') out += regex[++i];
    } else if (in_class && c == '[' && i + 1 < regex.size() && regex[i + 1] == ':') {
      const std::size_t end = regex.find(":]", i + 2);
      if (end == std::string_view::npos) continue;
      out += regex.substr(i + 1, end + 1 - i);
      i = end + 1;
    } else if (in_class && c == ']') {
      in_class = false;
    }
  }
  return out;
}

}  // namespace credlint
