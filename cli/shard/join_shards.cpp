// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "cli/shard/fact_archive.h"
#include "cli/shard/shard_state.h"
#include "scanner/engine/link_files.h"

namespace credlint {
namespace {

/// Findings of one rule at one place.
using Place = std::pair<std::string, Location>;
using ByPlace = std::map<Place, std::vector<Finding>>;

ByPlace by_place(std::vector<Finding> findings) {
  ByPlace sorted;
  for (Finding& finding : findings) {
    Place place{finding.rule, finding.at};
    sorted[std::move(place)].push_back(std::move(finding));
  }
  return sorted;
}

bool says_the_same(const Finding& a, const Finding& b) {
  return std::tie(a.severity, a.confidence, a.message, a.help) ==
             std::tie(b.severity, b.confidence, b.message, b.help) &&
         std::ranges::equal(a.related, b.related, [](const Related& x, const Related& y) {
           return x.at == y.at && x.message == y.message;
         });
}

bool says_the_same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  return std::ranges::equal(a, b,
                            [](const Finding& x, const Finding& y) { return says_the_same(x, y); });
}

/// What the shards said is right where no other shard matters. Rules that see all facts, though
/// with stand-ins for credentials, tell where one does: where they say something else than on the
/// shards alone.
std::vector<Finding> corrected(ByPlace said, const ByPlace& alone, const ByPlace& together) {
  static const std::vector<Finding> kNothing;
  const auto at = [](const ByPlace& findings, const Place& place) -> const std::vector<Finding>& {
    const auto found = findings.find(place);
    return found == findings.end() ? kNothing : found->second;
  };
  std::set<Place> places;
  for (const ByPlace* findings : {&alone, &together}) {
    for (const auto& [place, _] : *findings) places.insert(place);
  }
  for (const Place& place : places) {
    if (!says_the_same(at(alone, place), at(together, place))) said[place] = at(together, place);
  }
  std::vector<Finding> findings;
  for (auto& [_, list] : said) std::ranges::move(list, std::back_inserter(findings));
  return findings;
}

void add(ReadSummary& sum, const ReadSummary& part) {
  sum.files += part.files;
  sum.bytes += part.bytes;
  // Every shard walks all folders, and leaves out the same.
  sum.ignored = std::max(sum.ignored, part.ignored);
  sum.excluded = std::max(sum.excluded, part.excluded);
  sum.symlinks = std::max(sum.symlinks, part.symlinks);
  sum.not_regular = std::max(sum.not_regular, part.not_regular);
  sum.binary += part.binary;
  sum.utf32 += part.utf32;
  sum.too_large += part.too_large;
  sum.unreadable += part.unreadable;
}

/// What rules say of the facts of one shard, as they were written.
std::vector<Finding> judged_alone(const ShardState& state, const Catalog& catalog, TimePoint now) {
  std::vector<FileRecord> records(state.first_file);
  std::ranges::copy(state.files, std::back_inserter(records));
  return find_all(catalog, FactStore(std::move(records), FileFacts(state.facts)), now);
}

/// One problem with the set of shards; empty when it is whole.
Status check_set(const std::vector<ShardState>& shards, std::vector<Diagnostic>& missing) {
  const std::uint32_t count = shards.front().shard.count;
  std::set<std::uint32_t> numbers;
  for (const ShardState& state : shards) {
    if (state.shard.count != count) {
      return Error{fmt::format("shards of different runs: one is of {}, another of {}", count,
                               state.shard.count)};
    }
    if (!numbers.insert(state.shard.number).second)
      return Error{fmt::format("shard {} of {} is given twice", state.shard.number, count)};
  }
  for (std::uint32_t number = 1; number <= count; ++number) {
    if (!numbers.contains(number))
      missing.push_back({.message = fmt::format("shard {} of {} is missing", number, count)});
  }
  return ok();
}

}  // namespace

Result<CheckResult> join_shards(std::vector<ShardState> shards, const Catalog& catalog,
                                const RunOptions& options) {
  CheckResult result;
  std::vector<Diagnostic>& diagnostics = result.scanned.diagnostics;
  if (Status whole = check_set(shards, diagnostics); !whole) return whole.error();
  std::vector<FileRecord> records;
  FileFacts facts;
  std::vector<Finding> said;
  std::vector<Finding> alone;
  for (ShardState& state : shards) {
    std::ranges::move(state.findings, std::back_inserter(said));
    std::ranges::move(judged_alone(state, catalog, options.now), std::back_inserter(alone));
    std::ranges::move(state.files, std::back_inserter(records));
    append(facts, std::move(state.facts));
    std::ranges::move(state.diagnostics, std::back_inserter(diagnostics));
    add(result.scanned.summary, state.summary);
  }
  result.scanned.parsed_files = records.size();
  if (!link_files(catalog, records, facts))
    diagnostics.push_back({.message = std::string(kNotLinked)});
  std::ranges::sort(diagnostics);
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
  result.scanned.facts = std::make_unique<FactStore>(std::move(records), std::move(facts));
  const FactStore& store = *result.scanned.facts;
  std::vector<Finding> together = find_all(catalog, store, options.now);
  std::vector<Finding> findings = corrected(by_place(std::move(said)), by_place(std::move(alone)),
                                            by_place(std::move(together)));
  result.findings = settle(std::move(findings), catalog, store, options);
  return result;
}

}  // namespace credlint
