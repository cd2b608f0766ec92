// SPDX-License-Identifier: MIT
#include "scanner/core/fact_store.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <type_traits>

#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_lower_equal(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return to_lower(a) == b; });
}

/// Where a fact stands: the rank of its file, its place there, and its place in the list.
struct Ranked {
  std::uint32_t file;
  Span span;
  std::size_t index;
};

/// By place, as facts were told where places are equal.
void sort(std::vector<Ranked>& facts) {
  std::sort(facts.begin(), facts.end(), [](const Ranked& a, const Ranked& b) {
    return std::tuple(a.file, a.span, a.index) < std::tuple(b.file, b.span, b.index);
  });
}

/// Moves each fact to where `places` wants it, without a second list: facts take most of the
/// memory.
template <typename T>
void arrange(std::vector<T>& facts, std::vector<Ranked>& places) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (places[i].index == i) continue;
    T first = std::move(facts[i]);
    std::size_t to = i;
    for (std::size_t from = places[to].index; from != i; from = places[to].index) {
      facts[to] = std::move(facts[from]);
      places[to].index = to;
      to = from;
    }
    facts[to] = std::move(first);
    places[to].index = to;
  }
}

}  // namespace

const PatternMatch::Group* PatternMatch::group(std::string_view name) const {
  for (const Group& candidate : groups) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

void append(FileFacts& to, FileFacts&& from) {
  const auto move = [](auto& target, auto& source) {
    if (target.capacity() == 0) return target.swap(source);
    std::move(source.begin(), source.end(), std::back_inserter(target));
    std::decay_t<decltype(source)>().swap(source);  // gives its memory back
  };
  move(to.credential_parts, from.credential_parts);
  move(to.config_sections, from.config_sections);
  move(to.config_settings, from.config_settings);
  move(to.odd_lines, from.odd_lines);
  move(to.shared_lines, from.shared_lines);
  move(to.cache_entries, from.cache_entries);
  move(to.profile_definitions, from.profile_definitions);
  move(to.profile_references, from.profile_references);
  move(to.region_settings, from.region_settings);
  move(to.endpoint_settings, from.endpoint_settings);
  move(to.env_assignments, from.env_assignments);
  move(to.env_reads, from.env_reads);
  move(to.client_constructions, from.client_constructions);
  move(to.role_assumptions, from.role_assumptions);
  move(to.presigned_requests, from.presigned_requests);
  move(to.sdk_dependencies, from.sdk_dependencies);
  move(to.property_assignments, from.property_assignments);
  move(to.tool_settings, from.tool_settings);
  move(to.pattern_matches, from.pattern_matches);
  move(to.image_copies, from.image_copies);
  move(to.env_file_uses, from.env_file_uses);
  move(to.ignore_comments, from.ignore_comments);
  move(to.exports, from.exports);
  move(to.calls_elsewhere, from.calls_elsewhere);
  move(to.open_settings, from.open_settings);
}

FactStore::FactStore(std::vector<FileRecord> files, FileFacts facts)
    : files_(std::move(files)), facts_(std::move(facts)) {
  sort_facts();
  build_sets();
  build_profiles();
}

void FactStore::sort_facts() {
  // FileIds depend on thread timing; ranks by path do not.
  std::vector<FileId> order(files_.size());
  for (FileId i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](FileId a, FileId b) { return files_[a].path < files_[b].path; });
  std::vector<std::uint32_t> rank(files_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  // Places are sorted, not the facts of every kind: those are large.
  std::vector<Ranked> places;
  const auto put_in_order = [&](auto& facts) {
    places.clear();
    for (const Fact& fact : facts)
      places.push_back({rank[fact.at.file], fact.at.span, places.size()});
    sort(places);
    arrange(facts, places);
  };
  for_each_kind(facts_, put_in_order);
  put_in_order(facts_.shared_lines);
}

void FactStore::build_sets() {
  std::map<ScopeId, std::size_t> by_scope;
  for (const CredentialPart& part : facts_.credential_parts) {
    if (part.recognition == Recognition::Shape || part.program_output) continue;
    const auto [entry, added] = by_scope.try_emplace(part.scope, sets_.size());
    if (added) sets_.push_back({.scope = part.scope});
    CredentialSet& set = sets_[entry->second];
    switch (part.part) {
      case PartKind::KeyId:
        set.key_id = &part;
        break;
      case PartKind::Secret:
        set.secret = &part;
        break;
      case PartKind::Token:
        (part.legacy_token ? set.security_token : set.token) = &part;
        break;
      case PartKind::Expiry:
        set.expiries.push_back(&part);
        break;
    }
  }
}

void FactStore::build_profiles() {
  for (const ProfileDefinition& profile : facts_.profile_definitions) {
    profile_names_.push_back(profile.name);
  }
  std::sort(profile_names_.begin(), profile_names_.end());
  profile_names_.erase(std::unique(profile_names_.begin(), profile_names_.end()),
                       profile_names_.end());
  for (const FileRecord& record : files_) has_shared_config_ |= record.has(Trait::SharedConfig);
  for (const SharedFile wanted : {SharedFile::Config, SharedFile::Credentials}) {
    for (const ConfigSetting& setting : facts_.config_settings) {
      const bool profile = setting.section_kind == SectionKind::Profile ||
                           setting.section_kind == SectionKind::Default;
      if (setting.file_kind == wanted && profile && setting.parent.empty()) {
        by_profile_[setting.section].push_back(&setting);
      }
    }
  }
}

std::span<const ConfigSetting* const> FactStore::profile_settings(std::string_view profile) const {
  const auto found = by_profile_.find(profile);
  if (found == by_profile_.end()) return {};
  return found->second;
}

const ConfigSetting* FactStore::profile_setting(std::string_view profile,
                                                std::string_view key) const {
  const ConfigSetting* last = nullptr;
  for (const ConfigSetting* setting : profile_settings(profile)) {
    if (is_lower_equal(setting->key, key)) last = setting;
  }
  return last;
}

bool FactStore::defines_profile(std::string_view profile) const {
  return std::binary_search(profile_names_.begin(), profile_names_.end(), profile);
}

std::vector<const EnvAssignment*> FactStore::env(std::string_view name) const {
  std::vector<const EnvAssignment*> found;
  for (const EnvAssignment& assignment : facts_.env_assignments) {
    if (assignment.name == name) found.push_back(&assignment);
  }
  return found;
}

std::vector<const EnvAssignment*> FactStore::env_in(ScopeId scope) const {
  std::vector<const EnvAssignment*> found;
  for (const EnvAssignment& assignment : facts_.env_assignments) {
    if (assignment.scope == scope) found.push_back(&assignment);
  }
  return found;
}

}  // namespace credlint
