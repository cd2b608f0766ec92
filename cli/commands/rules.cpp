// SPDX-License-Identifier: MIT
#include "cli/commands/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "scanner/core/rule.h"

namespace credlint {
namespace {

/// What a list says of the fixes of a rule.
std::string_view fixes_of(const Rule& rule) {
  switch (rule.info.fixes) {
    case Fixes::None:
      return "";
    case Fixes::Safe:
      return "safe";
    case Fixes::Unsafe:
      return "unsafe";
    case Fixes::SafeOrUnsafe:
      return "safe or unsafe";
  }
  return "";
}

std::string as_text() {
  std::size_t id = 0;
  std::size_t family = 0;
  for (const Rule& rule : all_rules()) {
    id = std::max(id, rule.id.size());
    family = std::max(family, rule.family.size());
  }
  std::string out;
  for (const Rule& rule : all_rules()) {
    const std::string_view fixable = rule.info.fixes == Fixes::None ? "" : " [fix]";
    out += fmt::format("{:<{}}  {:<{}}  {:<7}  {}{}\n", rule.id, id, rule.family, family,
                       to_string(rule.info.severity), rule.info.summary, fixable);
  }
  return out;
}

std::string as_json() {
  auto list = nlohmann::ordered_json::array();
  for (const Rule& rule : all_rules()) {
    nlohmann::ordered_json row;
    row["id"] = rule.id;
    row["family"] = rule.family;
    row["severity"] = to_string(rule.info.severity);
    row["confidence"] = to_string(rule.info.confidence);
    row["summary"] = rule.info.summary;
    row["since"] = rule.info.since;
    if (!rule.info.error.empty()) row["error"] = rule.info.error;
    if (rule.info.fixes != Fixes::None) row["fix"] = fixes_of(rule);
    list.push_back(std::move(row));
  }
  return list.dump(2) + "\n";
}

std::string escaped(std::string_view cell) {
  std::string out;
  for (const char c : cell) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string as_markdown() {
  std::string out =
      "| rule | family | severity | fix | summary |\n| --- | --- | --- | --- | --- |\n";
  for (const Rule& rule : all_rules()) {
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", rule.id, rule.family,
                       to_string(rule.info.severity), fixes_of(rule), escaped(rule.info.summary));
  }
  return out;
}

}  // namespace

int run_rules(const RulesFlags& flags, const Output& output) {
  const Status written = output.write(flags.format == "json"       ? as_json()
                                      : flags.format == "markdown" ? as_markdown()
                                                                   : as_text());
  return written ? kClean : output.fail(written.error().message);
}

}  // namespace credlint
