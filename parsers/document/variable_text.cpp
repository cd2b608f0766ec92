// SPDX-License-Identifier: MIT
#include "parsers/document/variable_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "parsers/document/document_facts.h"
#include "parsers/document/named_value.h"
#include "parsers/document/piece.h"
#include "parsers/document/read_document.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_of_scheme(char c) { return is_setting_character(c) || c == '+'; }

std::optional<unsigned char> byte_of_digits(std::string_view digits) {
  unsigned value = 0;
  if (digits.size() != 2) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, value, 16);
  if (error != std::errc() || end != digits.data() + 2) return std::nullopt;
  return static_cast<unsigned char>(value);
}

/// Bytes [begin, end) of a part of a URI, without its escapes. `stands_for` says what stands for a
/// sign that is none.
template <typename StandsFor>
void append_decoded(const MappedText& from, std::size_t begin, std::size_t end, MappedText& out,
                    StandsFor stands_for) {
  const std::string_view text = from.text().substr(0, end);
  for (std::size_t at = begin; at < end;) {
    const std::size_t stop = std::min(text.find_first_of("&%+", at), end);
    out.append_part(from, at, stop);
    if (stop == end) break;
    const std::string_view digits = text[stop] == '%' ? text.substr(stop + 1, 2) : "";
    const std::optional<unsigned char> byte = byte_of_digits(digits);
    const std::size_t size = byte ? 3 : 1;
    const char meant = byte ? static_cast<char>(*byte) : stands_for(text[stop]);
    const bool line_break = byte && (meant == '\n' || meant == '\r');
    out.append_for(std::string_view(line_break ? " " : &meant, 1), from.place(stop, stop + size));
    at = stop + size;
  }
}

/// "a=b&c=d%3D" from byte `at` on, as lines of an INI file.
void append_query(const MappedText& from, std::size_t at, MappedText& out) {
  append_decoded(from, at, from.text().size(), out, [](char sign) {
    return sign == '&' ? '\n' : sign == '+' ? ' ' : sign;
  });
}

/// One line of an INI file.
void append_setting(std::string_view name, const MappedText& from, std::size_t begin,
                    std::size_t end, MappedText& out) {
  const Span place = from.place(begin, end);
  out.append_for(name, {place.begin, place.begin});
  out.append_for("=", {place.begin, place.begin});
  append_decoded(from, begin, end, out, [](char sign) { return sign; });
  out.append_for("\n", {place.end, place.end});
}

/// "bucket@region", as Longhorn writes where its backups are.
void append_region_of_bucket(const MappedText& from, std::size_t at, std::size_t end,
                             MappedText& out) {
  const std::string_view text = from.text().substr(0, end);
  const std::size_t sign = text.find('@', at);
  if (sign == std::string_view::npos || text.find_first_of(":/", at) < sign) return;
  const std::size_t host_end = std::min(text.find('/', sign), end);
  if (may_be_region(text.substr(sign + 1, host_end - sign - 1)))
    append_setting("region", from, sign + 1, host_end, out);
}

/// "user:password@host" before byte `end`, from byte `at` on. A host is a region's name, an
/// address, or a bucket. A password may hold a '/', although it must not. False where there is
/// none.
bool append_authority(const MappedText& from, std::size_t at, std::size_t end, MappedText& out) {
  const std::string_view text = from.text().substr(0, end);
  const std::size_t sign = text.rfind('@');
  const std::size_t colon = text.find(':', at);
  if (sign == std::string_view::npos || colon >= sign || sign < at) return false;
  if (text.find('/', at) < colon) return false;
  append_setting("user", from, at, colon, out);
  append_setting("password", from, colon + 1, sign, out);
  const std::size_t host_end = std::min(text.find_first_of("/,", sign), end);
  const std::string_view host = text.substr(sign + 1, host_end - sign - 1);
  if (may_be_region(host))
    append_setting("region", from, sign + 1, host_end, out);
  else if (host.find_first_of(".:") != std::string_view::npos)
    append_setting("endpoint", from, sign + 1, host_end, out);
  return true;
}

/// "aws://…?region_name=eu-west-1", "s3://KEY:SECRET@eu-west-1/bucket": what stands before the host
/// and behind the question mark is read as a file of the scheme's name.
void read_uri(const ParseInput& input, const MappedText& text, ScopeId scope, FactWriter& writer,
              int depth) {
  constexpr std::string_view kSign = "://";
  const std::string_view uri = text.text();
  const std::size_t sign = uri.find(kSign);
  if (sign == 0 || sign == std::string_view::npos) return;
  if (!std::ranges::all_of(uri.substr(0, sign), is_of_scheme)) return;
  const std::size_t question = uri.find('?', sign);
  MappedText settings;
  // What holds both halves of a pair belongs to nothing else.
  const std::size_t begin = sign + kSign.size();
  const std::size_t end = std::min(question, uri.size());
  if (append_authority(text, begin, end, settings))
    scope = writer.new_scope();
  else if (uri.starts_with("s3"))
    append_region_of_bucket(text, begin, end, settings);
  if (question != std::string_view::npos) append_query(text, question + 1, settings);
  if (settings.empty()) return;
  read_text_within(input, DocumentSyntax::Ini, uri.substr(0, sign), settings, scope, writer,
                   depth + 1);
}

/// Where the word ends that begins at `at`: quotes keep blanks together.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  bool quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (!quoted && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) break;
  }
  return at;
}

/// Words from byte `at` on, one a line.
void append_words(const MappedText& text, std::size_t at, MappedText& lines) {
  const std::string_view all = text.text();
  while (at < all.size()) {
    const std::size_t end = end_of_word(all, at);
    const std::size_t last = end > at && all[end - 1] == ';' ? end - 1 : end;
    lines.append_part(text, at, last);
    lines.append_for("\n", text.place(last, std::min(end + 1, all.size())));
    at = std::min(all.find_first_not_of(" \t\n", end), all.size());
  }
}

/// "software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName="dev";", what a client of
/// Kafka logs in with, as a section of the module's name.
void read_login_module(const ParseInput& input, const MappedText& text, ScopeId scope,
                       FactWriter& writer, int depth) {
  const std::size_t begin = text.text().find(kLoginModule);
  MappedText lines;
  lines.append_for("[IAMLoginModule]\n", text.place(begin, begin));
  append_words(text, begin + kLoginModule.size(), lines);
  read_text_within(input, DocumentSyntax::Ini, "", lines, scope, writer, depth + 1);
}

/// "provider=… region=… tag_key=…" of go-discover, as a section "provider" of an INI file.
void read_provider_words(const ParseInput& input, const MappedText& text, ScopeId scope,
                         FactWriter& writer, int depth) {
  MappedText lines;
  lines.append_for("[provider]\n", text.place(0, 0));
  append_words(text, 0, lines);
  read_text_within(input, DocumentSyntax::Ini, "", lines, scope, writer, depth + 1);
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

/// "s3.region: eu-west-1" and more lines, what an image writes into the file that its variable is
/// called after. False where no tool has such a file.
bool read_lines(const ParseInput& input, std::string_view name, const MappedText& text,
                FactWriter& writer, int depth) {
  if (name.empty() || text.text().find_first_of("\r\n") == std::string_view::npos) return false;
  const std::optional<DocumentSyntax> syntax = syntax_of_settings(text.text());
  if (!syntax) return false;
  const std::vector<const ToolRow*> tools = input.tools.of(name, text.text());
  if (std::ranges::all_of(tools, [](const ToolRow* tool) { return tool->files.empty(); }))
    return false;
  read_text_within(input, *syntax, name, text, writer.new_scope(), writer, depth + 1);
  return true;
}

}  // namespace

void read_variable_text(const ParseInput& input, std::string_view name, const MappedText& text,
                        ScopeId scope, FactWriter& writer, int depth) {
  const std::string_view plain = trim(text.text());
  if (plain.starts_with('{')) {
    read_text_within(input, DocumentSyntax::Json, name, text, scope, writer, depth + 1);
  } else if (plain.find("-Daws.") != std::string_view::npos) {
    read_jvm_options(input, text, scope, writer);
  } else if (plain.starts_with(kProviderWord)) {
    read_provider_words(input, text, writer.new_scope(), writer, depth);
  } else if (plain.starts_with(kLoginModule)) {
    read_login_module(input, text, writer.new_scope(), writer, depth);
  } else if (!read_lines(input, name, text, writer, depth)) {
    read_uri(input, text, scope, writer, depth);
  }
}

bool may_hold_text_within(std::string_view value) {
  constexpr std::size_t kLongestScheme = 16;
  const std::string_view begin = value.substr(0, kLongestScheme);
  if (begin.starts_with(kProviderWord) || value.starts_with(kLoginModule)) return true;
  return !begin.starts_with("http") && begin.find("://") != std::string_view::npos;
}

}  // namespace credlint
