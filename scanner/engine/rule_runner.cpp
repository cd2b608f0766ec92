// SPDX-License-Identifier: MIT
#include "scanner/engine/rule_runner.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace credlint {
namespace {

using RuleIndex = std::unordered_map<std::string_view, const Rule*>;

RuleIndex index_of(std::span<const Rule> rules) {
  RuleIndex index;
  for (const Rule& rule : rules) index.emplace(rule.id, &rule);
  return index;
}

/// The last line of defence: a message that quotes a credential of its file loses the quotation.
void redact(std::string& text, const std::vector<std::string_view>& credentials) {
  for (const std::string_view credential : credentials) {
    for (std::size_t at = text.find(credential); at != std::string::npos;
         at = text.find(credential, at)) {
      text.replace(at, credential.size(), "[redacted]");
    }
  }
}

using CredentialsByFile = std::map<FileId, std::vector<std::string_view>>;

CredentialsByFile credentials_of(const FactStore& facts) {
  constexpr std::size_t kShortest = 12;  // below that, ordinary words would be hit
  CredentialsByFile found;
  for (const CredentialPart& part : facts.facts().credential_parts) {
    const bool key_or_secret = part.part != PartKind::Expiry;
    if (key_or_secret && part.value.size() >= kShortest) {
      found[part.at.file].push_back(part.value.reveal());
    }
  }
  return found;
}

}  // namespace

std::vector<Finding> run_rules(const RuleContext& context, std::span<const Rule> rules) {
  std::vector<Finding> findings;
  for (const Rule& rule : rules) {
    FindingSink sink(rule.id, rule.info, findings);
    rule.check(context, sink);
  }
  if (findings.empty()) return findings;
  const CredentialsByFile credentials = credentials_of(context.facts);
  for (Finding& finding : findings) {
    const auto entry = credentials.find(finding.at.file);
    if (entry == credentials.end()) continue;
    redact(finding.message, entry->second);
    redact(finding.help, entry->second);
    for (Related& related : finding.related) redact(related.message, entry->second);
  }
  return findings;
}

void let_most_specific_speak(std::vector<Finding>& findings, std::span<const Rule> rules) {
  const RuleIndex index = index_of(rules);
  std::map<ScopeId, std::vector<std::size_t>> by_scope;
  std::map<std::pair<FileId, std::uint32_t>, std::vector<std::size_t>> by_line;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    by_scope[findings[i].scope].push_back(i);
    by_line[{findings[i].at.file, findings[i].at.line}].push_back(i);
  }
  const auto speaker = [&](std::size_t quiet, const std::vector<std::size_t>& others,
                           const RuleIds& better, bool same_span) -> std::ptrdiff_t {
    for (const std::size_t other : others) {
      if (other == quiet || !better.contains(findings[other].rule)) continue;
      if (same_span && !findings[other].at.span.overlaps(findings[quiet].at.span)) continue;
      return static_cast<std::ptrdiff_t>(other);
    }
    return -1;
  };

  std::vector<bool> dropped(findings.size(), false);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    const RuleInfo& info = index.at(finding.rule)->info;
    std::ptrdiff_t better =
        speaker(i, by_line[{finding.at.file, finding.at.line}], info.yields_at_span, true);
    if (better < 0) better = speaker(i, by_scope[finding.scope], info.yields_in_scope, false);
    if (better < 0) continue;
    dropped[i] = true;
    Finding& speaks = findings[static_cast<std::size_t>(better)];
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
