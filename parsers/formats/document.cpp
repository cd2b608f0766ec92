// SPDX-License-Identifier: MIT
// Data files whose syntax their extension tells.
#include "parsers/document/document_facts.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

bool is_of_blocks(const SourceFile& source) {
  const std::string_view text = trim(source.text());
  return source.path().ends_with(".config") && !text.empty() && text.front() != '<';
}

}  // namespace

void parse_document(const ParseInput& input, FactWriter& writer) {
  auto syntax = syntax_by_extension(input.source.path());
  // "stage.config": settings of .NET, or of Terraform's backend.
  if (syntax == DocumentSyntax::Xml && is_of_blocks(input.source)) syntax = DocumentSyntax::Blocks;
  if (syntax) credlint::parse_document(input, *syntax, writer);
}

}  // namespace credlint::parsers
