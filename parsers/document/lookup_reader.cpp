// SPDX-License-Identifier: MIT
// Calls in expressions of Jinja that ask AWS: lookup('aws_ssm', '/x', region='eu-west-1').
#include <algorithm>
#include <array>

#include "parsers/document/readers.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::array<std::string_view, 3> kFunctions = {"lookup(", "query(", "q("};
/// Of one call no more is looked at.
constexpr std::size_t kLongestCall = 4'096;

Span span_at(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_quote(char c) { return c == '\'' || c == '"'; }

/// The arguments of one call, from byte `at` behind the bracket on.
class Arguments {
 public:
  Arguments(std::string_view text, std::size_t at)
      : text_(text.substr(0, std::min(text.size(), at + kLongestCall))), at_(at) {}

  /// The next argument without blanks around it; empty behind the last one.
  std::string_view next() {
    const std::size_t begin = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    std::size_t end = begin;
    int open = 0;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (open == 0 && (c == ',' || c == ')')) break;
      if (is_quote(c)) end = std::min(text_.find(c, end + 1), text_.size() - 1);
      if (c == '(' || c == '[' || c == '{') ++open;
      if (c == ')' || c == ']' || c == '}') --open;
    }
    const bool last = end >= text_.size() || text_[end] == ')';
    at_ = last ? text_.size() : end + 1;
    return trim(text_.substr(begin, end - begin));
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

/// Without quotes; empty where it is no text.
std::string_view literal(std::string_view argument) {
  const bool quoted = argument.size() > 2 && is_quote(argument.front()) &&
                      argument.find(argument.front(), 1) == argument.size() - 1;
  return quoted ? argument.substr(1, argument.size() - 2) : std::string_view();
}

/// "region='eu-west-1'"
void read_named(std::string_view text, std::string_view argument, DocumentBuilder& builder) {
  std::size_t name = 0;
  while (name < argument.size() && is_name_character(argument[name])) ++name;
  const std::size_t sign = argument.find_first_not_of(' ', name);
  if (name == 0 || sign == std::string_view::npos || argument[sign] != '=') return;
  const std::string_view given = trim(argument.substr(sign + 1));
  const std::string_view known = literal(given);
  const std::string_view value = known.empty() ? given : known;
  if (value.empty() || value.front() == '=') return;
  const auto place = [&](std::string_view part) {
    const auto begin = static_cast<std::size_t>(part.data() - text.data());
    return span_at(begin, begin + part.size());
  };
  builder.add_scalar(place(argument.substr(0, name)), place(value), ScalarStyle::Raw);
  if (known.empty()) builder.note_computed();
}

void read_call(std::string_view text, Span function, DocumentBuilder& builder) {
  Arguments arguments(text, function.end + 1);
  const std::string_view plugin = literal(arguments.next());
  if (!contains(plugin, "aws")) return;
  const auto begin = static_cast<std::size_t>(plugin.data() - text.data());
  builder.open(DocumentNode::Kind::Mapping, function);
  builder.open(DocumentNode::Kind::Mapping, span_at(begin, begin + plugin.size()));
  for (std::string_view each = arguments.next(); !each.empty(); each = arguments.next())
    read_named(text, each, builder);
  builder.close();
  builder.close();
}

}  // namespace

void read_lookups(DocumentBuilder& builder) {
  const std::string_view text = builder.text().text;
  builder.open(DocumentNode::Kind::Mapping, {});
  for (std::size_t at = 0; (at = text.find('(', at)) != std::string_view::npos; ++at) {
    for (const std::string_view function : kFunctions) {
      const std::size_t size = function.size() - 1;
      const bool named = at >= size && text.substr(at - size).starts_with(function) &&
                         (at == size || !is_name_character(text[at - size - 1]));
      if (named) read_call(text, span_at(at - size, at), builder);
    }
  }
  builder.close();
}

}  // namespace credlint
