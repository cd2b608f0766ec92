// SPDX-License-Identifier: MIT
// Text in blocks, by its signs alone: Jenkinsfiles, pipelines of Logstash, jobs of Nomad.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "parsers/document/readers.h"

namespace credlint {
namespace {

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '$' || c == '@';
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A word, or a text without its quotes.
struct Token {
  Span span;
  ScalarStyle style = ScalarStyle::Raw;
  bool is_text = false;
};

class BlockReader {
 public:
  explicit BlockReader(DocumentBuilder& builder) : builder_(builder), text_(builder.text().text) {}

  void read() {
    builder_.open(DocumentNode::Kind::Mapping, {});
    while (at_ < text_.size()) step();
    end_statement();
    while (!open_.empty()) close_last();
    builder_.close();
  }

 private:
  /// What waits for its closing sign. A call without parentheses ("sh script: 'x'") waits for the
  /// line's end.
  struct Open {
    char closer = '}';
    std::size_t nodes = 0;  ///< of the document
  };

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool is_at(std::string_view sign) const {
    return text_.substr(at_, sign.size()) == sign;
  }
  [[nodiscard]] char closer() const { return open_.empty() ? '}' : open_.back().closer; }
  [[nodiscard]] bool in_arguments() const { return closer() == ')' || closer() == ']'; }
  [[nodiscard]] static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void step() {
    const char c = peek();
    if (c == '\n') return end_line();
    if (is_blank(c)) return skip(1);
    if (is_at("//") || c == '#') return skip_to("\n");
    if (is_at("/*")) return skip_to("*/"), skip(2);
    if (c == '{' && called_) return open_block();
    called_ = false;
    if (c == '"' || c == '\'' || is_at("<<")) return words_.push_back(take_text());
    if (is_of_word(c)) return words_.push_back(take_word());
    if (c == ',' || c == ';') return skip(1), end_statement(), void(after_comma_ = c == ',');
    if (c == '{') return open_block();
    if (c == '(' || c == '[') return open_arguments();
    if (c == '}' || c == ')' || c == ']') return close(c);
    if ((c == '=' || c == ':') && binds()) return bind();
    skip_operator();
  }

  void skip(std::size_t count) { at_ = std::min(at_ + count, text_.size()); }
  void skip_to(std::string_view sign) { at_ = std::min(text_.find(sign, at_), text_.size()); }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  /// "a == b", "x -> y", "a + b": what stands around is no setting.
  void skip_operator() {
    if (is_at("->")) words_.clear();
    computed_ = !is_at("->");
    skip(1);
    while (peek() == '=' || peek() == '~' || peek() == '>') skip(1);
  }

  [[nodiscard]] bool binds() const {
    const char next = peek(1);
    return !words_.empty() && !computed_ && next != '=' && next != '~' && next != ':';
  }

  Token take_word() {
    const std::size_t begin = at_;
    while (is_of_word(peek()) || (peek() == '-' && is_of_word(peek(1)))) ++at_;
    return {span(begin, at_)};
  }

  // --- texts

  Token take_text() {
    after_comma_ = false;
    if (peek() == '<') return take_here_document();
    const char quote = peek();
    const bool triple = is_at(std::string(3, quote));
    skip(triple ? 3 : 1);
    const std::size_t begin = at_;
    find_end_of_text(quote, triple);
    const Token text{span(begin, at_),
                     quote == '"' ? ScalarStyle::TomlBasic : ScalarStyle::TomlLiteral, true};
    if (peek() == quote) skip(triple ? 3 : 1);
    return text;
  }

  /// Quotes within "${…}" do not end a text.
  void find_end_of_text(char quote, bool triple) {
    const std::string end(triple ? 3 : 1, quote);
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (peek() == '\\') {
        skip(1);
      } else if (!triple && peek() == '\n') {
        return;
      } else if (quote == '"' && is_at("${")) {
        ++depth;
      } else if (depth > 0 && peek() == '}') {
        --depth;
      } else if (depth == 0 && is_at(end)) {
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  /// "<<EOF", "<<-EOF" and the lines up to that word.
  Token take_here_document() {
    const std::size_t begin = at_;
    skip(2);
    while (peek() == '-' || peek() == '~') skip(1);
    const Token word = take_word();
    if (word.span.size() == 0) return {span(begin, at_)};
    skip_to("\n");
    skip(1);
    const std::size_t first = at_;
    while (at_ < text_.size()) {
      const std::size_t line = at_;
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      skip_blanks();
      const bool last = text_.substr(at_, end - std::min(at_, end)) ==
                        text_.substr(word.span.begin, word.span.size());
      at_ = end;
      if (last) return {span(first, line), ScalarStyle::Raw, true};
      skip(1);
    }
    return {span(first, at_), ScalarStyle::Raw, true};
  }

  // --- statements

  void end_line() {
    skip(1);
    if (in_arguments()) return;
    // A block may begin on the next line.
    const std::size_t next = text_.find_first_not_of(" \t\r\n", at_);
    if (closer() != '\n' && next != std::string_view::npos && text_[next] == '{') return;
    if (closer() != '\n') return end_statement();
    if (after_comma_) return;
    end_statement();
    close_last();
  }

  /// "sh 'x'" in a block, 'x' among arguments.
  void end_statement() {
    if (in_arguments()) {
      if (words_.size() == 1 && words_[0].is_text) add({}, words_[0], computed_);
    } else if (words_.size() == 2 && words_[1].is_text) {
      add(words_[0].span, words_[1], computed_);
    }
    words_.clear();
    computed_ = false;
  }

  void add(Span key, const Token& value, bool computed) {
    builder_.add_scalar(key, value.span, value.style);
    if (computed) builder_.note_computed();
  }

  /// "key = value", "key: value", "key => value".
  void bind() {
    const Token key = words_.back();
    if (words_.size() == 2 && peek() == ':' && !in_arguments() && closer() != '\n')
      push('\n', DocumentNode::Kind::Mapping, words_[0]);
    words_.clear();
    after_comma_ = false;
    skip(is_at("=>") ? 2 : 1);
    skip_blanks();
    if (is_at("{{")) return read_template(key.span);
    if (peek() == '{' || peek() == '[') {
      words_.push_back(key);
      return peek() == '{' ? open_block() : open_arguments();
    }
    read_value(key.span);
  }

  /// "key = {{ region }}": what makes the file of a template puts the value there.
  void read_template(Span key) {
    const std::size_t begin = at_;
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    const std::size_t end = std::min(text_.find("}}", at_), line_end);
    at_ = std::min(end + 2, line_end);
    add(key, {span(begin, at_)}, true);
  }

  void read_value(Span key) {
    const std::size_t begin = at_;
    if (peek() == '"' || peek() == '\'' || is_at("<<")) {
      const Token text = take_text();
      return add(key, text, !is_end_of_value());
    }
    const Token word = take_word();
    const std::string_view written = text_.substr(begin, word.span.size());
    const bool plain = written == "true" || written == "false" ||
                       (!written.empty() && written[0] >= '0' && written[0] <= '9');
    add(key, word, !plain);
    // "x = sh(script: '…')": what is called may be given something.
    if (peek() == '(') words_.push_back(word);
  }

  /// What follows a text that is the whole value: a sign, another setting, a comment.
  [[nodiscard]] bool is_end_of_value() const {
    const std::size_t next = text_.find_first_not_of(" \t\r", at_);
    if (next == std::string_view::npos) return true;
    constexpr std::string_view kEnds = "\n,;)]}#/\"'";
    return kEnds.find(text_[next]) != std::string_view::npos ||
           (next > at_ && is_of_word(text_[next]));
  }

  // --- what is opened and closed

  bool push(char closing, DocumentNode::Kind kind, const std::optional<Token>& name) {
    const bool opened = builder_.open(kind, name ? name->span : Span{});
    open_.push_back({closing, opened ? 1U : 0U});
    ++waiting_[index(closing)];
    return opened;
  }

  /// "name {", "name "label" {": one mapping for each word. What follows "name(…)" has no name: the
  /// arguments have it.
  void open_block() {
    constexpr std::size_t kMaxLabels = 4;
    std::vector<Token> names = std::move(words_);
    words_.clear();
    computed_ = false;
    if (called_) names.clear();
    called_ = false;
    if (names.size() > kMaxLabels) names.resize(kMaxLabels);
    skip(1);
    push('}', DocumentNode::Kind::Mapping,
         names.empty() ? std::nullopt : std::optional<Token>(names.front()));
    for (std::size_t i = 1; i < names.size(); ++i)
      open_.back().nodes += builder_.open(DocumentNode::Kind::Mapping, names[i].span) ? 1U : 0U;
  }

  /// "name(", "[": a mapping where its first word is a key, else a list. "name([" is one thing.
  void open_arguments() {
    const char closing = peek() == '(' ? ')' : ']';
    std::optional<Token> name;
    if (!words_.empty()) name = words_.back();
    skip(1);
    const std::size_t next = text_.find_first_not_of(" \t\r\n", at_);
    if (closing == ')' && next != std::string_view::npos && text_[next] == '[') {
      open_.push_back({closing, 0});
      ++waiting_[index(closing)];
      return;
    }
    words_.clear();
    computed_ = false;
    push(closing, is_keyed() ? DocumentNode::Kind::Mapping : DocumentNode::Kind::List, name);
  }

  /// Whether "word:" or "'text':" comes next.
  [[nodiscard]] bool is_keyed() const {
    std::size_t at = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    const bool quoted = at < text_.size() && (text_[at] == '"' || text_[at] == '\'');
    if (quoted) ++at;
    while (at < text_.size() && is_of_word(text_[at])) ++at;
    if (quoted) ++at;
    at = std::min(text_.find_first_not_of(" \t", std::min(at, text_.size())), text_.size());
    return at + 1 < text_.size() && text_[at] == ':' && text_[at + 1] != ':';
  }

  /// A sign that closes nothing is passed over.
  void close(char sign) {
    end_statement();
    skip(1);
    if (waiting_[index(sign)] == 0) return;
    while (closer() != sign) close_last();
    called_ = sign == ')';
    close_last();
  }

  void close_last() {
    end_statement();
    for (std::size_t i = 0; i < open_.back().nodes; ++i) builder_.close();
    --waiting_[index(open_.back().closer)];
    open_.pop_back();
  }

  static std::size_t index(char sign) {
    return std::min<std::size_t>(std::string_view(")]}\n").find(sign), 3);
  }

  DocumentBuilder& builder_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> words_;  ///< of the statement so far
  bool called_ = false;       ///< a parenthesis has just closed: a block may follow
  std::vector<Open> open_;
  std::array<std::size_t, 4> waiting_{};  ///< of open_, by closing sign
  bool computed_ = false;                 ///< an operator stood in the statement
  bool after_comma_ = false;
};

}  // namespace

void read_blocks(DocumentBuilder& builder) { BlockReader(builder).read(); }

}  // namespace credlint
