// SPDX-License-Identifier: MIT
#include "cli/explain/error_texts.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "rules/resolver/words_of.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using resolver::words_of;

constexpr std::string_view kSummary = "summary";
/// So much may stand for a placeholder, in squeezed bytes.
constexpr std::size_t kWidestGap = 300;
/// Messages of the resolver that are shorter count only beside their exception's class.
constexpr std::size_t kTellingSize = 24;

using Match = TextMatch;
using Piece = TextMatch::Piece;

std::string_view without_full_stop(std::string_view text) {
  text = trim(text);
  while (text.ends_with('.') && text.find(' ') != std::string_view::npos) text.remove_suffix(1);
  return text;
}

/// A text begins where a word does: "ExpiredToken" is not told by "UnexpiredToken".
bool may_begin(const SqueezedText& log, std::size_t at) {
  const char c = log.text[at];
  const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return !letter || log.begins_word[at];
}

/// The pieces around the anchor at `at`, or none.
std::vector<Piece> pieces_around(const SqueezedText& log, const TextPattern& pattern,
                                 std::size_t at) {
  std::vector<Piece> found(pattern.pieces.size());
  found[pattern.anchor] = {at, at + pattern.pieces[pattern.anchor].size()};
  for (std::size_t i = pattern.anchor; i-- > 0;) {
    const std::string& piece = pattern.pieces[i];
    const std::size_t next = found[i + 1].begin;
    if (next < piece.size()) return {};
    const std::size_t begin = log.text.rfind(piece, next - piece.size());
    if (begin == std::string::npos || next - begin - piece.size() > kWidestGap) return {};
    found[i] = {begin, begin + piece.size()};
  }
  for (std::size_t i = pattern.anchor + 1; i < found.size(); ++i) {
    const std::string& piece = pattern.pieces[i];
    const std::size_t before = found[i - 1].end;
    const std::string_view near =
        std::string_view(log.text).substr(before, kWidestGap + piece.size());
    const std::size_t offset = near.find(piece);
    if (offset == std::string_view::npos) return {};
    found[i] = {before + offset, before + offset + piece.size()};
  }
  return may_begin(log, found.front().begin) ? found : std::vector<Piece>{};
}

/// The last place of a text in a log; without pieces when it has none.
std::vector<Piece> last_match(const SqueezedText& log, const TextPattern& pattern) {
  if (pattern.pieces.empty()) return {};
  const std::string& anchor = pattern.pieces[pattern.anchor];
  if (log.text.find(anchor) == std::string::npos) return {};
  constexpr int kAttempts = 32;
  std::size_t at = log.text.rfind(anchor);
  for (int attempt = 0; attempt < kAttempts && at != std::string::npos; ++attempt) {
    std::vector<Piece> pieces = pieces_around(log, pattern, at);
    if (!pieces.empty() || at == 0) return pieces;
    at = log.text.rfind(anchor, at - 1);
  }
  return {};
}

std::vector<Match> matches_in(const SqueezedText& log, const std::vector<KnownText>& texts) {
  std::vector<Match> matches;
  for (const KnownText& known : texts) {
    if (!known.type.pieces.empty() && last_match(log, known.type).empty()) continue;
    std::vector<Piece> pieces = last_match(log, known.pattern);
    if (!pieces.empty()) matches.push_back({&known, std::move(pieces)});
  }
  return matches;
}

/// Whether a match is only a part of what a longer one reads: "AccessDenied" in
/// "AccessDeniedException".
bool is_part_of(const Match& match, const Match& other) {
  if (other.known->error.empty()) return false;
  const bool longer = other.known->pattern.size() > match.known->pattern.size();
  const bool first =
      other.known->pattern.size() == match.known->pattern.size() && other.known < match.known;
  if (!longer && !first) return false;
  return std::any_of(other.pieces.begin(), other.pieces.end(), [&](const Piece& piece) {
    return piece.begin <= match.begin() && match.end() <= piece.end;
  });
}

const Match* deepest_telling(const std::vector<Match>& matches) {
  const Match* best = nullptr;
  for (const Match& match : matches) {
    if (match.known->error.empty()) continue;
    const bool part = std::any_of(matches.begin(), matches.end(),
                                  [&](const Match& other) { return is_part_of(match, other); });
    if (part) continue;
    const auto rank = [](const Match& m) {
      return std::tuple(!m.known->summary, m.end(), m.known->pattern.size());
    };
    if (best == nullptr || rank(*best) < rank(match)) best = &match;
  }
  return best;
}

/// Who printed texts of a log, in the order in which they first stand there.
struct Printers {
  std::vector<std::string_view> certain;   ///< by a text that nobody else prints
  std::vector<std::string_view> possible;  ///< by a text that others print, too
};

Printers printers_of(std::vector<Match> matches) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.begin() < b.begin(); });
  Printers printers;
  for (const Match& match : matches) {
    const bool certain = match.known->printers.size() == 1;
    std::vector<std::string_view>& list = certain ? printers.certain : printers.possible;
    for (const std::string_view printer : match.known->printers) {
      if (std::find(list.begin(), list.end(), printer) == list.end()) list.push_back(printer);
    }
  }
  return printers;
}

/// The name of a profile without what stands around it; empty when it can be none.
std::string as_profile(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n,.:;'\"`()[]";
  constexpr std::size_t kLongest = 128;
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find_last_not_of(kAround);
  const std::string_view name = text.substr(begin, end - begin + 1);
  const bool one_line = name.find_first_of("\r\n") == std::string_view::npos;
  return one_line && name.size() <= kLongest ? std::string(name) : std::string();
}

/// What stands in a log for {profile}.
std::string profile_in(std::string_view log, const SqueezedText& squeezed, const Match& match) {
  const std::vector<std::string_view>& placeholders = match.known->pattern.placeholders;
  const auto found = std::find(placeholders.begin(), placeholders.end(), "profile");
  if (found == placeholders.end()) return {};
  const auto index = static_cast<std::size_t>(found - placeholders.begin());
  const std::size_t begin = squeezed.origins[match.pieces[index].end - 1] + 1;
  if (index + 1 < match.pieces.size()) {
    const std::size_t end = squeezed.origins[match.pieces[index + 1].begin];
    return as_profile(log.substr(begin, end - begin));
  }
  // At the end of a text a name ends with its word.
  const std::string_view rest = log.substr(begin);
  const std::size_t word = std::min(rest.find_first_not_of(" ,:'\"`("), rest.size());
  const std::size_t end = std::min(rest.find_first_of(" \t\r\n,;'\"`)", word), rest.size());
  return as_profile(rest.substr(0, end));
}

std::set<std::string> words_in(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    const char lower = to_lower(c);
    if ((lower >= 'a' && lower <= 'z') || lower == '_') {
      word += lower;
    } else {
      if (word.size() > 2) words.insert(word);
      word.clear();
    }
  }
  return words;
}

}  // namespace

std::size_t TextPattern::size() const {
  std::size_t size = 0;
  for (const std::string& piece : pieces) size += piece.size();
  return size;
}

TextPattern pattern_of(std::string_view text) {
  TextPattern pattern;
  text = without_full_stop(text);
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    std::string piece = squeeze(text.substr(0, open)).text;
    const std::size_t close = text.find('}', open);
    if (!piece.empty()) {
      pattern.pieces.push_back(std::move(piece));
      pattern.placeholders.push_back(close == std::string_view::npos
                                         ? std::string_view()
                                         : text.substr(open + 1, close - open - 1));
    }
    text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
  }
  const auto longest = std::max_element(
      pattern.pieces.begin(), pattern.pieces.end(),
      [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  pattern.anchor = static_cast<std::size_t>(longest - pattern.pieces.begin());
  return pattern;
}

ErrorTexts::ErrorTexts(const Catalog& catalog) {
  for (const DataRow& row : catalog.table(Table::ErrorTools).rows) {
    tools_.emplace(row.key, words_of(row.note).front() == "tool");
  }
  add_errors(catalog);
  add_texts(catalog);
  add_predictions(catalog);
}

void ErrorTexts::add_errors(const Catalog& catalog) {
  for (const DataRow& row : catalog.table(Table::Errors).rows) {
    bool sums_up = false;
    for (const std::string_view word : words_of(row.value)) {
      if (word == kSummary) {
        sums_up = true;
      } else {
        error_of_defect_.emplace(word, row.key);
      }
    }
    sums_up_.emplace(row.key, sums_up);
    texts_.push_back({.text = row.key,
                      .pattern = pattern_of(row.key),
                      .error = row.key,
                      .source = catalog.table(Table::Errors).source,
                      .summary = sums_up});
  }
}

void ErrorTexts::add_texts(const Catalog& catalog) {
  for (const DataRow& row : catalog.table(Table::ErrorTexts).rows) {
    KnownText known{.text = row.key, .pattern = pattern_of(row.key), .source = row.note};
    std::vector<std::string_view> words = words_of(row.value);
    known.error = words.front() == "-" ? std::string_view() : words.front();
    known.summary = std::erase(words, kSummary) > 0 || sums_up_[known.error];
    known.printers.assign(words.begin() + 1, words.end());
    // The error's own name is known already, but not who prints it.
    std::erase_if(texts_, [&](const KnownText& other) { return other.text == known.text; });
    texts_.push_back(std::move(known));
  }
}

void ErrorTexts::add_predictions(const Catalog& catalog) {
  const DataTable& table = catalog.table(Table::SdkErrors);
  std::vector<KnownText> predictions;
  for (const DataRow& row : table.rows) {
    const std::size_t dot = row.key.find('.');
    const std::string_view printer = row.key.substr(0, dot);
    KnownText known{.text = row.note, .pattern = pattern_of(row.note), .source = table.source};
    known.error = error_of(row.key.substr(dot + 1), row.value);
    if (known.error.empty() || known.pattern.pieces.empty()) continue;
    // A row that tells it already knows better who else prints it.
    const auto told = recognise(row.note);
    if (told && told->error == known.error) continue;
    if (known.pattern.size() < kTellingSize) known.type = pattern_of(row.value);
    if (printer != "default") known.printers = {printer};
    known.summary = sums_up_[known.error];
    predictions.push_back(std::move(known));
  }
  std::move(predictions.begin(), predictions.end(), std::back_inserter(texts_));
}

std::string_view ErrorTexts::error_of(std::string_view defect, std::string_view type) const {
  const auto found = error_of_defect_.find(defect);
  if (found != error_of_defect_.end()) return found->second;
  const auto known = std::find_if(texts_.begin(), texts_.end(),
                                  [&](const KnownText& text) { return text.text == type; });
  return known == texts_.end() ? std::string_view() : known->error;
}

bool ErrorTexts::is_tool(std::string_view printer) const {
  const auto found = tools_.find(printer);
  return found != tools_.end() && found->second;
}

std::string_view ErrorTexts::tool_of(const std::vector<Match>& matches) const {
  const auto tools_only = [&](const Match& match) {
    const std::vector<std::string_view>& printers = match.known->printers;
    return !printers.empty() && std::all_of(printers.begin(), printers.end(),
                                            [&](std::string_view p) { return is_tool(p); });
  };
  std::vector<Match> by_tools;
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(by_tools), tools_only);
  const Printers printers = printers_of(std::move(by_tools));
  if (!printers.certain.empty()) return printers.certain.front();
  return printers.possible.empty() ? std::string_view() : printers.possible.front();
}

/// Those of `own` that other texts show to be in play; all of them where none is.
std::vector<std::string_view> ErrorTexts::sdks_of(std::vector<std::string_view> own,
                                                  const std::vector<Match>& matches) const {
  std::erase_if(own, [&](std::string_view printer) { return is_tool(printer); });
  const bool by_service = own == std::vector<std::string_view>{"aws"};
  if (by_service) own.clear();
  if (own.size() == 1) return own;
  for (const std::string_view printer : printers_of(matches).certain) {
    if (is_tool(printer) || printer == "aws") continue;
    if (own.empty() || std::find(own.begin(), own.end(), printer) != own.end()) return {printer};
  }
  return own;
}

std::optional<RecognisedError> ErrorTexts::recognise(std::string_view log) const {
  if (log.size() > kLongestLog) log.remove_prefix(log.size() - kLongestLog);
  const std::string ordered = deepest_last(log);
  const SqueezedText squeezed = squeeze(ordered);
  const std::vector<Match> matches = matches_in(squeezed, texts_);
  const Match* best = deepest_telling(matches);
  if (best == nullptr) return std::nullopt;
  RecognisedError error{.error = best->known->error,
                        .text = best->known->text,
                        .source = best->known->source,
                        .tool = tool_of(matches),
                        .sdks = sdks_of(best->known->printers, matches),
                        .profile = profile_in(ordered, squeezed, *best)};
  return error;
}

std::vector<const KnownText*> ErrorTexts::nearest(std::string_view text) const {
  std::map<std::string, std::size_t> frequency;
  for (const KnownText& known : texts_) {
    for (const std::string& word : words_in(known.text)) ++frequency[word];
  }
  const std::set<std::string> asked = words_in(text);
  std::vector<std::pair<double, const KnownText*>> scored;
  for (const KnownText& known : texts_) {
    if (known.error.empty()) continue;
    double shared = 0;
    double total = 0;
    for (const std::string& word : words_in(known.text)) {
      const double weight = 1.0 / static_cast<double>(frequency[word]);
      total += weight;
      if (asked.contains(word)) shared += weight;
    }
    constexpr double kShare = 0.3;
    if (total > 0 && shared / total >= kShare) scored.emplace_back(shared / total, &known);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  constexpr std::size_t kShown = 3;
  std::vector<const KnownText*> near;
  for (const auto& [score, known] : scored) {
    if (near.size() < kShown) near.push_back(known);
  }
  return near;
}

}  // namespace credlint
