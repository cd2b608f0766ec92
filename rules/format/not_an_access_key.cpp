// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "rules/anatomy/credential_shape.h"
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
  if (ends_with(value, ".apps.googleusercontent.com")) return "a client id of Google";
  const std::size_t at = value.find('@');
  const bool address = at != std::string_view::npos && at > 0 &&
                       value.find('.', at) != std::string_view::npos && !contains(value, ":") &&
                       !contains(value, "/");
  return address ? "an e-mail address" : std::string();
}

bool is_vowel(char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; }

/// "deploy", "user2": letters that can be spoken, perhaps with a number behind them.
bool is_name_word(std::string_view word) {
  constexpr std::size_t kLongest = 16;
  constexpr std::size_t kLongestNumber = 4;
  constexpr std::size_t kSpelt = 3;  // "ci", "svc"
  const std::size_t last = word.find_last_not_of("0123456789");
  const std::string_view letters = word.substr(0, last == std::string_view::npos ? 0 : last + 1);
  return !letters.empty() && letters.size() <= kLongest &&
         word.size() - letters.size() <= kLongestNumber && all_of_class(letters, is_letter) &&
         (letters.size() <= kSpelt || std::ranges::any_of(letters, is_vowel));
}

/// "deploy-user", "jane.doe", "svc_backup": names of users, which IAM shows beside their keys.
bool is_user_name(std::string_view value) {
  constexpr std::size_t kLongest = 40;
  if (value.size() < 4 || value.size() > kLongest || std::ranges::none_of(value, is_lower))
    return false;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of("-_."), value.size());
    if (!is_name_word(value.substr(0, end))) return false;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return true;
}

/// "0d2ab1c8-22f1-4c5e-9a53-0b9e5e1f7a10".
bool is_uuid(std::string_view value) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(
      value, kForm, [](char c, char form) { return form == '-' ? c == '-' : is_hex_digit(c); });
}

/// Where clients of AWS are given their key id.
std::set<Location> given_to_clients(const FactStore& facts) {
  std::set<Location> places;
  for (const ClientConstruction& client : facts.facts().client_constructions) {
    if (client.key_id.literal() && !client.endpoint.given()) places.insert(client.key_id.at);
  }
  return places;
}

/// Other stores let users choose their key ids: a name is wrong only where all else is AWS's.
bool is_surely_of_aws(const RuleContext& context, const JudgedPart& judged,
                      const std::set<Location>& given) {
  if (judged.set == nullptr || judged.set->secret == nullptr) return false;
  return is_secret_shaped(trim(judged.set->secret->value.reveal())) &&
         (given.contains(judged.part->at) || name_says_aws(judged.part->name, context.catalog)) &&
         !context.view<ForeignEndpoints>().in_any_file();
}

/// What a value is that could be a key id of another store; empty when nothing is known of it.
std::string_view name_of_somebody(std::string_view value) {
  if (is_uuid(value)) return "a UUID, like the client id of an OAuth login";
  return is_user_name(value) ? "a name, like that of a user" : "";
}

/// "user@host" as a login belongs to other services; only names that say AWS make it wrong.
bool may_be_login(const JudgedPart& judged, const Catalog& catalog) {
  return !judged.shared_file && judged.assignment == nullptr &&
         !name_says_aws(judged.part->name, catalog);
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<Location> given = given_to_clients(context.facts);
  for (const JudgedPart& judged : context.view<judged_key_ids>()) {
    std::string thing = other_thing(judged.value, context.catalog);
    const bool login = thing.starts_with("an account") || thing.starts_with("an e-mail");
    if (login && may_be_login(judged, context.catalog)) continue;
    if (thing.empty() && is_surely_of_aws(context, judged, given))
      thing = name_of_somebody(judged.value);
    if (thing.empty()) continue;
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
