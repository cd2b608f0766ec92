// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_ini(const ParseInput& input, FactWriter& writer) {
  parse_document(input, DocumentSyntax::Ini, writer);
}

}  // namespace credlint::parsers
