// SPDX-License-Identifier: MIT
#include "scanner/suppress/inline_ignores.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "scanner/suppress/misspelt_ignores.h"

namespace credlint {
namespace {

constexpr std::string_view kUnused = "unused-ignore";
/// The pattern of comments that ignore nothing because of how they are written.
constexpr std::string_view kMisspelt = "misspelt-ignore";

const Rule* rule_of(std::span<const Rule> rules, std::string_view id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

bool names(const IgnoreComment& comment, const Rule& rule) {
  return std::any_of(comment.rules.begin(), comment.rules.end(), [&](const std::string& name) {
    return name == rule.id || name == rule.family || name == "all";
  });
}

bool covers(const IgnoreComment& comment, const Finding& finding) {
  if (comment.whole_file) return true;
  return finding.at.line == comment.at.line ||
         (comment.covers_next && finding.at.line == comment.at.line + 1);
}

bool is_known(const std::string& name, std::span<const Rule> rules) {
  return name == "all" || std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
           return name == rule.id || name == rule.family;
         });
}

void report_unused(const IgnoreComment& comment, const FactStore& facts,
                   std::span<const Rule> rules, std::vector<Finding>& findings) {
  const Rule* unused = rule_of(rules, kUnused);
  if (unused == nullptr) return;
  FindingSink sink(kUnused, unused->info, facts, findings);
  const auto stranger =
      std::find_if(comment.rules.begin(), comment.rules.end(),
                   [&](const std::string& name) { return !is_known(name, rules); });
  if (stranger != comment.rules.end()) {
    const std::string meant = meant_rule(*stranger, rules);
    sink.report(comment, fmt::format("Ignore comment names \"{}\", which is no rule.", *stranger),
                meant.empty() ? "correct the id (credlint rules lists them) or remove the comment"
                              : fmt::format("did you mean {}? Else remove the comment", meant));
    return;
  }
  sink.report(comment, "Ignore comment that matches no finding.",
              "remove the comment: what it allowed is gone");
}

/// The rules of what is found at a line, by file and line.
using RulesOfLines = std::map<std::pair<FileId, std::uint32_t>, std::string>;

void report_misspelt(const MisspeltIgnore& comment, ScopeId scope, const RulesOfLines& found,
                     FindingSink& sink) {
  std::string rules = fmt::format("{}", fmt::join(comment.rules, ", "));
  for (const std::uint32_t line : {comment.at.line, comment.at.line + 1}) {
    const auto here = found.find({comment.at.file, line});
    if (rules.empty() && here != found.end()) rules = here->second;
  }
  if (rules.empty()) rules = "RULE";
  sink.report(comment.at, scope, "Comment that is meant to ignore a finding, and ignores none.",
              fmt::format("write credlint: ignore{}[{}], with the reason behind it",
                          comment.whole_file ? "-file" : "", rules));
}

void report_misspelt_ignores(const FactStore& facts, std::span<const Rule> rules,
                             std::vector<Finding>& findings) {
  const Rule* unused = rule_of(rules, kUnused);
  if (unused == nullptr) return;
  RulesOfLines found;
  for (const Finding& finding : findings)
    found.try_emplace({finding.at.file, finding.at.line}, finding.rule);
  FindingSink sink(kUnused, unused->info, facts, findings);
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern != kMisspelt) continue;
    if (const auto comment = misspelt_ignore(match, rules))
      report_misspelt(*comment, match.scope, found, sink);
  }
}

}  // namespace

void apply_inline_ignores(std::vector<Finding>& findings, const FactStore& facts,
                          std::span<const Rule> rules, bool report_unused_ignores) {
  std::map<FileId, std::vector<Finding*>> by_file;
  for (Finding& finding : findings) by_file[finding.at.file].push_back(&finding);
  std::map<std::string_view, const Rule*> index;
  for (const Rule& rule : rules) index.emplace(rule.id, &rule);

  std::vector<const IgnoreComment*> unused;
  for (const IgnoreComment& comment : facts.facts().ignore_comments) {
    bool used = false;
    for (Finding* finding : by_file[comment.at.file]) {
      if (!covers(comment, *finding) || !names(comment, *index.at(finding->rule))) continue;
      finding->suppressed = true;
      finding->suppression_reason = comment.reason;
      used = true;
    }
    if (!used) unused.push_back(&comment);
  }
  if (!report_unused_ignores) return;
  report_misspelt_ignores(facts, rules, findings);
  for (const IgnoreComment* comment : unused) report_unused(*comment, facts, rules, findings);
}

}  // namespace credlint
