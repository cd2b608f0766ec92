// SPDX-License-Identifier: MIT
#include "scanner/suppress/text_blocks.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kText = "it stands in a text over several lines";
constexpr std::string_view kCode = "it stands in a code block";
constexpr std::string_view kTag = "it stands in a tag, a script or a comment";
constexpr std::string_view kScalar = "it stands in a block of text";
constexpr std::string_view kValue = "it stands in a value over several lines";

using States = std::vector<LineState>;

std::vector<std::string_view> lines_of(const SourceFile& source) {
  std::vector<std::string_view> lines;
  for (std::uint32_t line = 1; line <= source.line_count(); ++line)
    lines.push_back(source.slice(source.line_span(line)));
  return lines;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

void mark(LineState& state, std::string_view start, std::string_view end) {
  if (state.at_start.empty()) state.at_start = start;
  if (state.at_end.empty()) state.at_end = end;
}

// --- texts over several lines -------------------------------------------------------------------

using Delimiters = std::pair<std::string_view, std::string_view>;

/// Where the next text begins in a line, and what ends it.
std::optional<std::pair<std::size_t, const Delimiters*>> next_text(
    std::string_view line, std::size_t from, const std::vector<Delimiters>& kinds) {
  std::optional<std::pair<std::size_t, const Delimiters*>> first;
  for (const Delimiters& kind : kinds) {
    const std::size_t at = line.find(kind.first, from);
    if (at != std::string_view::npos && (!first || at < first->first)) first = {at, &kind};
  }
  return first;
}

void mark_texts(const std::vector<std::string_view>& lines, const std::vector<Delimiters>& kinds,
                States& states) {
  const Delimiters* open = nullptr;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool starts_inside = open != nullptr;
    std::size_t at = 0;
    while (at != std::string_view::npos) {
      if (open != nullptr) {
        at = lines[i].find(open->second, at);
        if (at == std::string_view::npos) break;
        at += open->second.size();
        open = nullptr;
      } else {
        const auto next = next_text(lines[i], at, kinds);
        if (!next) break;
        at = next->first + next->second->first.size();
        open = next->second;
      }
    }
    mark(states[i], starts_inside ? kText : "", starts_inside || open != nullptr ? kText : "");
  }
}

/// The word that ends a heredoc begun in a line; empty without one.
std::string_view heredoc_word(std::string_view line) {
  const std::size_t sign = line.find("<<");
  if (sign == std::string_view::npos) return {};
  std::string_view rest = line.substr(sign + 2);
  if (rest.starts_with('-')) rest.remove_prefix(1);
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  const auto end = std::ranges::find_if_not(rest, is_letter);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

void mark_heredocs(const std::vector<std::string_view>& lines, States& states) {
  std::string_view word;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (word.empty()) {
      word = heredoc_word(lines[i]);
    } else if (trim(lines[i]) == word) {
      word = {};
    } else {
      mark(states[i], kText, kText);
    }
  }
}

// --- Markdown -----------------------------------------------------------------------------------

std::string_view fence_of(std::string_view line) {
  const std::string_view text = line.substr(indent_of(line));
  for (const std::string_view sign : {"```", "~~~"}) {
    if (text.starts_with(sign)) return sign;
  }
  return {};
}

void mark_markdown(const std::vector<std::string_view>& lines, States& states) {
  std::string_view fence;
  bool front_matter = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool rule = trim(lines[i]) == "---";
    if (i == 0 && rule) front_matter = true;
    const std::string_view sign = fence_of(lines[i]);
    const bool indented = lines[i].starts_with("    ") || lines[i].starts_with('\t');
    if (front_matter || !fence.empty() || !sign.empty() || indented) mark(states[i], kCode, kCode);
    if (i > 0 && rule) front_matter = false;
    if (fence.empty()) {
      fence = sign;
    } else if (sign == fence) {
      fence = {};
    }
    // A comment line would split a paragraph, a list or a table.
    mark(states[i], "a line of its own would change the text", "");
  }
}

// --- XML and HTML -------------------------------------------------------------------------------

/// What is open and can hold no comment.
constexpr Delimiters kMarkup[] = {{"<!--", "-->"},
                                  {"<![CDATA[", "]]>"},
                                  {"<script", "</script"},
                                  {"<style", "</style"},
                                  {"<textarea", "</textarea"},
                                  {"<title", "</title"},
                                  {"<?", "?>"},
                                  {"<", ">"}};

void mark_markup(const std::vector<std::string_view>& lines, States& states) {
  const Delimiters* open = nullptr;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string lower = to_lower(lines[i]);
    const std::string_view line = lower;
    const bool starts_inside = open != nullptr;
    std::size_t at = 0;
    while (true) {
      if (open != nullptr) {
        at = line.find(open->second, at);
        if (at == std::string_view::npos) break;
        open = nullptr;
      } else {
        at = line.find('<', at);
        if (at == std::string_view::npos) break;
        open = std::ranges::find_if(kMarkup, [&](const Delimiters& kind) {
          return line.substr(at).starts_with(kind.first);
        });
        at += open->first.size();
      }
    }
    mark(states[i], starts_inside || i == 0 ? kTag : "",
         starts_inside || open != nullptr ? kTag : "");
  }
}

// --- YAML ---------------------------------------------------------------------------------------

/// A line's "key:" or "- ", and what is behind it.
struct YamlEntry {
  std::size_t column = 0;  ///< of the key, or of the last dash
  std::string_view key;
  std::string_view value;
};

std::size_t quoted_end(std::string_view text) {
  const std::size_t close = text.find(text.front(), 1);
  return close == std::string_view::npos ? close : close + 1;
}

std::optional<YamlEntry> yaml_entry(std::string_view line) {
  YamlEntry entry;
  entry.column = indent_of(line);
  bool listed = false;
  while (line.substr(entry.column).starts_with("- ")) {
    listed = true;
    const std::size_t next = line.find_first_not_of(' ', entry.column + 1);
    if (next == std::string_view::npos) break;
    entry.column = next;
  }
  const std::string_view text = line.substr(std::min(entry.column, line.size()));
  if (text.empty()) return std::nullopt;
  const bool quoted = text.front() == '"' || text.front() == '\'';
  const std::size_t key_end = quoted ? quoted_end(text) : text.find(": ");
  const bool ends = key_end == std::string_view::npos && !quoted && trim(text).ends_with(':');
  if (ends) {
    entry.key = trim(text).substr(0, trim(text).size() - 1);
  } else if (key_end != std::string_view::npos && text.substr(key_end).starts_with(":")) {
    entry.key = text.substr(0, key_end);
    entry.value = text.substr(key_end + 1);
  } else {
    if (!listed) return std::nullopt;
    entry.column = line.rfind('-', entry.column);
    entry.value = text;
  }
  return entry;
}

/// A value without its anchor and tag.
std::string_view bare_value(std::string_view value) {
  std::string_view text = trim(value);
  while (text.starts_with('&') || text.starts_with('!')) {
    const std::size_t end = std::min(text.find(' '), text.size());
    text = trim(text.substr(end));
  }
  return text;
}

/// '|' or '>' where a value is a block of text that begins with the next line.
char block_sign(std::string_view value) {
  const std::string_view text = trim(value.substr(0, value.find(" #")));
  if (text.empty() || text.size() > 3 || (text.front() != '|' && text.front() != '>')) return 0;
  return text.find_first_not_of("+-123456789", 1) == std::string_view::npos ? text.front() : '\0';
}

/// The quote that a line leaves open; 0 when none. `open` is what the line before left open.
char quote_left(std::string_view text, char open) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (open == '"' && text[i] == '\\') {
      ++i;
    } else if (open != 0 && text[i] == open) {
      open = 0;
    } else if (open == 0 && i == 0 && (text[i] == '"' || text[i] == '\'')) {
      open = text[i];
    }
  }
  return open;
}

bool is_script_key(std::string_view key, const Catalog& catalog) {
  return std::ranges::any_of(catalog.tools, [&](const ToolRow& tool) {
    return std::ranges::any_of(tool.places, [&](const PlaceRow& place) {
      return place.role == PlaceRole::Script && place.path.substr(place.path.rfind('.') + 1) == key;
    });
  });
}

void mark_yaml(const std::vector<std::string_view>& lines, const Catalog& catalog, States& states) {
  bool in_block = false;
  bool script = false;
  std::size_t parent = 0;
  std::string_view word;  // of a heredoc in a script
  char quote = 0;         // of a text that goes on
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t indent = indent_of(lines[i]);
    const bool blank = indent == lines[i].size();
    if (in_block && !blank && indent <= parent) in_block = false;
    if (in_block) {
      const bool in_heredoc = !word.empty() && trim(lines[i]) != word;
      if (!script || in_heredoc) mark(states[i], script ? kText : kScalar, kScalar);
      if (!in_heredoc) word = script ? heredoc_word(lines[i]) : std::string_view();
      continue;
    }
    word = {};
    if (quote != 0) {
      mark(states[i], kValue, kValue);
      quote = quote_left(lines[i], quote);
      continue;
    }
    const std::optional<YamlEntry> entry = yaml_entry(lines[i]);
    if (!entry) {
      mark(states[i], kValue, kValue);
      continue;
    }
    const std::string_view value = bare_value(entry->value);
    quote = quote_left(value, 0);
    const char sign = block_sign(value);
    in_block = sign != 0;
    script = sign == '|' && is_script_key(entry->key, catalog);
    parent = entry->column;
  }
}

}  // namespace

std::vector<LineState> line_states(const SourceFile& source, const CommentSigns& signs,
                                   const Catalog& catalog) {
  const std::vector<std::string_view> lines = lines_of(source);
  States states(lines.size());
  if (!signs.strings.empty()) mark_texts(lines, signs.strings, states);
  if (signs.heredocs) mark_heredocs(lines, states);
  if (signs.markdown) mark_markdown(lines, states);
  if (signs.markup) mark_markup(lines, states);
  if (signs.yaml) mark_yaml(lines, catalog, states);
  return states;
}

}  // namespace credlint
