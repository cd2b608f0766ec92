// SPDX-License-Identifier: MIT
#include "scanner/suppress/inline_ignores.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace credlint {
namespace {

constexpr std::string_view kUnused = "unused-ignore";

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
    sink.report(comment, fmt::format("Ignore comment names \"{}\", which is no rule.", *stranger),
                "correct the id (credlint rules lists them) or remove the comment");
    return;
  }
  sink.report(comment, "Ignore comment that matches no finding.",
              "remove the comment: what it allowed is gone");
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
  for (const IgnoreComment* comment : unused) report_unused(*comment, facts, rules, findings);
}

}  // namespace credlint
