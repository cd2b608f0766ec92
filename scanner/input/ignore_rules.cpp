// SPDX-License-Identifier: MIT
#include "scanner/input/ignore_rules.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace credlint {
namespace {

using Token = GlobToken::Kind;

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
}

std::uint64_t extension_hash_of(std::string_view name) {
  const std::string_view extension = extension_of(name);
  return extension.empty() ? 0 : hash_of(extension);
}

// Spaces at the end do not count unless a backslash protects them.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      if (++i == line.size()) return line;
      end = i + 1;
    } else if (line[i] != ' ') {
      end = i + 1;
    }
  }
  return line.substr(0, end);
}

bool all_literal(const std::vector<GlobToken>& tokens, std::size_t from) {
  return std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(from), tokens.end(),
                     [](const GlobToken& token) { return token.kind == Token::Literal; });
}

std::string literals(const std::vector<GlobToken>& tokens, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < tokens.size() && tokens[i].kind == Token::Literal; ++i)
    text += tokens[i].literal;
  return text;
}

bool is_star_and_literals(const GlobSegment& segment) {
  return !segment.double_star && segment.tokens.size() > 1 &&
         segment.tokens.front().kind == Token::Star && all_literal(segment.tokens, 1);
}

}  // namespace

IgnoreEntry::IgnoreEntry(std::string_view entry_name, bool is_folder)
    : name(entry_name),
      name_hash(hash_of(entry_name)),
      extension_hash(extension_hash_of(entry_name)),
      folder(is_folder) {}

IgnoreRules IgnoreRules::parse(std::string_view text) {
  IgnoreRules rules;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    rules.add_line(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rules;
}

void IgnoreRules::add_line(std::string_view line) {
  if (line.starts_with('#')) return;
  line = without_trailing_spaces(line.substr(0, line.find('\0')));
  Rule rule;
  if (line.starts_with('!')) {
    rule.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    rule.folders_only = true;
    line.remove_suffix(1);
  }
  rule.whole_path = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  std::optional<Glob> glob = compile_glob(line, rule.whole_path);
  if (!glob) return;
  classify(rule, std::move(*glob));
  file_rule(std::move(rule));
}

void IgnoreRules::classify(Rule& rule, Glob glob) {
  // "**/name" is "name".
  if (glob.size() == 2 && glob[0].double_star && !glob[1].double_star) {
    glob.erase(glob.begin());
    rule.whole_path = false;
  }
  if (std::optional<std::string> text = literal_text(glob)) {
    rule.kind = Kind::Literal;
    rule.text = std::move(*text);
  } else if (!rule.whole_path && is_star_and_literals(glob.front())) {
    rule.kind = Kind::Suffix;
    rule.text = literals(glob.front().tokens, 1);
  } else {
    rule.kind = Kind::Wildcard;
    rule.text = literals(glob.front().tokens, 0);
    rule.glob = std::move(glob);
  }
}

// Puts the rule where match() will look for it: by the last name of its path, by its extension, or
// among those that are always tried.
void IgnoreRules::file_rule(Rule rule) {
  const auto index = static_cast<std::uint32_t>(rules_.size());
  std::string_view last = rule.text;
  std::string last_literals;
  bool suffix_only = rule.kind == Kind::Suffix;
  bool known = rule.kind != Kind::Wildcard;
  if (rule.kind == Kind::Literal && rule.whole_path) last = last.substr(last.rfind('/') + 1);
  if (rule.kind == Kind::Wildcard && !rule.glob.back().double_star) {
    const GlobSegment& segment = rule.glob.back();
    suffix_only = is_star_and_literals(segment);
    known = suffix_only || all_literal(segment.tokens, 0);
    last_literals = literals(segment.tokens, suffix_only ? 1 : 0);
    last = last_literals;
  }
  if (known && !suffix_only) {
    by_name_[hash_of(last)].push_back(index);
  } else if (known && !extension_of(last).empty()) {
    by_extension_[extension_hash_of(last)].push_back(index);
  } else {
    others_.push_back(index);
    ++cost_;
  }
  for (const GlobSegment& segment : rule.glob)
    for (const GlobToken& token : segment.tokens)
      if (token.kind == Token::Star) ++cost_;
  rules_.push_back(std::move(rule));
}

bool IgnoreRules::applies(const Rule& rule, const IgnoreEntry& entry, std::string_view path) {
  if (rule.folders_only && !entry.folder) return false;
  const std::string_view subject = rule.whole_path ? path : entry.name;
  switch (rule.kind) {
    case Kind::Literal:
      return subject == rule.text;
    case Kind::Suffix:
      return subject.ends_with(rule.text);
    case Kind::Wildcard:
      if (!subject.starts_with(rule.text)) return false;
      return rule.whole_path ? matches_path(rule.glob, path)
                             : matches_segment(rule.glob.front(), entry.name);
  }
  return false;
}

// The last rule wins, so the search goes backwards and ends at the best so far.
void IgnoreRules::consider(const Indexes& indexes, const IgnoreEntry& entry, std::string_view path,
                           std::int64_t& best) const {
  for (auto index = indexes.rbegin(); index != indexes.rend() && *index > best; ++index) {
    if (!applies(rules_[*index], entry, path)) continue;
    best = *index;
    return;
  }
}

IgnoreVerdict IgnoreRules::match(const IgnoreEntry& entry, std::string_view path) const {
  std::int64_t best = -1;
  if (const auto found = by_name_.find(entry.name_hash); found != by_name_.end())
    consider(found->second, entry, path, best);
  if (entry.extension_hash != 0 && !by_extension_.empty()) {
    const auto found = by_extension_.find(entry.extension_hash);
    if (found != by_extension_.end()) consider(found->second, entry, path, best);
  }
  consider(others_, entry, path, best);
  if (best < 0) return IgnoreVerdict::None;
  return rules_[static_cast<std::size_t>(best)].negated ? IgnoreVerdict::Kept
                                                        : IgnoreVerdict::Ignored;
}

}  // namespace credlint
