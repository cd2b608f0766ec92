// SPDX-License-Identifier: MIT
#include "cli/commands/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/explain_error.h"
#include "scanner/config/suggest.h"
#include "scanner/core/rule.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kReset = "\x1b[0m";

std::string facts_about(const Rule& rule) {
  std::string line = fmt::format("{} ({}), confidence {}, since {}", to_string(rule.info.severity),
                                 rule.family, to_string(rule.info.confidence), rule.info.since);
  if (!rule.info.error.empty()) line += fmt::format(", leads to {}", rule.info.error);
  return line;
}

/// The page's markdown; on a terminal headings stand out and examples step back.
std::string page_of(const Rule& rule, bool color) {
  std::string out;
  bool code = false;
  bool first = true;
  for (std::string_view rest = rule.page; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool fence = line.starts_with("```");
    if (fence) code = !code;
    const std::string_view style = !color                  ? ""
                                   : code || fence         ? kDim
                                   : line.starts_with('#') ? kBold
                                                           : "";
    out += style.empty() ? fmt::format("{}\n", line) : fmt::format("{}{}{}\n", style, line, kReset);
    if (first) out += fmt::format("\n{}\n", facts_about(rule));
    first = false;
  }
  return out;
}

/// Why there is no such page, and what might have been meant.
std::string no_such_rule(const std::string& name) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) ids.push_back(rule.id);
  return fmt::format("'{}' is no error that is known, and is not a rule{}", printable(name),
                     did_you_mean(name, ids));
}

}  // namespace

int run_explain(const ExplainFlags& flags, const Output& output) {
  // A message may come without quotes around it.
  const std::string name = fmt::format("{}", fmt::join(flags.words, " "));
  const auto rules = all_rules();
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const Rule& candidate) { return candidate.id == name; });
  if (rule == rules.end()) {
    const std::optional<std::string> error = explain_error(name, output);
    if (!error) return output.fail(no_such_rule(name));
    const Status written = output.write(*error);
    return written ? kClean : output.fail(written.error().message);
  }
  const Status written = output.write(page_of(*rule, output.color()));
  return written ? kClean : output.fail(written.error().message);
}

}  // namespace credlint
