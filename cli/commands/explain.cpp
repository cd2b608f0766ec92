// SPDX-License-Identifier: MIT
#include "cli/commands/explain.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
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
#include "scanner/core/words.h"
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

/// What is said of a rule or a family, in either form.
struct Told {
  Json json;
  std::string text;
};

Told told_of(const Rule& rule, const ExplainStyle& style) {
  Told told{.json = {{"rule", as_json(rule)}}, .text = page_of(rule, style.color)};
  told.json["rule"]["page"] = rule.page;
  return told;
}

Told told_of_family(std::string_view family) {
  Told told{.json = {{"family", family}, {"rules", Json::array()}}, .text = {}};
  for (const Rule& rule : all_rules()) {
    if (rule.family != family) continue;
    told.json["rules"].push_back(as_json(rule));
    told.text += fmt::format("{}: {}\n", rule.id, rule.info.summary);
  }
  return told;
}

/// What the word names, in whatever case; nothing when it is neither a rule nor a family.
std::optional<Told> told_of_name(std::string_view word, const ExplainStyle& style) {
  const std::string name = to_lower(word);
  const auto rules = all_rules();
  const auto rule = std::ranges::find_if(rules, [&](const Rule& r) { return r.id == name; });
  if (rule != rules.end()) return told_of(*rule, style);
  const bool family = std::ranges::any_of(rules, [&](const Rule& r) { return r.family == name; });
  return family ? std::optional(told_of_family(name)) : std::nullopt;
}

/// Several names, one after the other; nothing when one of the words is no name.
std::optional<std::string> explanation_of_names(const std::vector<std::string>& words,
                                                const ExplainStyle& style) {
  constexpr std::size_t kMost = 64;
  if (words.size() > kMost) return std::nullopt;
  Json all = {{"schema", "credlint.explain/1"}};
  std::string text;
  for (const std::string& word : words) {
    std::optional<Told> told = told_of_name(word, style);
    if (!told) return std::nullopt;
    text += (text.empty() ? "" : "\n") + told->text;
    if (words.size() == 1)
      all.update(told->json);
    else
      all["explanations"].push_back(std::move(told->json));
  }
  return style.json ? all.dump(2) + "\n" : text;
}

std::vector<std::string_view> families() {
  std::vector<std::string_view> names;
  for (const Rule& rule : all_rules()) {
    if (names.empty() || names.back() != rule.family) names.push_back(rule.family);
  }
  return names;
}

/// Rules in whose names a word stands, so many as can be read.
std::string rules_with(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kMost = 12;
  std::vector<std::string_view> with;
  for (const Rule& rule : all_rules()) {
    if (word.size() >= kShortest && rule.id.find(word) != std::string_view::npos)
      with.push_back(rule.id);
  }
  if (with.empty()) return {};
  const bool more = with.size() > kMost;
  if (more) with.resize(kMost);
  return fmt::format("rules with it in their names: {}{}", fmt::join(with, ", "),
                     more ? ", ..." : "");
}

/// What is said of a word that is neither a rule nor an error.
ExitCode fail_unknown_word(const std::string& word, const ErrorTexts& texts, const Output& output) {
  std::vector<std::string_view> names = families();
  for (const Rule& rule : all_rules()) names.push_back(rule.id);
  for (const KnownText& known : texts.all()) {
    if (known.text.find(' ') == std::string_view::npos) names.push_back(known.text);
  }
  const ExitCode code =
      output.fail(fmt::format("'{}' is no error that is known, and is not a rule{}",
                              printable(word), did_you_mean(word, names)));
  if (const std::string with = rules_with(to_lower(word)); !with.empty()) output.note("  " + with);
  output.note(fmt::format("  families: {}", fmt::join(families(), ", ")));
  return code;
}

/// Says why there is nothing to say, and what might have been meant.
ExitCode fail_unknown(std::string text, const ErrorTexts& texts, const Output& output) {
  if (text.find_first_of(" \t\n") == std::string::npos)
    return fail_unknown_word(text, texts, output);
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
  std::optional<std::string> explanation;
  if (flags.words != std::vector<std::string>{"-"})
    explanation = explanation_of_names(flags.words, style);
  if (!explanation) explanation = explain_error(text, embedded_catalog(), texts, style);
  if (!explanation) return fail_unknown(std::move(text), texts, output);
  const Status written = output.write(*explanation);
  return written ? kClean : output.fail(written.error().message);
}

}  // namespace credlint
