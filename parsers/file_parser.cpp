// SPDX-License-Identifier: MIT
#include "parsers/code/code_reader.h"
#include "parsers/document/document_facts.h"
#include "parsers/near_reads.h"
#include "parsers/parser.h"
#include "parsers/pattern_facts.h"

namespace credlint {

FileParser::FileParser(const Catalog& catalog)
    : catalog_(catalog), code_(std::make_unique<CodeReader>(catalog)), tools_(catalog.tools) {}

FileParser::~FileParser() = default;

void FileParser::parse(const SourceFile& source, const FormatRow& format, const Evidence& evidence,
                       FactWriter& writer) const {
  const ParseInput input{source,        format,          catalog_,
                         evidence.hits, evidence.search, evidence.mention_only,
                         *code_,        tools_,          deadline_for(source.text().size())};
  if (const ParserFunction parser = parser_by_name(format.parser)) {
    parser(input, writer);
  } else if (const LanguageRow* language = catalog_.language(format.language)) {
    code_->read_file(*language, input, writer);
    if (language->id == "hcl") add_block_settings(input, writer);
  }
  add_pattern_facts(input, writer);
  add_near_reads(input, writer);
}

void FileParser::parse(const SourceFile& source, const LanguageRow& language,
                       const Evidence& evidence, FactWriter& writer) const {
  const FormatRow format{
      .id = language.id, .parser = language.parser, .globs = {}, .language = language.id};
  parse(source, format, evidence, writer);
}

CodeCost FileParser::code_cost() const { return code_->cost(); }

}  // namespace credlint
