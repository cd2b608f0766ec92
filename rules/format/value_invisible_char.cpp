// SPDX-License-Identifier: MIT
#include "rules/anatomy/credential_shape.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

void check(const RuleContext& context, FindingSink& sink) {
  for (const ReadValue& read : context.view<read_values>()) {
    if (!has_invisible_character(read.value)) continue;
    Finding& finding = sink.report(*read.fact,
                                   "Value holds an invisible character (a no-break space, a "
                                   "zero-width character or a byte order mark), most likely "
                                   "copied from a web page or chat. No SDK removes zero-width "
                                   "characters; of the no-break space, boto3 and "
                                   "the SDK for JavaScript get rid at the ends of a line in a "
                                   "shared file, the others keep it.",
                                   "delete the value and type or paste it again as plain text");
    finding.confidence = read.confidence;
  }
}

}  // namespace

RuleDefinition value_invisible_char() {
  return {.info = {.summary = "A value with a character that cannot be seen",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
