// SPDX-License-Identifier: MIT
// The scripts of package.json, which npm, yarn and pnpm give to a shell one by one.
// Source: the documentation of npm, "scripts"
#include "parsers/code/code_reader.h"
#include "parsers/document/json_text.h"
#include "parsers/parser.h"

namespace credlint::parsers {

void parse_package_json(const ParseInput& input, FactWriter& writer) {
  const std::string_view text = input.source.text();
  for_each_json_string(text, [&](std::span<const JsonStep> path, Span string) {
    if (path.size() != 2 || path[0].name != "scripts") return;
    MappedText script;
    append_json_string(text, string, script);
    input.code.read_piece("bash", input, script, writer.new_scope(), writer);
  });
}

}  // namespace credlint::parsers
