// SPDX-License-Identifier: MIT
#include "rules/anatomy/placeholder.h"

#include <algorithm>
#include <string>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/made_up_variant.h"
#include "rules/anatomy/words.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

bool starts_name(char c) { return is_letter(c) || c == '_'; }

/// "xxxx", "AKIAXXXX", "*****", "----", "......", "0000".
bool is_one_character_over_and_over(std::string_view text) {
  constexpr std::string_view kFillers = "xX*.-#?_0";
  return text.size() >= 3 && std::all_of(text.begin(), text.end(), [&](char c) {
           return kFillers.find(c) != std::string_view::npos &&
                  (c == text[0] || c == '-' || c == '_');
         });
}

/// "q8Zr5Vn2XXXXXX", "AKIA2FH3****": what was real, with its end hidden by hand. Of a million
/// random values one ends in four times the same X.
bool is_blanked_out(std::string_view text) {
  constexpr std::string_view kFillers = "xX*#.";
  constexpr std::size_t kShortest = 8;
  if (text.size() < kShortest || kFillers.find(text.back()) == std::string_view::npos) return false;
  const std::size_t kept = text.find_last_not_of(text.back());
  const std::size_t run = kept == std::string_view::npos ? text.size() : text.size() - kept - 1;
  return run >= 4;
}

bool is_bracketed(std::string_view text) {
  return text.size() >= 2 && ((text.front() == '<' && text.back() == '>') ||
                              (text.front() == '[' && text.back() == ']') ||
                              (text.front() == '{' && text.back() == '}'));
}

/// "[us-east-1]", "{us-east-1}": a list of one, or the brackets of an instruction, copied with what
/// somebody filled in.
bool is_region_in_brackets(std::string_view text, const Catalog& catalog) {
  if (!is_bracketed(text) || text.front() == '<') return false;
  std::string_view name = trim(text.substr(1, text.size() - 2));
  const bool quoted = name.size() > 2 && name.front() == name.back() &&
                      (name.front() == '"' || name.front() == '\'');
  if (quoted) name = name.substr(1, name.size() - 2);
  return catalog.table(Table::Regions).find(name) != nullptr;
}

/// Three letters in a row that words hold, too: "first", "eastus", "define". Not those that stand
/// at an end of the alphabet.
bool is_part_of_words(std::string_view run) {
  return run.size() == 3 && is_letter(run.front()) && run.front() != run.back() &&
         run.front() != 'a' && run.back() != 'z';
}

/// Length of the run of equal or ascending characters ("aaaa", "1234", "abcd") that begins at `at`.
std::size_t run_length(std::string_view text, std::size_t at) {
  for (const int step : {0, 1}) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] == text[end - 1] + step) ++end;
    const std::string_view run = text.substr(at, end - at);
    if (run.size() >= 3 && !is_part_of_words(run)) return run.size();
  }
  return 0;
}

std::size_t longest_word_at(std::string_view text, std::size_t at, const DataTable& table) {
  std::size_t longest = 0;
  for (const DataRow& row : table.rows) {
    const bool may_be = row.key.size() > longest && row.key.front() == text[at];
    if (may_be && starts_with(text.substr(at), row.key)) {
      longest = row.key.size();
    }
  }
  return longest;
}

/// True when at least half of the letters and digits belong to made-up words and runs. Thirty
/// random bytes in base64 hold a given word of four letters about once in 30,000 keys, never to the
/// half.
bool is_mostly_words(std::string_view lower_case, const DataTable& table) {
  // An ARN consists of words, too, and is no made-up credential.
  if (contains(lower_case, ":")) return false;
  std::size_t covered = 0;
  std::size_t total = 0;
  for (std::size_t i = 0; i < lower_case.size();) {
    const std::size_t length =
        std::max(longest_word_at(lower_case, i, table), run_length(lower_case, i));
    if (length > 0) {
      covered += length;
      total += length;
      i += length;
      continue;
    }
    if (is_letter_or_digit(lower_case[i])) ++total;
    ++i;
  }
  return covered > 0 && covered * 2 >= total;
}

bool row_says_fill_in(const DataRow& row, std::string_view lower_case) {
  if (row.value == "fill-in") return lower_case == row.key;
  if (row.value == "fill-in-prefix") return starts_with(lower_case, row.key);
  if (row.value == "fill-in-suffix") return ends_with(lower_case, row.key);
  if (row.value == "fill-in-part") return contains(lower_case, row.key);
  return false;
}

/// "process.env.AWS_REGION", "ENV['AWS_REGION']": how a program reads a variable, written where no
/// program runs it.
bool reads_variable(std::string_view lower_case, const DataTable& table) {
  return std::ranges::any_of(table.rows, [&](const DataRow& row) {
    return row.value == "code-prefix" && starts_with(lower_case, row.key);
  });
}

/// "ACCESSKEYID" as the value of the access key id: the name of the part stands for the part. Short
/// names ("secret", "accessKey") are the usual keys of local stacks instead.
bool is_name_of_part(std::string_view value, const Catalog& catalog) {
  constexpr std::size_t kShortest = 10;
  const auto letters = std::count_if(value.begin(), value.end(), is_letter);
  if (letters < static_cast<std::ptrdiff_t>(kShortest)) return false;
  return std::any_of(catalog.keys.begin(), catalog.keys.end(), [&](const KeyName& key) {
    const bool part = key.meaning == Meaning::KeyId || key.meaning == Meaning::Secret ||
                      key.meaning == Meaning::Token || key.meaning == Meaning::LegacyToken;
    if (!part) return false;
    // Environment variables have the prefix "AWS_"; the bare name is as common.
    const std::size_t bar = key.name.find('_');
    const bool bare = bar != std::string_view::npos && same_name(key.name.substr(bar), value);
    return bare || same_name(key.name, value);
  });
}

/// "fs.s3a.access.key", "s3.access-key-id": words of lower case, joined by dots and more.
bool is_key_path(std::string_view text) {
  return contains(text, ".") && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-' || c == '_';
         });
}

bool holds_percent_name(std::string_view value) {
  const std::size_t first = value.find('%');
  if (first == std::string_view::npos) return false;
  const std::size_t second = value.find('%', first + 1);
  if (second == std::string_view::npos || second < first + 3) return false;
  // Percent escapes ("%2F…%2B") begin with a digit, names of variables do not.
  const std::string_view name = value.substr(first + 1, second - first - 1);
  return starts_name(name[0]) && std::all_of(name.begin(), name.end(), is_name_character);
}

/// "##NAME##", "__NAME__": as release pipelines and generators replace it.
bool is_in_double_marks(std::string_view text) {
  return text.size() > 4 && text.front() == text.back() &&
         (starts_with(text, "##") || starts_with(text, "__")) &&
         ends_with(text, text.substr(0, 2)) && starts_name(text[2]);
}

/// "<< parameters.region >>": CircleCI's names have a part before the dot.
bool is_pipeline_value(std::string_view text) {
  if (text.size() < 5 || !starts_with(text, "<<") || !ends_with(text, ">>")) return false;
  const std::string_view name = trim(text.substr(2, text.size() - 4));
  const std::size_t dot = name.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size() && is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_name_character(c) || c == '.' || c == '-'; });
}

bool holds_dollar_name(std::string_view value) {
  for (std::size_t i = value.find('$'); i != std::string_view::npos; i = value.find('$', i + 1)) {
    if (i + 1 == value.size()) return false;
    const char next = value[i + 1];
    if (next == '{' || next == '(' || starts_name(next)) return true;
  }
  return false;
}

}  // namespace

PlaceholderKind placeholder_kind(std::string_view value, const Catalog& catalog) {
  const std::string_view text = trim(value);
  // Nobody makes up that much; looking for every word in megabytes would cost seconds.
  constexpr std::size_t kLongest = 4096;
  if (text.empty() || text.size() > kLongest || is_expansion(text)) return PlaceholderKind::None;
  if (catalog.table(Table::DocumentationKeys).find(text) != nullptr) {
    return PlaceholderKind::Documentation;
  }
  if (catalog.table(Table::Regions).find(text) != nullptr || is_region_in_brackets(text, catalog))
    return PlaceholderKind::None;
  const std::string lower_case = to_lower(text);
  const DataTable& table = catalog.table(Table::Placeholders);
  for (const DataRow& row : table.rows) {
    if (row.value == "dummy" && lower_case == row.key) return PlaceholderKind::Dummy;
  }
  if (reads_variable(lower_case, table)) return PlaceholderKind::Code;
  // Behind the prefix of a key id the same fillers are used: AKIAXXXXXXXXXXXXXXXX.
  const bool prefixed = key_id_kind(text) != KeyIdKind::Other && text.size() > 4;
  const std::string_view body = prefixed ? std::string_view(lower_case).substr(4) : lower_case;
  const auto fills_in = [&](const DataRow& row) {
    return row_says_fill_in(row, lower_case) || (prefixed && row_says_fill_in(row, body));
  };
  if (is_bracketed(text) || is_one_character_over_and_over(body) ||
      std::any_of(table.rows.begin(), table.rows.end(), fills_in) ||
      is_name_of_part(text, catalog)) {
    return PlaceholderKind::FillIn;
  }
  if (is_blanked_out(text)) return PlaceholderKind::BlankedOut;
  const bool made_up = is_documentation_variant(text, catalog) ||
                       holds_telling_word(text, catalog) ||
                       is_mostly_words(body, catalog.table(Table::MadeUpWords));
  return made_up ? PlaceholderKind::Dummy : PlaceholderKind::None;
}

bool is_placeholder(std::string_view value, const Catalog& catalog) {
  return placeholder_kind(value, catalog) != PlaceholderKind::None;
}

bool names_setting(std::string_view value, const Catalog& catalog) {
  const std::string_view text = trim(value);
  if (is_name_of_part(text, catalog) || catalog.variable(text) != nullptr) return true;
  return is_key_path(text) && (contains(text, "key") || contains(text, "secret") ||
                               contains(text, "token") || contains(text, "id"));
}

bool is_documentation_account(std::string_view account, const Catalog& catalog) {
  const DataRow* row = catalog.table(Table::DocumentationKeys).find(account);
  return row != nullptr && (row->value == "account" || row->value == "local-account");
}

bool is_local_account(std::string_view account, const Catalog& catalog) {
  const DataRow* row = catalog.table(Table::DocumentationKeys).find(account);
  return row != nullptr && row->value == "local-account";
}

bool is_expansion(std::string_view value) {
  const std::string_view text = trim(value);
  if (text.empty()) return false;
  const bool marked = contains(text, "{{") || contains(text, "<%") || contains(text, "#{");
  const bool wrapped =
      text.size() > 2 && text.front() == text.back() &&
      (text.front() == '@' || text.front() == '`' || (text.front() == '#' && starts_name(text[1])));
  const bool tagged = text.size() > 2 && text.front() == '!' && is_letter(text[1]);
  return marked || wrapped || tagged || is_in_double_marks(text) || holds_dollar_name(text) ||
         holds_percent_name(text) || is_pipeline_value(text);
}

}  // namespace credlint
