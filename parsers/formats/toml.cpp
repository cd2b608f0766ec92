// SPDX-License-Identifier: MIT
#include "parsers/document/document_facts.h"

namespace credlint::parsers {

void parse_toml(const ParseInput& input, FactWriter& writer) {
  parse_document(input, DocumentSyntax::Toml, writer);
}

}  // namespace credlint::parsers
