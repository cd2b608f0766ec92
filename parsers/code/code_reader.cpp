// SPDX-License-Identifier: MIT
#include "parsers/code/code_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include "parsers/code/code_model.h"
#include "parsers/code/fact_mapper.h"
#include "parsers/code/joined_lines.h"
#include "parsers/code/language.h"
#include "parsers/code/syntax_tree.h"
#include "parsers/code/telling_words.h"
#include "parsers/document/variable_text.h"
#include "parsers/written_file.h"
#include "scanner/match/expressions.h"

namespace credlint {
namespace {

/// Windows around places of a large file, at line starts where lines are short. They are merged
/// where they meet, but none grows beyond what is parsed at once: a tree takes some thirty times
/// its text.
std::vector<Span> windows_around(std::span<const Span> places, std::string_view text) {
  constexpr auto kReach = static_cast<std::uint32_t>(limits::kParseWindowBytes);
  const auto size = static_cast<std::uint32_t>(text.size());
  std::vector<Span> windows;
  for (const Span place : places) {
    Span window{place.begin > kReach ? place.begin - kReach : 0,
                std::min(size, place.end + kReach)};
    const std::string_view before =
        text.substr(window.begin, std::max(place.begin, window.begin) - window.begin);
    const std::size_t line = before.find('\n');
    if (window.begin > 0 && line != std::string_view::npos)
      window.begin += static_cast<std::uint32_t>(line) + 1;
    if (windows.empty() || window.begin > windows.back().end) {
      windows.push_back(window);
      continue;
    }
    Span& last = windows.back();
    if (window.end <= last.end) continue;
    if (window.end - last.begin <= limits::kWholeParseBytes) {
      last.end = window.end;
    } else {
      windows.push_back({last.end, window.end});
    }
  }
  return windows;
}

std::vector<Span> places_of(std::span<const PatternHit> hits) {
  std::vector<Span> places;
  for (const PatternHit& hit : hits) places.push_back(hit.span);
  return places;
}

}  // namespace

/// A language and whether it could be made ready.
struct CodeReader::Entry {
  std::once_flag once;
  std::optional<Language> language;
  std::string error;
  std::once_flag words_once;
  std::optional<TellingWords> words;
};

CodeReader::CodeReader(const Catalog& catalog)
    : catalog_(catalog), entries_(std::make_unique<Entry[]>(catalog.languages.size())) {}

CodeReader::~CodeReader() = default;

void CodeReader::read_file(const LanguageRow& row, const ParseInput& input,
                           FactWriter& writer) const {
  const std::string_view text = input.source.text();
  const bool whole = text.size() <= limits::kWholeParseBytes;
  if (input.mention_only && whole && !words_of(row).any_in(text)) return;
  const ScopeId scope = writer.file_scope();
  if (whole) return read(row, input, {text}, scope, writer);
  const std::vector<Span> places =
      input.mention_only ? words_of(row).places_in(text) : places_of(input.hits);
  for (const Span window : windows_around(places, text)) {
    const std::string_view piece = text.substr(window.begin, window.size());
    read(row, input, {piece, window.begin}, scope, writer);
  }
}

CodeReader::Entry& CodeReader::entry_of(const LanguageRow& row) const {
  return entries_[static_cast<std::size_t>(&row - catalog_.languages.data())];
}

const TellingWords& CodeReader::words_of(const LanguageRow& row) const {
  Entry& entry = entry_of(row);
  std::call_once(entry.words_once,
                 [&] { entry.words.emplace(row.calls, common_part_names(catalog_)); });
  return *entry.words;
}

void CodeReader::read_piece(std::string_view language, const ParseInput& input,
                            std::string_view text, std::uint32_t offset, FactWriter& writer) const {
  const LanguageRow* row = catalog_.language(language);
  const bool readable = row != nullptr && !row->grammar.empty();
  if (readable) read(*row, input, {text, offset}, writer.file_scope(), writer);
}

void CodeReader::read_piece(std::string_view language, const ParseInput& input,
                            const MappedText& mapped, ScopeId scope, FactWriter& writer) const {
  const LanguageRow* row = catalog_.language(language);
  const std::string_view text = mapped.text();
  std::size_t at = 0;
  const bool readable = row != nullptr && !row->grammar.empty();
  while (readable && at < text.size()) {
    std::string_view piece = text.substr(at, limits::kWholeParseBytes);
    const std::size_t line_end = piece.rfind('\n');
    if (at + piece.size() < text.size() && line_end != std::string_view::npos)
      piece = piece.substr(0, line_end + 1);
    read(*row, input, {piece, static_cast<std::uint32_t>(at), &mapped}, scope, writer);
    at += piece.size();
  }
}

CodeCost CodeReader::cost() const {
  return {bytes_.load(), std::chrono::nanoseconds(nanoseconds_.load())};
}

void CodeReader::read(const LanguageRow& row, const ParseInput& input, const SourceText& source,
                      ScopeId scope, FactWriter& writer) const {
  std::vector<MappedText> scripts;
  const auto take = [&](EmbeddedTexts found) {
    for (const EmbeddedTexts::Document& document : found.documents)
      read_written_file(document.path, document.text, input, writer);
    for (const MappedText& words : found.words) read_variable_text(input, "", words, scope, writer);
    std::move(found.scripts.begin(), found.scripts.end(), std::back_inserter(scripts));
  };
  take(read_text(row, input, source, scope, writer));
  for (int depth = 0; depth < limits::kMaxScriptDepth && !scripts.empty(); ++depth) {
    const std::vector<MappedText> outer = std::exchange(scripts, {});
    for (const MappedText& script : outer)
      take(read_text(row, input, {script.text(), 0, &script}, writer.new_scope(), writer));
  }
}

EmbeddedTexts CodeReader::read_text(const LanguageRow& row, const ParseInput& input,
                                    const SourceText& source, ScopeId scope,
                                    FactWriter& writer) const {
  const std::chrono::nanoseconds start = thread_time();
  EmbeddedTexts embedded = read_timed(row, input, source, scope, writer);
  nanoseconds_ += (thread_time() - start).count();
  bytes_ += source.text.size();
  return embedded;
}

EmbeddedTexts CodeReader::read_timed(const LanguageRow& row, const ParseInput& input,
                                     const SourceText& source, ScopeId scope,
                                     FactWriter& writer) const {
  Entry& entry = entry_of(row);
  std::call_once(entry.once, [&] {
    auto loaded = Language::load(row);
    if (loaded) {
      entry.language.emplace(std::move(*loaded));
    } else {
      entry.error = loaded.error().message;
    }
  });
  if (!entry.language) {
    writer.trouble(0, entry.error);
    return {};
  }
  const std::string partly =
      fmt::format("not all of it was read as {}: it takes too long or matches too often", row.id);
  // The many pieces of one file share its time.
  TreePointer tree = is_over(input.deadline)
                         ? nullptr
                         : parse_tree(entry.language->grammar, source.text, input.deadline);
  if (!tree) {
    writer.trouble(0, partly);
    return {};
  }
  const auto joined = join_lines(*entry.language, source, ts_tree_root_node(tree.get()));
  const SourceText text = joined ? SourceText{joined->text(), 0, &*joined} : source;
  if (joined) tree = parse_tree(entry.language->grammar, text.text, input.deadline);
  if (!tree) {
    writer.trouble(0, partly);
    return {};
  }
  const CodeModel model(*entry.language, text, ts_tree_root_node(tree.get()), input.deadline);
  EmbeddedTexts embedded = map_facts(model, catalog_, scope, writer);
  if (!embedded.complete || !model.complete()) writer.trouble(0, partly);
  return embedded;
}

}  // namespace credlint
