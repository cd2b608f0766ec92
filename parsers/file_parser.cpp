// SPDX-License-Identifier: MIT
#include "parsers/code/code_reader.h"
#include "parsers/parser.h"
#include "parsers/pattern_facts.h"

namespace credlint {

FileParser::FileParser(const Catalog& catalog)
    : catalog_(catalog), code_(std::make_unique<CodeReader>(catalog)) {}

FileParser::~FileParser() = default;

void FileParser::parse(const SourceFile& source, const FormatRow& format,
                       std::span<const PatternHit> hits, FactWriter& writer) const {
  const ParseInput input{source, format, catalog_, hits, *code_};
  if (const ParserFunction parser = parser_by_name(format.parser)) parser(input, writer);
  add_pattern_facts(input, writer);
}

std::size_t FileParser::parse(const SourceFile& source, const LanguageRow& language,
                              std::span<const PatternHit> hits, FactWriter& writer) const {
  const FormatRow format{.id = language.id, .parser = "", .globs = {}};
  const ParseInput input{source, format, catalog_, hits, *code_};
  const std::size_t bytes = code_->read_file(language, input, writer);
  add_pattern_facts(input, writer);
  return bytes;
}

}  // namespace credlint
