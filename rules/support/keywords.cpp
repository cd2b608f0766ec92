// SPDX-License-Identifier: MIT
#include "rules/support/keywords.h"

#include <string>

namespace credlint {

std::vector<WrongKeyword> wrong_keywords(const RuleContext& context) {
  std::vector<WrongKeyword> found;
  const DataTable& table = context.catalog.table("wrong_keywords");
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    for (const Argument& argument : call.unknown_arguments) {
      const DataRow* row = table.find(call.sdk + "/" + argument.name);
      if (row != nullptr)
        found.push_back({&call, &argument, row->value, row->note == "top level only"});
    }
  }
  return found;
}

bool is_js_v3_top_level(const WrongKeyword& wrong) {
  return wrong.top_level_only && wrong.call->sdk == "js-v3";
}

}  // namespace credlint
