// SPDX-License-Identifier: MIT
#include "rules/views/keywords.h"

#include <string>

#include "rules/views/project_sdks.h"

namespace credlint {

namespace {

/// SDKs that take any name go by the right one, where it stands beside the wrong one.
bool is_harmless(const Catalog& catalog, const ClientConstruction& call, const DataRow& row) {
  if (row.note != "any name") return false;
  const KeyName* right = catalog.key(row.value.substr(row.value.rfind('.') + 1));
  if (right == nullptr) return false;
  switch (right->meaning) {
    case Meaning::KeyId:
      return call.key_id.given();
    case Meaning::Secret:
      return call.secret.given();
    case Meaning::Token:
      return call.token.given();
    case Meaning::Region:
      return call.region.given();
    default:
      return false;
  }
}

}  // namespace

std::vector<WrongKeyword> wrong_keywords(const RuleContext& context) {
  std::vector<WrongKeyword> found;
  const DataTable& table = context.catalog.table(Table::WrongKeywords);
  const ProjectSdks sdks(context.facts);
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    for (const Argument& argument : call.unknown_arguments) {
      const DataRow* row = table.find(call.sdk + "/" + argument.name);
      if (row == nullptr || is_harmless(context.catalog, call, *row)) continue;
      // What is no text gives bearer tokens, which some services take instead of keys.
      if (row->note == "text only" && argument.value.kind == Value::Kind::Unknown) continue;
      const bool top_level_only = row->note == "top level only";
      // Version 2 of the SDK for PHP took them at the top.
      const bool php2 = call.sdk == "php" && top_level_only &&
                        sdks.major_version(context.facts.file(call).path, "php") == 2;
      if (!php2)
        found.push_back({&call, &argument, row->value, top_level_only, row->note == "elsewhere"});
    }
  }
  return found;
}

bool is_js_v3_top_level(const WrongKeyword& wrong) {
  return wrong.top_level_only && wrong.call->sdk == "js-v3";
}

}  // namespace credlint
