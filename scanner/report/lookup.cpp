// SPDX-License-Identifier: MIT
#include "scanner/report/lookup.h"

#include <fmt/format.h>

#include <algorithm>

namespace credlint {

RunLookup::RunLookup(const ReportInput& input) : input_(input) {
  for (const Rule& rule : input.rules) rules_.emplace(rule.id, &rule);
}

const Rule* RunLookup::rule(std::string_view id) const {
  const auto found = rules_.find(id);
  return found == rules_.end() ? nullptr : found->second;
}

std::string_view RunLookup::error(const Finding& finding) const {
  if (!finding.error.empty()) return finding.error;
  const Rule* known = rule(finding.rule);
  return known == nullptr ? std::string_view() : known->info.error;
}

std::string_view RunLookup::path(const Location& at) const {
  const std::span<const FileRecord> files = input_.facts.files();
  return at.file < files.size() ? std::string_view(files[at.file].path) : std::string_view();
}

const Excerpt* RunLookup::excerpt(const Location& at) const {
  const std::span<const FileRecord> files = input_.facts.files();
  if (at.file >= files.size()) return nullptr;
  const auto found = files[at.file].excerpts.find(at.line);
  return found == files[at.file].excerpts.end() ? nullptr : &found->second;
}

std::string RunLookup::page_url(const Rule& rule) const {
  if (input_.homepage.empty()) return {};
  std::string stem(rule.id);
  std::replace(stem.begin(), stem.end(), '-', '_');
  return fmt::format("{}/blob/main/rules/{}/{}.md", input_.homepage, rule.family, stem);
}

}  // namespace credlint
