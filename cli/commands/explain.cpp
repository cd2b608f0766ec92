// SPDX-License-Identifier: MIT
#include "cli/commands/explain.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/explain_error.h"
#include "cli/commands/explain_place.h"
#include "scanner/config/embedded.h"
#include "scanner/config/suggest.h"
#include "scanner/core/rule.h"
#include "scanner/core/unicode.h"
#include "scanner/input/descriptor.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kReset = "\x1b[0m";
constexpr std::uint64_t kMaxLogBytes = 64ULL << 20U;

std::string facts_about(const Rule& rule) {
  std::string line = fmt::format("{} ({}), confidence {}, since {}", to_string(rule.info.severity),
                                 rule.family, to_string(rule.info.confidence), rule.info.since);
  if (!rule.info.error.empty()) line += fmt::format(", leads to {}", rule.info.error);
  if (rule.info.fixes != Fixes::None)
    line += rule.info.fixes == Fixes::Unsafe ? ", mended by check --fix --unsafe-fixes"
                                             : ", mended by check --fix";
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

Json as_json(const Rule& rule) {
  return {{"id", rule.id},
          {"family", rule.family},
          {"severity", to_string(rule.info.severity)},
          {"confidence", to_string(rule.info.confidence)},
          {"summary", rule.info.summary},
          {"error", rule.info.error.empty() ? Json() : Json(rule.info.error)},
          {"since", rule.info.since}};
}

std::string rule_text(const Rule& rule, const ExplainStyle& style) {
  if (!style.json) return page_of(rule, style.color);
  Json out = {{"schema", "credlint.explain/1"}, {"rule", as_json(rule)}};
  out["rule"]["page"] = rule.page;
  return out.dump(2) + "\n";
}

std::string family_text(std::string_view family, std::span<const Rule> rules,
                        const ExplainStyle& style) {
  Json list = Json::array();
  std::string out;
  for (const Rule& rule : rules) {
    if (rule.family != family) continue;
    list.push_back(as_json(rule));
    out += fmt::format("{}: {}\n", rule.id, rule.info.summary);
  }
  if (!style.json) return out;
  return Json({{"schema", "credlint.explain/1"}, {"family", family}, {"rules", list}}).dump(2) +
         "\n";
}

/// Says why there is nothing to say, and what might have been meant.
ExitCode fail_unknown(std::string text, const ErrorTexts& texts, const Output& output) {
  if (text.find_first_of(" \t\n") == std::string::npos) {
    std::vector<std::string_view> names;
    for (const Rule& rule : all_rules()) names.push_back(rule.id);
    for (const KnownText& known : texts.all()) {
      if (known.text.find(' ') == std::string_view::npos) names.push_back(known.text);
    }
    return output.fail(fmt::format("'{}' is no error that is known, and is not a rule{}",
                                   printable(text), did_you_mean(text, names)));
  }
  constexpr std::size_t kLongestQuote = 120;
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::string quote =
      text.size() > kLongestQuote ? "this text" : fmt::format("'{}'", printable(text));
  const std::vector<const KnownText*> near = texts.nearest(text);
  const ExitCode code = output.fail(fmt::format("{} holds no error that is known{}", quote,
                                                near.empty() ? "" : "; the nearest that are:"));
  for (const KnownText* known : near) {
    output.note(fmt::format("  {}: {}", known->error, known->text));
  }
  return code;
}

/// What is written about a rule, a family or an error; nothing when it is none.
std::optional<std::string> explanation_of(const std::string& text, const ErrorTexts& texts,
                                          const ExplainStyle& style) {
  const auto rules = all_rules();
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const Rule& candidate) { return candidate.id == text; });
  if (rule != rules.end()) return rule_text(*rule, style);
  const bool family =
      std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return r.family == text; });
  if (family) return family_text(text, rules, style);
  return explain_error(text, embedded_catalog(), texts, style);
}

}  // namespace

int run_explain(const ExplainFlags& flags, const Output& output) {
  if (!flags.at.empty()) return run_explain_place(flags, output);
  if (flags.words.empty()) return output.fail("explain what? A rule, an error, or --at FILE:LINE");
  // A message may come without quotes around it; arguments may be lines, too.
  std::string text = fmt::format("{}", fmt::join(flags.words, "\n"));
  if (text == "-") {
    Result<std::string> log = read_descriptor(STDIN_FILENO, kMaxLogBytes);
    if (!log) return output.fail("standard input: " + log.error().message);
    text = std::move(*log);
  }
  const ErrorTexts texts(embedded_catalog());
  const ExplainStyle style{.json = flags.format == "json", .color = output.color()};
  const std::optional<std::string> explanation = explanation_of(text, texts, style);
  if (!explanation) return fail_unknown(std::move(text), texts, output);
  const Status written = output.write(*explanation);
  return written ? kClean : output.fail(written.error().message);
}

}  // namespace credlint
