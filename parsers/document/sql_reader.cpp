// SPDX-License-Identifier: MIT
// SQL, as far as it names texts: COPY … REGION 'x', CREDENTIALS=(AWS_KEY_ID='x'), SET s3_region =
// 'x', WITH ('s3.region' = 'x'), WITH ("s3.region" = 'x').
#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/document/piece.h"
#include "parsers/document/readers.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

/// What begins with '"' and ends on its line.
bool is_quoted_name(std::string_view rest) {
  if (rest[0] != '"') return false;
  const std::size_t close = rest.find('"', 1);
  return close != std::string_view::npos && !contains(rest.substr(0, close), "\n");
}

class SqlReader {
 public:
  explicit SqlReader(DocumentBuilder& builder) : builder_(builder), text_(builder.text().text) {}

  void read() {
    builder_.open(DocumentNode::Kind::Mapping, {});
    while (at_ < text_.size()) step();
    end_statement();
    builder_.close();
  }

 private:
  void step() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("--")) return skip_to("\n");
    if (rest.starts_with("/*")) return skip_to("*/");
    if (rest[0] == '\'' || is_quoted_name(rest)) return take_quoted(rest[0]);
    if (is_of_word(rest[0])) return take_word();
    if (rest[0] == ';') end_statement();
    // A text behind these is one of several, or the first argument of a function.
    if (rest[0] == ',' || rest[0] == '(') note_name({}, false);
    ++at_;
  }

  void skip_to(std::string_view sign) {
    at_ = std::min(text_.find(sign, at_ + 1), text_.size() - sign.size()) + sign.size();
  }

  /// Settings of a session belong together, those of another statement to it alone.
  void take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_of_word(text_[at_])) ++at_;
    const Span word{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    const std::string_view written = text_.substr(begin, at_ - begin);
    if (!begun_) {
      begun_ = true;
      opened_ = to_lower(written) != "set" && builder_.open(DocumentNode::Kind::Mapping, word);
    }
    const std::string lower = to_lower(written);
    asks_ = asks_ || lower == "select" || lower == "where";
    if (lower == "as") return;
    // Of a query: a column of a table, by its other name.
    const bool column = asks_ && lower.find('.') != std::string::npos;
    note_name(column ? Span{} : word, false);
  }

  /// A text, or the name of an option that stands in quotes. In double quotes it is a text where
  /// its name is quoted, too: elsewhere it names a column.
  void take_quoted(char quote) {
    const std::size_t begin = ++at_;
    const char twice[] = {quote, quote};
    while (at_ < text_.size() &&
           (text_[at_] != quote || text_.substr(at_, 2) == std::string_view(twice, 2)))
      at_ += text_[at_] == quote ? 2 : 1;
    const Span span{static_cast<std::uint32_t>(begin),
                    static_cast<std::uint32_t>(std::min(at_, text_.size()))};
    ++at_;
    const bool named = name_.size() != 0 && (quote == '\'' || quoted_name_);
    if (named)
      add_text(span);
    else if (!asks_ && is_bound() && span.size() != 0)
      return note_name(span, true);
    note_name({}, false);
  }

  /// Whether '=' comes next.
  [[nodiscard]] bool is_bound() const {
    const std::size_t next = text_.find_first_not_of(" \t\r\n", std::min(at_, text_.size()));
    return next != std::string_view::npos && text_[next] == '=';
  }

  void note_name(Span name, bool quoted) {
    name_ = name;
    quoted_name_ = quoted;
  }

  void add_text(Span span) {
    if (to_lower(builder_.text().slice(name_)) == "credentials")
      add_pairs({builder_.text().slice(span), span});
    else
      builder_.add_scalar(name_, span, ScalarStyle::TomlLiteral);
  }

  /// Of Redshift: 'aws_access_key_id=x;aws_secret_access_key=y;token=z'.
  void add_pairs(const Piece& pairs) {
    for (std::size_t at = 0; at < pairs.text.size();) {
      const std::size_t end = std::min(pairs.text.find(';', at), pairs.text.size());
      const Piece pair = pairs.part(at, end);
      const std::size_t sign = pair.text.find('=');
      if (sign != std::string_view::npos)
        builder_.add_scalar(pair.part(0, sign).trimmed().span, pair.from(sign + 1).span,
                            ScalarStyle::Raw);
      at = end + 1;
    }
  }

  void end_statement() {
    if (opened_) builder_.close();
    opened_ = false;
    begun_ = false;
    asks_ = false;
    note_name({}, false);
  }

  DocumentBuilder& builder_;
  std::string_view text_;
  std::size_t at_ = 0;
  Span name_;                 ///< the word before a text
  bool quoted_name_ = false;  ///< the name stands in quotes
  bool begun_ = false;        ///< a statement
  bool asks_ = false;         ///< the statement holds a query
  bool opened_ = false;
};

}  // namespace

void read_sql(DocumentBuilder& builder) { SqlReader(builder).read(); }

}  // namespace credlint
