// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/words.h"
#include "rules/views/judged_parts.h"

namespace credlint::rules {
namespace {

bool is_upper_or_digit(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }

/// "AIDARZPUZDIKAEXAMPLEX": four letters that say what it is, and 12 to 28 more characters.
bool is_identifier(std::string_view value, std::string_view prefix) {
  return starts_with(value, prefix) && value.size() >= 16 && value.size() <= 32 &&
         all_of_class(value, is_upper_or_digit);
}

/// What the value names instead; empty when it may be an access key id.
std::string other_thing(std::string_view value, const Catalog& catalog) {
  const DataTable& identifiers = catalog.table(Table::ForeignIdentifiers);
  const auto row =
      std::find_if(identifiers.rows.begin(), identifiers.rows.end(),
                   [&](const DataRow& each) { return is_identifier(value, each.key); });
  if (row != identifiers.rows.end()) return fmt::format("the identifier of {}", row->value);
  if (starts_with(value, "arn:") && std::count(value.begin(), value.end(), ':') >= 4)
    return "an ARN";
  if (value.size() == 12 && all_of_class(value, is_digit)) return "an account number";
  const std::size_t at = value.find('@');
  const bool address = at != std::string_view::npos && at > 0 &&
                       value.find('.', at) != std::string_view::npos && !contains(value, ":") &&
                       !contains(value, "/");
  return address ? "an e-mail address" : std::string();
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    const std::string thing = other_thing(judged.value, context.catalog);
    // "user@host" as a login belongs to other services; only names that say AWS make it wrong.
    if (thing.empty() || (thing[0] == 'a' && !judged.shared_file && judged.assignment == nullptr &&
                          thing != "an ARN")) {
      continue;
    }
    report(
        sink, judged,
        fmt::format(
            "This is {}, not an access key id. Access key ids begin with AKIA or ASIA and have 20 "
            "characters; AWS refuses anything else in their place.",
            thing),
        "use the access key id that was issued together with the secret key");
  }
}

}  // namespace

RuleDefinition not_an_access_key() {
  return {.info = {.summary = "Something else in the place of an access key id",
                   .reporting = Reporting::AsFound,
                   .error = "InvalidClientTokenId",
                   .yields_at_span = {{"placeholder-value", "unexpanded-variable"}},
                   .yields_in_scope = {{"id-secret-swapped"}}},
          .check = check};
}

}  // namespace credlint::rules
