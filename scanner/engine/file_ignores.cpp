// SPDX-License-Identifier: MIT
#include "scanner/engine/file_ignores.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "scanner/input/ignore_rules.h"

namespace credlint {
namespace {

/// The path as globs of the configuration see it: relative to the configuration's folder.
std::string relative_to_config(const std::string& path, const std::string& config_path) {
  std::error_code error;
  const auto folder = std::filesystem::absolute(config_path, error).parent_path();
  const auto full = std::filesystem::absolute(path, error).lexically_normal();
  const auto relative = full.lexically_relative(folder.lexically_normal());
  return relative.empty() ? path : relative.generic_string();
}

/// A glob ignores a file when it matches the file or a folder above it.
bool covers(const IgnoreRules& rules, std::string_view path) {
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    const bool folder = end != std::string_view::npos;
    const std::string_view part = path.substr(0, end);
    const IgnoreEntry entry(part.substr(part.rfind('/') + 1), folder);
    if (rules.match(entry, part) == IgnoreVerdict::Ignored) return true;
    if (!folder) return false;
  }
}

bool names(const PerFileIgnore& ignore, const Rule& rule) {
  return std::any_of(ignore.rules.begin(), ignore.rules.end(), [&](const std::string& name) {
    return name == rule.id || name == rule.family || name == "all";
  });
}

/// The entries of the configuration, their globs compiled.
class FileIgnores {
 public:
  using Covering = std::vector<const PerFileIgnore*>;

  explicit FileIgnores(const Settings& settings) : settings_(settings) {
    for (const PerFileIgnore& ignore : settings.per_file_ignores)
      globs_.push_back(IgnoreRules::parse(ignore.glob));
  }

  /// Those whose glob covers the path.
  [[nodiscard]] Covering covering(const std::string& path) const {
    const std::string relative = relative_to_config(path, settings_.config_path);
    Covering found;
    for (std::size_t i = 0; i < globs_.size(); ++i) {
      if (covers(globs_[i], relative)) found.push_back(&settings_.per_file_ignores[i]);
    }
    return found;
  }

 private:
  const Settings& settings_;
  std::vector<IgnoreRules> globs_;
};

}  // namespace

void apply_file_ignores(std::vector<Finding>& findings, const FactStore& facts,
                        const Settings& settings, std::span<const Rule> rules) {
  if (settings.per_file_ignores.empty() || findings.empty()) return;
  std::map<std::string_view, const Rule*> index;
  for (const Rule& rule : rules) index.emplace(rule.id, &rule);
  const FileIgnores ignores(settings);
  // Many findings of few files: each file is held against the globs once.
  std::map<FileId, FileIgnores::Covering> by_file;
  for (Finding& finding : findings) {
    if (finding.suppressed) continue;
    const auto [covering, added] = by_file.try_emplace(finding.at.file);
    if (added) covering->second = ignores.covering(facts.file(finding.at.file).path);
    const Rule& rule = *index.at(finding.rule);
    if (std::ranges::none_of(covering->second,
                             [&](const PerFileIgnore* ignore) { return names(*ignore, rule); }))
      continue;
    finding.suppressed = true;
    finding.suppression_reason = "per-file-ignores of " + settings.config_path;
  }
}

}  // namespace credlint
