// SPDX-License-Identifier: MIT
#include "tests/fuzz/targets/harness.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <tuple>

#include "scanner/core/unicode.h"
#include "scanner/engine/fact_places.h"
#include "tests/support/preparation.h"

namespace credlint::fuzz {
namespace {

void check_place(const Location& at, FileId id, std::size_t size) {
  const bool ordered = std::tie(at.line, at.column) <= std::tie(at.end_line, at.end_column);
  if (at.file != id || at.line < 1 || at.column < 1 || at.utf16_column < at.column || !ordered ||
      at.span.begin > at.span.end || at.span.end > size)
    fail("a wrong place");
}

}  // namespace

void fail(std::string_view what) {
  std::fprintf(stderr, "FAILED: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

NamedInput named(std::span<const std::string_view> names, std::string_view input) {
  const std::size_t pick = input.empty() ? 0 : static_cast<unsigned char>(input.front());
  return {names[pick % names.size()], input.substr(input.empty() ? 0 : 1)};
}

ParsedFile parse(std::string_view name, std::string_view bytes, FileId id) {
  static const FileScanner scanner(tests::embedded_preparation(), {true, false});
  static FileScanner::Worker worker(scanner);
  (void)scanner.deserves_parsing(name, bytes, worker);  // finds; all is parsed here
  ParsedFile file = scanner.parse(id, name, name, bytes, worker);
  // UTF-16 becomes UTF-8, of up to one and a half times the bytes.
  for_each_place(file.facts,
                 [&](const Location& at) { check_place(at, id, bytes.size() * 3 / 2); });
  return file;
}

void check_printable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    const bool damaged = character.code_point == kReplacement && character.length == 1;
    const bool unprintable = character.code_point != '\n' && is_unprintable(character.code_point);
    if (damaged || unprintable) fail("a report holds what no terminal should get");
    at += character.length;
  }
}

}  // namespace credlint::fuzz
