// SPDX-License-Identifier: MIT
#include "cli/explain/error_guide.h"

#include <algorithm>

#include "rules/resolver/words_of.h"

namespace credlint {
namespace {

using resolver::words_of;

const Rule* rule_named(std::string_view id) {
  const auto rules = all_rules();
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
  return rule == rules.end() ? nullptr : &*rule;
}

bool is_cause_of(std::string_view key, std::string_view error) {
  return key.size() > error.size() && key.starts_with(error) && key[error.size()] == '.';
}

void add(std::vector<const Rule*>& rules, const Rule& rule) {
  if (std::find(rules.begin(), rules.end(), &rule) == rules.end()) rules.push_back(&rule);
}

/// The rules that a row names; an error stands for the rules of its own causes, one level deep.
std::vector<const Rule*> rules_of(const DataRow& row, const Catalog& catalog, bool nested) {
  std::vector<const Rule*> rules;
  for (const std::string_view word : words_of(row.value)) {
    if (const Rule* rule = rule_named(word)) {
      add(rules, *rule);
    } else if (!nested) {
      for (const DataRow& other : catalog.table(Table::ErrorCauses).rows) {
        if (!is_cause_of(other.key, word)) continue;
        for (const Rule* cause : rules_of(other, catalog, true)) add(rules, *cause);
      }
    }
  }
  return rules;
}

bool is_listed(const std::vector<Cause>& causes, const Rule& rule) {
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
    return std::find(cause.rules.begin(), cause.rules.end(), &rule) != cause.rules.end();
  });
}

/// A rule that nobody has put under a cause yet is one of its own.
void add_unlisted(std::vector<Cause>& causes, std::string_view error, const ErrorTexts& texts) {
  for (const Rule& rule : all_rules()) {
    if (rule.info.error.empty() || is_listed(causes, rule)) continue;
    const auto leads_to = texts.recognise(rule.info.error);
    if (leads_to && leads_to->error == error) causes.push_back({{}, {&rule}});
  }
}

const DataRow* row_of_printer(std::string_view printer, const Catalog& catalog) {
  const DataRow* row = catalog.table(Table::ErrorTools).find(printer);
  return row != nullptr ? row : catalog.table(Table::SdkNames).find(printer);
}

}  // namespace

ErrorGuide guide_to(std::string_view error, const Catalog& catalog, const ErrorTexts& texts) {
  ErrorGuide guide{.error = error, .meaning = {}, .causes = {}};
  if (const DataRow* row = catalog.table(Table::Errors).find(error)) guide.meaning = row->note;
  for (const DataRow& row : catalog.table(Table::ErrorCauses).rows) {
    if (is_cause_of(row.key, error)) {
      guide.causes.push_back({row.note, rules_of(row, catalog, false)});
    }
  }
  add_unlisted(guide.causes, error, texts);
  return guide;
}

std::string_view name_of_printer(std::string_view printer, const Catalog& catalog) {
  const DataRow* row = row_of_printer(printer, catalog);
  return row == nullptr ? printer : row->value;
}

std::string_view sdk_of_printer(std::string_view printer, const Catalog& catalog) {
  const DataRow* row = catalog.table(Table::ErrorTools).find(printer);
  if (row == nullptr) {
    return catalog.table(Table::SdkNames).find(printer) == nullptr ? std::string_view() : printer;
  }
  const std::vector<std::string_view> words = words_of(row->note);
  return words.size() < 2 ? std::string_view() : words[1];
}

}  // namespace credlint
