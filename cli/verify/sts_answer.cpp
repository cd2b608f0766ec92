// SPDX-License-Identifier: MIT
// Reads what STS answers, and narrows down why it refuses.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/verify/verification.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using std::chrono::seconds;

constexpr std::size_t kMaxTextBytes = 400;
/// What AWS tolerates for STS; less is the way of the request.
constexpr seconds kTolerated{300};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// A text of the server as it may be shown: short, printable, without any part of the keys, which a
/// server might send back.
std::string shown(std::string text, const SigningKeys& keys) {
  for (const Secret* part : {&keys.secret, &keys.token}) replace_all(text, part->reveal(), "[…]");
  replace_all(text, keys.key_id.reveal(), keys.key_id.redacted_key_id());
  if (text.size() > kMaxTextBytes) text = text.substr(0, kMaxTextBytes) + "…";
  return shown_safely(text);
}

/// The text of the first element of that name, its entities resolved; empty when there is none.
std::string element(std::string_view xml, std::string_view name) {
  const std::string open = fmt::format("<{}>", name);
  const std::string close = fmt::format("</{}>", name);
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t from = begin + open.size();
  const std::size_t end = xml.find(close, from);
  if (end == std::string_view::npos) return {};
  std::string text(xml.substr(from, end - from));
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&lt;", "<"},   {"&gt;", ">"},  {"&quot;", "\""},
      {"&apos;", "'"}, {"&#xA;", " "}, {"&amp;", "&"}};
  for (const auto& [entity, character] : kEntities) replace_all(text, entity, character);
  return text;
}

/// The row for an error: one whose text the message holds before one for the code alone.
const DataRow* row_for(const Catalog& catalog, std::string_view code, std::string_view message) {
  const DataTable& table = catalog.table(Table::StsAnswers);
  for (const DataRow& row : table.rows) {
    const std::size_t bar = row.key.find('|');
    if (bar == std::string_view::npos || row.key.substr(0, bar) != code) continue;
    if (contains(message, row.key.substr(bar + 1))) return &row;
  }
  return table.find(code);
}

void name_cause(const Catalog& catalog, const VerificationTask& task, Verification& result) {
  const DataTable& table = catalog.table(Table::StsAnswers);
  const std::string& code = result.error_code;
  const DataRow* row = row_for(catalog, code, result.error_message);
  if (!task.keys.token.empty()) {
    if (const DataRow* of_session = table.find(code + "+token")) row = of_session;
  }
  result.cause = row == nullptr ? "other" : std::string(row->value);
  result.message = row == nullptr ? "AWS refuses the request" : std::string(row->note);
  const DataRow* opt_in = table.find(code + "+opt-in");
  if (opt_in != nullptr && task.request->opt_in) {
    result.message += fmt::format("; or {} {}", task.request->region, opt_in->note);
  }
  const bool busy = result.cause == "busy";
  result.outcome = busy ? Verification::Outcome::NoAnswer : Verification::Outcome::Refused;
  const bool off = result.clock_ahead && abs(*result.clock_ahead) > kTolerated;
  if (result.cause == "signature" && off) {
    result.cause = "clock";
    result.message = "the clock of this machine is wrong";
  }
}

void not_of_sts(const HttpAnswer& answer, Verification& result, const SigningKeys& keys) {
  result.outcome = Verification::Outcome::NoAnswer;
  const bool redirect = answer.status >= 300 && answer.status < 400;
  if (redirect) {
    result.cause = "redirect";
    result.message = fmt::format(
        "the endpoint wants the request to go to {}; it is not followed, for it would take the "
        "session token elsewhere",
        answer.location.empty() ? "another place" : shown(answer.location, keys));
    return;
  }
  const std::string start = to_lower(trim(answer.body).substr(0, 256));
  const bool page = contains(start, "<html") || contains(start, "<!doctype");
  result.cause = "not-sts";
  result.message = fmt::format(
      "what answers there is not STS: {} with HTTP status {}",
      page ? "a web page, as proxies and captive portals send" : "something else", answer.status);
}

/// Holds what AWS says against what key, token and settings say.
void compare(const VerificationTask& task, Verification& result) {
  const auto differs = [&](std::string_view who, std::string_view account) {
    if (account.empty() || account == result.account) return;
    result.contradictions.push_back(
        fmt::format("{} names account {}, AWS says {}", who, printable(account), result.account));
  };
  differs("the key", task.expected_account);
  differs("a setting", task.declared_account);
}

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) {
  char month[4] = {};
  unsigned day = 0;
  int year = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  const std::string copy(text.substr(0, 64));
  const int read = std::sscanf(copy.c_str(), "%*3s, %2u %3s %4d %2u:%2u:%2u GMT", &day, month,
                               &year, &hour, &minute, &second);
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::size_t at = read == 6 ? kMonths.find(month) : std::string_view::npos;
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(at / 3 + 1)),
                                         std::chrono::day(day)};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         seconds(second);
}

Verification read_answer(const Catalog& catalog, const VerificationTask& task,
                         const HttpAnswer& answer, std::chrono::sys_seconds now) {
  Verification result;
  result.subject = task.subject;
  result.endpoint = task.request->url;
  result.region = task.request->region;
  if (const auto date = read_http_date(answer.date)) result.clock_ahead = now - *date;
  const std::string account = element(answer.body, "Account");
  const bool known = contains(answer.body, "<GetCallerIdentityResponse") && is_account(account);
  if (answer.status == 200 && known) {
    result.outcome = Verification::Outcome::Confirmed;
    result.account = account;
    result.arn = shown(element(answer.body, "Arn"), task.keys);
    compare(task, result);
    return result;
  }
  const bool error = contains(answer.body, "<ErrorResponse") || contains(answer.body, "<Error>");
  result.error_code = error ? element(answer.body, "Code") : std::string();
  if (result.error_code.empty()) {
    not_of_sts(answer, result, task.keys);
    return result;
  }
  result.error_message = element(answer.body, "Message");
  name_cause(catalog, task, result);
  result.error_code = shown(result.error_code, task.keys);
  result.error_message = shown(result.error_message, task.keys);
  return result;
}

}  // namespace credlint
