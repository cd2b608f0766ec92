// SPDX-License-Identifier: MIT
#include "scanner/engine/rule_runner.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

#include "scanner/core/credential_pieces.h"
#include "scanner/engine/fix_guard.h"

namespace credlint {
namespace {

using RuleIndex = std::unordered_map<std::string_view, const Rule*>;

RuleIndex index_of(std::span<const Rule> rules) {
  RuleIndex index;
  for (const Rule& rule : rules) index.emplace(rule.id, &rule);
  return index;
}

/// The last line of defence: a message that quotes a credential, or a piece of one, loses the
/// quotation. A message may speak of two files, so the credentials of all of them count.
CredentialPieces credentials_of(const FactStore& facts) {
  CredentialPieces pieces;
  for (const CredentialPart& part : facts.facts().credential_parts) {
    if (part.part != PartKind::Expiry) pieces.add(part.value.reveal());
  }
  pieces.seal();
  return pieces;
}

/// Finds the more specific findings beside one, without looking at all of a line or scope: hostile
/// files have thousands there.
class Speakers {
 public:
  /// `findings` are sorted by place.
  explicit Speakers(const std::vector<Finding>& findings) : findings_(findings) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const Finding& finding = findings[i];
      by_scope_.emplace(std::pair(finding.scope, std::string_view(finding.rule)), i);
      OnLine& line = by_line_[{finding.at.file, finding.at.line, finding.rule}];
      line.findings.push_back(i);
      line.longest = std::max(line.longest, finding.at.span.size());
    }
  }

  /// The first finding of such a rule in the same scope.
  [[nodiscard]] std::optional<std::size_t> in_scope(const Finding& quiet,
                                                    const RuleIds& better) const {
    std::optional<std::size_t> first;
    for (const std::string_view rule : better.ids) {
      const auto found = by_scope_.find({quiet.scope, rule});
      if (found != by_scope_.end()) first = std::min(first.value_or(found->second), found->second);
    }
    return first;
  }

  /// The first finding of such a rule on the same line that overlaps.
  [[nodiscard]] std::optional<std::size_t> at_span(const Finding& quiet,
                                                   const RuleIds& better) const {
    std::optional<std::size_t> first;
    for (const std::string_view rule : better.ids) {
      const auto line = by_line_.find({quiet.at.file, quiet.at.line, rule});
      if (line == by_line_.end()) continue;
      const std::optional<std::size_t> found = overlapping(line->second, quiet.at.span);
      if (found) first = std::min(first.value_or(*found), *found);
    }
    return first;
  }

 private:
  struct OnLine {
    std::vector<std::size_t> findings;
    std::uint32_t longest = 0;
  };

  [[nodiscard]] std::optional<std::size_t> overlapping(const OnLine& line, Span span) const {
    const std::uint32_t from = span.begin - std::min(span.begin, line.longest);
    auto at = std::partition_point(line.findings.begin(), line.findings.end(), [&](std::size_t i) {
      return findings_[i].at.span.begin < from;
    });
    for (; at != line.findings.end() && findings_[*at].at.span.begin < span.end; ++at) {
      if (findings_[*at].at.span.overlaps(span)) return *at;
    }
    return std::nullopt;
  }

  const std::vector<Finding>& findings_;
  std::map<std::pair<ScopeId, std::string_view>, std::size_t> by_scope_;
  std::map<std::tuple<FileId, std::uint32_t, std::string_view>, OnLine> by_line_;
};

}  // namespace

std::vector<Finding> run_rules(const FactStore& facts, const Catalog& catalog, TimePoint now,
                               std::span<const Rule> rules) {
  std::vector<Finding> findings;
  ViewCache views;
  const RuleContext context{facts, catalog, now, views};
  for (const Rule& rule : rules) {
    FindingSink sink(rule.id, rule.info, facts, findings);
    rule.check(context, sink);
    sink.close();
  }
  if (findings.empty()) return findings;
  const CredentialPieces credentials = credentials_of(facts);
  drop_unsound_fixes(findings, facts, credentials);
  if (credentials.empty()) return findings;
  for (Finding& finding : findings) {
    credentials.redact(finding.message);
    credentials.redact(finding.help);
    for (Related& related : finding.related) credentials.redact(related.message);
  }
  return findings;
}

void let_most_specific_speak(std::vector<Finding>& findings, std::span<const Rule> rules) {
  const RuleIndex index = index_of(rules);
  const Speakers speakers(findings);
  std::vector<bool> dropped(findings.size(), false);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    const RuleInfo& info = index.at(finding.rule)->info;
    std::optional<std::size_t> better = speakers.at_span(finding, info.yields_at_span);
    if (!better) better = speakers.in_scope(finding, info.yields_in_scope);
    if (!better) continue;
    dropped[i] = true;
    Finding& speaks = findings[*better];
    if (speaks.at.span != finding.at.span) {
      speaks.related.push_back({finding.at, std::string(info.summary)});
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) findings[kept] = std::move(findings[i]);
    ++kept;
  }
  findings.resize(kept);
}

void drop_unselected(std::vector<Finding>& findings, const Settings& settings,
                     std::span<const Rule> rules) {
  const RuleIndex index = index_of(rules);
  std::erase_if(findings, [&](const Finding& finding) {
    const Rule& rule = *index.at(finding.rule);
    return !settings.selects(rule.id, rule.family) || finding.confidence < settings.min_confidence;
  });
}

}  // namespace credlint
