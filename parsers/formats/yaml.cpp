// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_yaml(const ParseInput& input, FactWriter& writer) {
  parse_document(input, DocumentSyntax::Yaml, writer);
}

}  // namespace credlint::parsers
