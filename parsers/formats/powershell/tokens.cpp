// SPDX-License-Identifier: MIT
#include "parsers/formats/powershell/tokens.h"

#include <algorithm>

#include "parsers/formats/powershell/signs.h"

namespace credlint::powershell {
namespace {

/// Of a name in braces.
constexpr std::size_t kLongestName = 256;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool next_is(std::string_view word) const {
    return text_.substr(at_, word.size()) == word;
  }
  /// Whether something stands right before this place that a member may belong to.
  [[nodiscard]] bool follows_expression() const {
    if (out_.all.empty() || out_.all.back().span.end != at_) return false;
    switch (out_.all.back().kind) {
      case TokenKind::Variable:
      case TokenKind::String:
      case TokenKind::Member:
      case TokenKind::Static:
      case TokenKind::Close:
        return true;
      default:
        return false;
    }
  }

  Token& add(TokenKind kind, std::size_t begin, std::size_t end, std::size_t inner_begin,
             std::size_t inner_end) {
    Token token;
    token.kind = kind;
    token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.content = {static_cast<std::uint32_t>(inner_begin),
                     static_cast<std::uint32_t>(inner_end)};
    out_.all.push_back(token);
    at_ = end;
    return out_.all.back();
  }
  Token& add(TokenKind kind, std::size_t length) {
    return add(kind, at_, at_ + length, at_, at_ + length);
  }
  void end_statement(std::size_t length) {
    // Behind these a line goes on.
    const bool goes_on = !out_.all.empty() && (out_.all.back().kind == TokenKind::Comma ||
                                               out_.all.back().kind == TokenKind::Assign ||
                                               out_.all.back().kind == TokenKind::End);
    if (goes_on) {
      at_ += length;
    } else {
      add(TokenKind::End, length);
    }
  }
  void unclosed(std::size_t begin) {
    out_.closed = false;
    out_.unclosed = static_cast<std::uint32_t>(begin);
  }

  void step() {
    const char c = peek();
    if (is_blank(c) || next_is("\xC2\xA0")) {
      at_ += is_blank(c) ? 1 : 2;
      return;
    }
    if (c == '`' && (peek(1) == '\n' || peek(1) == '\r')) {
      at_ += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
      return;
    }
    if (c == '\n' || c == '\r' || c == ';') return end_statement(1);
    if (c == '#') return skip_to(text_.find_first_of("\r\n", at_), 0);
    if (next_is("<#")) return skip_comment();
    const Sign sign = sign_at(text_.substr(at_));
    if (c == '@') return step_at();
    if (sign.meaning == '"' || sign.meaning == '\'') return quoted(sign);
    if (c == '$') return step_dollar();
    if (c == '(' || c == '[' || c == '{') {
      add(TokenKind::Open, 1);
      return;
    }
    if (c == ')' || c == ']' || c == '}') {
      add(TokenKind::Close, 1);
      return;
    }
    if (c == ',') {
      add(TokenKind::Comma, 1);
      return;
    }
    if (next_is("&&") || next_is("||")) return end_statement(2);
    if (c == '|') return end_statement(1);
    if (next_is("::")) return member(TokenKind::Static, 2);
    if (c == '.' && follows_expression() && is_letter(peek(1))) return member(TokenKind::Member, 1);
    if (const std::size_t length = assignment(); length > 0) {
      add(TokenKind::Assign, length).plain = length == 1;
      return;
    }
    word();
  }

  void skip_to(std::size_t found, std::size_t length) {
    at_ = found == std::string_view::npos ? text_.size() : found + length;
  }

  void skip_comment() {
    const std::size_t close = text_.find("#>", at_ + 2);
    if (close == std::string_view::npos) unclosed(at_);
    skip_to(close, 2);
  }

  /// "=", "+=", "??=": the length, 0 for something else.
  [[nodiscard]] std::size_t assignment() const {
    if (peek() == '=') return 1;
    if (next_is("\?\?=")) return 3;
    const bool combined = std::string_view("+-*/%").find(peek()) != std::string_view::npos;
    return combined && peek(1) == '=' ? 2 : 0;
  }

  void member(TokenKind kind, std::size_t sign) {
    std::size_t end = at_ + sign;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    add(kind, at_, end, at_ + sign, end);
  }

  void step_at() {
    const Sign quote = sign_at(text_.substr(std::min(at_ + 1, text_.size())));
    if (quote.meaning == '"' || quote.meaning == '\'') return here_string(quote);
    if (peek(1) == '(' || peek(1) == '{') {
      add(TokenKind::Open, at_, at_ + 2, at_ + 1, at_ + 2);
      return;
    }
    if (!is_letter(peek(1))) return word();
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_name_character(text_[end]) || text_[end] == ':')) ++end;
    add(TokenKind::Splat, at_, end, at_ + 1, end);
  }

  void here_string(const Sign& quote) {
    const std::size_t begin = at_;
    // The line ends behind the opening sign.
    const std::size_t line = text_.find_first_not_of(" \t\r", at_ + 1 + quote.bytes.size());
    if (line == std::string_view::npos || text_[line] != '\n') return word();
    for (std::size_t start = line; start != std::string_view::npos;
         start = text_.find('\n', start + 1)) {
      const Sign closing = sign_at(text_.substr(start + 1));
      const std::size_t close = start + 1 + closing.bytes.size();
      if (closing.meaning != quote.meaning || text_.substr(close, 1) != "@") continue;
      std::size_t end = start;
      if (end > line && text_[end - 1] == '\r') --end;
      Token& token = add(TokenKind::String, begin, close + 1, line + 1, std::max(end, line + 1));
      token.here = true;
      token.raw = quote.meaning == '\'';
      token.expands = !token.raw && expands(text_.substr(line + 1, token.content.size()));
      return;
    }
    unclosed(begin);
    at_ = text_.size();
  }

  /// A string in quotes. "$(…)" within double quotes may hold further strings.
  void quoted(const Sign& opening) {
    const std::size_t begin = at_;
    const std::size_t first = at_ + opening.bytes.size();
    std::string open(1, opening.meaning);  // what is open: " ' (
    bool expanded = false;
    std::size_t at = first;
    while (at < text_.size()) {
      const Sign sign = sign_at(text_.substr(at));
      const char inside = open.back();
      if (inside != '\'' && sign.meaning == '`') {
        at += 2;
        continue;
      }
      const std::size_t after = at + sign.bytes.size();
      if (inside == '(') {
        if (sign.meaning == '(' || sign.meaning == '"' || sign.meaning == '\'') {
          open += sign.meaning;
        } else if (sign.meaning == ')') {
          open.pop_back();
        }
        at = after;
        continue;
      }
      if (sign.meaning == inside) {
        if (sign_at(text_.substr(after)).meaning == inside) {  // doubled
          at = after + sign_at(text_.substr(after)).bytes.size();
          continue;
        }
        open.pop_back();
        if (open.empty()) {
          Token& token = add(TokenKind::String, begin, after, first, at);
          token.raw = opening.meaning == '\'';
          token.expands = expanded;
          return;
        }
      } else if (inside == '"' && sign.meaning == '$') {
        const char next = after < text_.size() ? text_[after] : '\0';
        if (next == '(') {
          open += '(';
          ++at;
        }
        expanded = expanded || next == '(' || next == '{' || is_letter(next);
      }
      at = std::max(after, at + 1);
    }
    unclosed(begin);
    at_ = text_.size();
  }

  static bool expands(std::string_view content) {
    for (std::size_t i = 0; i + 1 < content.size(); ++i) {
      if (content[i] == '`') {
        ++i;
      } else if (content[i] == '$' &&
                 (content[i + 1] == '(' || content[i + 1] == '{' || is_letter(content[i + 1]))) {
        return true;
      }
    }
    return false;
  }

  void step_dollar() {
    if (peek(1) == '(') {
      add(TokenKind::Open, at_, at_ + 2, at_ + 1, at_ + 2);
      return;
    }
    if (peek(1) == '{') {
      const std::size_t length = text_.substr(at_, kLongestName).find_first_of("}\r\n");
      const std::size_t close = at_ + length;
      if (length == std::string_view::npos || text_[close] != '}') return word();
      add(TokenKind::Variable, at_, close + 1, at_ + 2, close);
      return;
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    // $env:NAME, but not $a::b.
    if (end < text_.size() && text_[end] == ':' && end + 1 < text_.size() &&
        is_name_character(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_name_character(text_[end])) ++end;
    }
    if (end == at_ + 1) ++end;  // $? $$ $^
    end = std::min(end, text_.size());
    add(TokenKind::Variable, at_, end, at_ + 1, end);
  }

  void word() {
    const std::size_t dash = dash_at_begin(text_.substr(at_));
    const bool parameter = dash > 0 && is_letter(peek(dash));
    if (parameter) {
      std::size_t end = at_ + dash;
      while (end < text_.size() && is_name_character(text_[end])) ++end;
      const bool colon = end < text_.size() && text_[end] == ':';
      // "-profile-name" is a word.
      if (colon || end == text_.size() || text_[end] != '-') {
        add(TokenKind::Parameter, at_, colon ? end + 1 : end, at_ + dash, end);
        return;
      }
    }
    const bool option = next_is("--");
    std::size_t end = at_;
    while (end < text_.size() && !ends_word(end, option)) end += text_[end] == '`' ? 2 : 1;
    end = std::clamp(end, at_ + 1, text_.size());
    add(TokenKind::Word, at_, end, at_, end);
  }

  [[nodiscard]] bool ends_word(std::size_t at, bool option) const {
    const char c = text_[at];
    if (c == '=') return !option;
    if (c == '`') return at + 1 < text_.size() && (text_[at + 1] == '\n' || text_[at + 1] == '\r');
    if (c == '\xE2') {
      const char meaning = sign_at(text_.substr(at)).meaning;
      return meaning == '"' || meaning == '\'';
    }
    return std::string_view(" \t\v\f\r\n;|&,(){}[]\"'$<>").find(c) != std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Tokens out_;
};

}  // namespace

bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

Tokens tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace credlint::powershell
