// SPDX-License-Identifier: MIT
#include "parsers/document/scalar_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/document/piece.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

/// What a letter behind a backslash stands for.
struct Escapes {
  std::string_view letters;
  std::string_view meanings;
  std::string_view numbers;    ///< letters that hexadecimal digits follow
  bool joins_lines = false;    ///< a backslash at a line's end takes the break away
  bool drops_unknown = false;  ///< "\z" is z
};

constexpr Escapes kJson{"\"\\/bfnrt", "\"\\/\b\f\n\r\t", "u"};
/// "\$" is of Groovy, whose texts are read as those of TOML.
constexpr Escapes kToml{"\"\\$bfnrte", "\"\\$\b\f\n\r\t\x1B", "xuU", true};
constexpr Escapes kYaml{"\"\\/abefnrtv \t_", "\"\\/\a\b\x1B\f\n\r\t\v \t ", "xuU", true};
constexpr Escapes kProperties{"fnrt", "\f\n\r\t", "u", true, true};

std::size_t digits_behind(char letter) { return letter == 'x' ? 2 : letter == 'u' ? 4 : 8; }

/// The number of that many hexadecimal digits; nothing where other signs stand there.
std::optional<char32_t> hexadecimal(std::string_view digits, std::size_t count) {
  if (digits.size() < count) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits.substr(0, count)) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit % 16);
  }
  return value;
}

class Decoder {
 public:
  Decoder(const DocumentText& text, Span span)
      : text_(text), all_(text.text.substr(0, span.end)), at_(span.begin) {}

  MappedText take() { return std::move(out_); }

  void raw() { plain_up_to(all_.size()); }

  /// "…" of JSON and TOML.
  void escaped(const Escapes& escapes) {
    while (at_ < all_.size()) {
      plain_up_to(all_.find('\\', at_));
      if (at_ < all_.size()) escape(escapes);
    }
  }

  /// '…' and "…" of YAML: line breaks are folded.
  void yaml_quoted(bool is_double) {
    const std::string_view stops = is_double ? "\\ \t\r\n" : "' \t\r\n";
    while (at_ < all_.size()) {
      plain_up_to(all_.find_first_of(stops, at_));
      if (at_ == all_.size()) return;
      if (all_[at_] == '\\')
        escape(kYaml);
      else if (all_[at_] == '\'')
        other("'", all_.substr(at_, 2) == "''" ? 2 : 1);
      else
        fold();
    }
  }

  void yaml_plain() {
    while (at_ < all_.size()) {
      plain_up_to(all_.find_first_of(kWhite, at_));
      if (at_ < all_.size()) fold();
    }
  }

  /// `indent`: columns before what holds the block.
  void yaml_block(std::size_t indent) {
    const std::string_view header = line();
    const bool folded = header.substr(0, 1) == ">";
    const std::size_t digit = header.substr(0, 3).find_first_of("123456789");
    std::size_t content = digit == std::string_view::npos
                              ? 0
                              : indent + static_cast<std::size_t>(header[digit] - '0');
    std::size_t empty = 0;
    std::size_t end = 0;  // of the content so far
    bool was_deeper = false;
    for (next_line(); at_ < all_.size(); next_line()) {
      const std::string_view text = line();
      const std::size_t own = text.find_first_not_of(' ');
      if (own == std::string_view::npos) {
        ++empty;
        continue;
      }
      if (content == 0) content = own;
      if (own < content) break;
      const bool deeper = kBlanks.find(text[content]) != std::string_view::npos;
      if (end > 0) {
        const bool joined = folded && !deeper && !was_deeper;
        const std::string gap = joined && empty == 0 ? " " : std::string(empty + !joined, '\n');
        put(gap, end, at_ + content);
      }
      end = at_ + text.size();
      put_plain(at_ + content, end);
      was_deeper = deeper;
      empty = 0;
    }
    if (end > 0 && header.substr(0, 3).find('-') == std::string_view::npos) put("\n", end, end);
  }

  void xml() {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEntities = {
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}}};
    while (at_ < all_.size()) {
      plain_up_to(all_.find('&', at_));
      if (at_ == all_.size()) return;
      const auto entity = std::ranges::find_if(
          kEntities, [&](const auto& known) { return all_.substr(at_).starts_with(known.first); });
      if (entity != kEntities.end())
        other(entity->second, entity->first.size());
      else
        plain_up_to(at_ + 1);
    }
  }

 private:
  [[nodiscard]] std::string_view line() const {
    const std::string_view rest = all_.substr(at_);
    return rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size()));
  }
  void next_line() {
    const std::size_t end = all_.find('\n', at_);
    at_ = end == std::string_view::npos ? all_.size() : end + 1;
  }

  static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void put(std::string_view bytes, std::size_t begin, std::size_t end) {
    out_.append_for(bytes, text_.place(span(begin, end)));
  }
  void put_plain(std::size_t begin, std::size_t end) {
    if (text_.mapped != nullptr)
      out_.append_part(*text_.mapped, begin, end);
    else
      out_.append(all_.substr(begin, end - begin), static_cast<std::uint32_t>(begin));
  }
  void plain_up_to(std::size_t end) {
    end = std::min(end, all_.size());
    put_plain(at_, end);
    at_ = end;
  }
  void other(std::string_view bytes, std::size_t length) {
    const std::size_t end = std::min(at_ + length, all_.size());
    put(bytes, at_, end);
    at_ = end;
  }

  /// The escape whose backslash stands here; one that is not known stands for itself.
  void escape(const Escapes& escapes) {
    const char letter = at_ + 1 < all_.size() ? all_[at_ + 1] : '\0';
    if (escapes.joins_lines && (letter == '\n' || letter == '\r')) {
      at_ = std::min(all_.find_first_not_of(kWhite, at_ + 1), all_.size());
      return;
    }
    const std::size_t simple = escapes.letters.find(letter);
    if (letter != '\0' && simple != std::string_view::npos)
      return other(escapes.meanings.substr(simple, 1), 2);
    if (letter != '\0' && escapes.numbers.find(letter) != std::string_view::npos)
      return number(digits_behind(letter));
    if (escapes.drops_unknown && letter != '\0') return other({&letter, 1}, 2);
    plain_up_to(at_ + 1);
  }

  void number(std::size_t digits) {
    const auto value = hexadecimal(all_.substr(at_ + 2), digits);
    if (!value) return plain_up_to(at_ + 1);
    std::size_t length = 2 + digits;
    char32_t code = *value;
    const bool first_half = digits == 4 && code >= 0xD800 && code < 0xDC00;
    if (first_half && all_.substr(at_ + length).starts_with("\\u")) {
      const auto low = hexadecimal(all_.substr(at_ + length + 2), 4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00);
        length += 6;
      }
    }
    std::string meaning;
    append_utf8(meaning, code);
    other(meaning, length);
  }

  /// Blanks stand for themselves within a line; a line break is a blank, further ones are breaks.
  void fold() {
    const std::size_t end = std::min(all_.find_first_not_of(kWhite, at_), all_.size());
    const std::string_view gap = all_.substr(at_, end - at_);
    const auto breaks = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\n'));
    if (breaks == 0) return plain_up_to(end);
    other(breaks == 1 ? " " : std::string(breaks - 1, '\n'), gap.size());
  }

  const DocumentText& text_;
  std::string_view all_;
  std::size_t at_;
  MappedText out_;
};

/// Columns before the key of a block, or before the list item that it is.
std::size_t indent_of(std::string_view text, Span key, Span value) {
  const std::size_t anchor = key.empty() ? value.begin : key.begin;
  const std::size_t line = text.rfind('\n', anchor);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  if (!key.empty()) return anchor - begin;
  return std::min(text.find_first_not_of(' ', begin), anchor) - begin;
}

}  // namespace

MappedText scalar_text(const DocumentText& text, Span span, ScalarStyle style, Span key) {
  Decoder decoder(text, span);
  switch (style) {
    case ScalarStyle::Raw:
    case ScalarStyle::TomlLiteral:
      decoder.raw();
      break;
    case ScalarStyle::YamlPlain:
      decoder.yaml_plain();
      break;
    case ScalarStyle::YamlSingle:
    case ScalarStyle::YamlDouble:
      decoder.yaml_quoted(style == ScalarStyle::YamlDouble);
      break;
    case ScalarStyle::YamlBlock:
      decoder.yaml_block(indent_of(text.text, key, span));
      break;
    case ScalarStyle::Json:
      decoder.escaped(kJson);
      break;
    case ScalarStyle::TomlBasic:
      decoder.escaped(kToml);
      break;
    case ScalarStyle::Properties:
      decoder.escaped(kProperties);
      break;
    case ScalarStyle::Xml:
      decoder.xml();
      break;
  }
  return decoder.take();
}

}  // namespace credlint
