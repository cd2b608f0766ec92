// SPDX-License-Identifier: MIT
#include "parsers/code/code_reader.h"
#include "parsers/parser.h"
#include "parsers/pattern_facts.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

Deadline deadline_for(const SourceFile& source) {
  const std::size_t shares = 1 + source.text().size() / limits::kParseMoreTimeBytes;
  return thread_time() + std::chrono::microseconds(limits::kParseMicroseconds * shares);
}

}  // namespace

FileParser::FileParser(const Catalog& catalog)
    : catalog_(catalog), code_(std::make_unique<CodeReader>(catalog)), tools_(catalog.tools) {}

FileParser::~FileParser() = default;

void FileParser::parse(const SourceFile& source, const FormatRow& format,
                       std::span<const PatternHit> hits, const PatternSearch& search,
                       FactWriter& writer) const {
  const ParseInput input{source, format, catalog_, hits,
                         search, *code_, tools_,   deadline_for(source)};
  if (const ParserFunction parser = parser_by_name(format.parser)) {
    parser(input, writer);
  } else if (const LanguageRow* language = catalog_.language(format.language)) {
    code_->read_file(*language, input, writer);
  }
  add_pattern_facts(input, writer);
}

void FileParser::parse(const SourceFile& source, const LanguageRow& language,
                       std::span<const PatternHit> hits, const PatternSearch& search,
                       FactWriter& writer) const {
  const FormatRow format{
      .id = language.id, .parser = language.parser, .globs = {}, .language = language.id};
  parse(source, format, hits, search, writer);
}

CodeCost FileParser::code_cost() const { return code_->cost(); }

}  // namespace credlint
