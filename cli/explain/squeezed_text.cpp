// SPDX-License-Identifier: MIT
#include "cli/explain/squeezed_text.h"

#include <algorithm>
#include <utility>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kFrames[] = {"│", "┃", "╷", "╵", "|", ">"};
constexpr std::string_view kQuotes[] = {"“", "”", "‘", "’"};
constexpr std::string_view kPythonChains[] = {
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Bytes of the colour or the like that begins the text: ESC [ … letter.
std::size_t terminal_sequence(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;?", 2);
  return end == std::string_view::npos ? text.size() : end + 1;
}

template <std::size_t N>
std::size_t one_of(std::string_view text, const std::string_view (&marks)[N]) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

class Squeezer {
 public:
  explicit Squeezer(std::string_view text) : all_(text), rest_(text) {
    out_.text.reserve(text.size());
    out_.begins_word.reserve(text.size());
    out_.origins.reserve(text.size());
  }

  SqueezedText run() {
    while (!rest_.empty()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = rest_.front();
    if (is_blank(c)) return skip_blank(c);
    if (const std::size_t size = terminal_sequence(rest_)) return rest_.remove_prefix(size);
    if (const std::size_t size = line_begins_ ? one_of(rest_, kFrames) : 0) return skip(size);
    line_begins_ = false;
    if (c == '\\') return escaped();
    if (const std::size_t size = one_of(rest_, kQuotes)) return put('\'', size);
    put(c == '"' || c == '`' ? '\'' : to_lower(c), 1);
  }

  void skip_blank(char c) {
    if (c == '\n') line_begins_ = true;
    skip(1);
  }

  void skip(std::size_t size) {
    after_word_ = false;
    rest_.remove_prefix(size);
  }

  /// "\n" in JSON is a line end; other backslashes only protect what follows.
  void escaped() {
    const bool blank = rest_.size() > 1 && (rest_[1] == 'n' || rest_[1] == 'r' || rest_[1] == 't');
    skip(blank ? 2 : 1);
  }

  void put(char c, std::size_t size) {
    out_.text += c;
    out_.begins_word.push_back(!after_word_);
    out_.origins.push_back(all_.size() - rest_.size());
    after_word_ = is_letter_or_digit(rest_.front());
    rest_.remove_prefix(size);
  }

  std::string_view all_;
  std::string_view rest_;
  SqueezedText out_;
  bool line_begins_ = true;
  bool after_word_ = false;
};

}  // namespace

SqueezedText squeeze(std::string_view text) { return Squeezer(text).run(); }

std::string deepest_last(std::string_view log) {
  constexpr int kLongestChain = 32;
  std::string out;
  for (int links = 0; links < kLongestChain; ++links) {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view chain : kPythonChains) {
      const std::size_t found = log.rfind(chain);
      if (found == std::string_view::npos || (at != std::string_view::npos && found < at)) continue;
      at = found;
      size = chain.size();
    }
    if (at == std::string_view::npos) break;
    out.append(log.substr(at + size)).append("\n");
    log = log.substr(0, at);
  }
  return out.append(log);
}

}  // namespace credlint
