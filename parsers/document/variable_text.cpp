// SPDX-License-Identifier: MIT
#include "parsers/document/variable_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "parsers/document/document_facts.h"
#include "parsers/document/named_value.h"
#include "parsers/document/piece.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

std::optional<unsigned char> byte_of_digits(std::string_view digits) {
  unsigned value = 0;
  if (digits.size() != 2) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, value, 16);
  if (error != std::errc() || end != digits.data() + 2) return std::nullopt;
  return static_cast<unsigned char>(value);
}

/// "a=b&c=d%3D" from byte `at` on, as lines of an INI file.
MappedText settings_of_query(const MappedText& from, std::size_t at) {
  MappedText out;
  const std::string_view text = from.text();
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of("&%+", at), text.size());
    out.append_part(from, at, end);
    if (end == text.size()) break;
    const std::string_view digits = text[end] == '%' ? text.substr(end + 1, 2) : "";
    const std::optional<unsigned char> byte = byte_of_digits(digits);
    const std::size_t size = byte ? 3 : 1;
    const char stands_for = byte               ? static_cast<char>(*byte)
                            : text[end] == '&' ? '\n'
                            : text[end] == '+' ? ' '
                                               : text[end];
    const bool line_break = byte && (stands_for == '\n' || stands_for == '\r');
    out.append_for(std::string_view(line_break ? " " : &stands_for, 1),
                   from.place(end, end + size));
    at = end + size;
  }
  return out;
}

/// "aws://…?region_name=eu-west-1": what stands behind the question mark is read as a file of the
/// scheme's name.
void read_uri(const ParseInput& input, const MappedText& text, ScopeId scope, FactWriter& writer,
              int depth) {
  const std::string_view uri = text.text();
  const std::size_t sign = uri.find("://");
  const std::size_t question = uri.find('?');
  if (sign == 0 || sign == std::string_view::npos || question == std::string_view::npos) return;
  if (!std::ranges::all_of(uri.substr(0, sign), is_setting_character)) return;
  const MappedText settings = settings_of_query(text, question + 1);
  read_text_within(input, DocumentSyntax::Ini, uri.substr(0, sign), settings, scope, writer,
                   depth + 1);
}

/// "-Xmx1g -Daws.region=eu-west-1"
void read_jvm_options(const ParseInput& input, const MappedText& text, ScopeId scope,
                      FactWriter& writer) {
  constexpr std::string_view kSign = "-Daws.";
  constexpr std::string_view kEnds = " \t\r\n\"'";
  const std::string_view all = text.text();
  for (std::size_t at = 0; (at = all.find(kSign, at)) != std::string_view::npos;) {
    const std::size_t begin = at + 2;
    const std::size_t equals = all.find('=', begin);
    at = begin;
    if (equals == std::string_view::npos) return;
    const std::string_view name = all.substr(begin, equals - begin);
    if (!std::ranges::all_of(name, is_setting_character)) continue;
    const std::size_t end = std::min(all.find_first_of(kEnds, equals + 1), all.size());
    const std::string_view value = all.substr(equals + 1, end - equals - 1);
    const KeyName* known = input.catalog.key(name);
    if (known == nullptr || value.empty()) continue;
    const NamedValue named{
        name, text.place(begin, equals), value, text.place(equals + 1, end), Quoting::None, scope};
    if (has_expansion(value)) {
      emit_tool_setting("java", named, known->meaning, false, writer);
    } else {
      emit_named_value(named, known->meaning, writer);
    }
  }
}

}  // namespace

void read_variable_text(const ParseInput& input, std::string_view name, const MappedText& text,
                        ScopeId scope, FactWriter& writer, int depth) {
  const std::string_view plain = trim(text.text());
  if (plain.starts_with('{')) {
    read_text_within(input, DocumentSyntax::Json, name, text, scope, writer, depth + 1);
  } else if (plain.find("-Daws.") != std::string_view::npos) {
    read_jvm_options(input, text, scope, writer);
  } else {
    read_uri(input, text, scope, writer, depth);
  }
}

}  // namespace credlint
