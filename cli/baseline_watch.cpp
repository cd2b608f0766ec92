// SPDX-License-Identifier: MIT
#include "cli/baseline_watch.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "scanner/core/rule.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

std::string real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? std::string() : real.generic_string();
}

bool is_gone(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() == fs::file_type::not_found;
}

/// Whether a file alone decides what such a rule finds. Other findings may be missing because the
/// run left out a file that they depend on.
bool needs_one_file(std::string_view rule) {
  for (const Rule& known : all_rules()) {
    if (known.id == rule)
      return known.family == "leak" || known.family == "format" || known.family == "expiry";
  }
  return true;  // no such rule any more
}

}  // namespace

BaselineWatch::BaselineWatch(RunOptions& options) : options_(options) {
  options.read.wanted = [this, before = std::move(options.read.wanted)](std::string_view path) {
    return (!before || before(path)) && wants(path);
  };
  if (!options.baseline || options.git) return;
  for (const std::string& path : options.paths) roots_.emplace(real_path(path), display_path(path));
  for (fs::path at = options.baseline->folder; !whole_; at = at.parent_path()) {
    whole_ = roots_.contains(at.generic_string());
    if (at == at.root_path()) break;
  }
  const std::size_t count = options.baseline->entries.size();
  shown_.resize(count);
  for (std::size_t i = 0; i < count; ++i) expect(i);
  seen_ = std::make_unique<std::atomic<bool>[]>(expected_.size());
}

void BaselineWatch::expect(std::size_t entry) {
  const std::string& path = options_.baseline->entries[entry].path;
  if (path.find('*') != std::string::npos) return;  // masked, so nobody knows which file it was
  const fs::path full = (fs::path(options_.baseline->folder) / path).lexically_normal();
  for (fs::path at = full;; at = at.parent_path()) {
    if (const auto root = roots_.find(at.generic_string()); root != roots_.end()) {
      const std::string below = at == full ? "" : full.lexically_relative(at).generic_string();
      const std::string& shown = root->second;
      const std::string separator =
          shown.empty() || below.empty() || shown.ends_with('/') ? "" : "/";
      const auto [place, is_new] = expected_.emplace(shown + separator + below, expected_.size());
      shown_[entry] = &place->first;
      return;
    }
    if (at == at.root_path() || at.empty()) return;
  }
}

bool BaselineWatch::wants(std::string_view path) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name == kBaselineName) return false;
  if (!options_.baseline) return true;
  if (!expected_.empty()) {
    const auto expected = expected_.find(std::string(path));
    if (expected != expected_.end()) seen_[expected->second].store(true, std::memory_order_relaxed);
  }
  const fs::path baseline = options_.baseline->shown;
  if (baseline.filename() != name) return true;
  return real_path(fs::path(path)) != options_.baseline->folder + "/" + std::string(name);
}

bool BaselineWatch::was_covered(std::size_t entry, const CheckResult& result) const {
  if (shown_.empty() || shown_[entry] == nullptr) return false;
  const BaselineEntry& what = options_.baseline->entries[entry];
  if (!whole_ && !needs_one_file(what.rule)) return false;
  if (is_gone(fs::path(options_.baseline->folder) / what.path)) return true;
  if (!seen_[expected_.at(*shown_[entry])].load()) return false;
  return std::ranges::none_of(result.scanned.diagnostics, [&](const Diagnostic& trouble) {
    return trouble.path == *shown_[entry];
  });
}

std::vector<EntryFate> BaselineWatch::fates(const CheckResult& result) const {
  if (!options_.baseline) return {};
  const std::vector<BaselineEntry>& entries = options_.baseline->entries;
  std::vector<BaselineEntry> found =
      baseline_entries(*options_.baseline, result.findings, *result.scanned.facts);
  std::ranges::sort(found);
  std::vector<EntryFate> fates;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool matched = std::ranges::binary_search(found, entries[i]);
    fates.push_back(matched                  ? EntryFate::Matched
                    : was_covered(i, result) ? EntryFate::Stale
                                             : EntryFate::Unknown);
  }
  return fates;
}

}  // namespace credlint
