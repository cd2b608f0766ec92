// SPDX-License-Identifier: MIT
#include "rules/views/profile_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::uint32_t kDone = static_cast<std::uint32_t>(-1);
constexpr std::string_view kProfileWord = "profile";
constexpr std::string_view kDefaultName = "default";

bool is_profile(SectionKind kind) {
  return kind == SectionKind::Profile || kind == SectionKind::Default;
}

// Splits "sso-session corp" into its two words; false for any other number of words.
bool split_two_words(std::string_view text, std::string_view& first, std::string_view& second) {
  text = trim(text);
  const std::size_t blank = text.find_first_of(" \t");
  if (blank == std::string_view::npos) return false;
  first = text.substr(0, blank);
  second = trim(text.substr(blank));
  return second.find_first_of(" \t") == std::string_view::npos;
}

// Headers that are right without a prefix, and prefixes that wait for a name.
bool is_word_of_the_grammar(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWords = {
      "default", "profile", "sso-session", "services", "plugins", "preview", "sso_session"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view known) { return equals_ignoring_case(word, known); });
}

}  // namespace

const ConfigSetting* Profile::setting(std::string_view key) const {
  const ConfigSetting* last = nullptr;
  for (const ConfigSetting* candidate : settings) {
    if (!candidate->value.empty() && equals_ignoring_case(candidate->key, key)) last = candidate;
  }
  return last;
}

bool Profile::has_misspelt(std::string_view key) const {
  constexpr std::size_t kTypos = 2;
  return std::any_of(settings.begin(), settings.end(), [&](const ConfigSetting* candidate) {
    const std::size_t longer = std::max(candidate->key.size(), key.size());
    const std::size_t shorter = std::min(candidate->key.size(), key.size());
    if (longer - shorter > kTypos || equals_ignoring_case(candidate->key, key)) return false;
    return edit_distance(to_lower(candidate->key), key) <= kTypos;
  });
}

ProfileGraph::ProfileGraph(const FactStore& facts) {
  collect_folders(facts);
  collect_profiles(facts);
  link();
  follow_chains();
}

void ProfileGraph::collect_folders(const FactStore& facts) {
  std::map<std::string_view, bool> repository;
  const auto note = [&](FileId file, SharedFile kind) {
    const FileRecord& record = facts.file(file);
    const std::string_view path = folder_of(record.path);
    SharedFolder& folder = folders_[path];
    folder.path = path;
    (kind == SharedFile::Config ? folder.has_config : folder.has_credentials) = true;
    repository[path] |= record.tracking == Tracking::Tracked;
  };
  for (const ConfigSection& section : facts.facts().config_sections) {
    note(section.at.file, section.file_kind);
  }
  for (const ConfigSetting& setting : facts.facts().config_settings) {
    note(setting.at.file, setting.file_kind);
  }
  for (auto& [path, folder] : folders_) {
    folder.complete = folder.has_credentials || (base_name(path) == ".aws" && !repository.at(path));
  }
}

void ProfileGraph::collect_profiles(const FactStore& facts) {
  std::map<std::pair<std::string_view, std::string_view>, Profile> found;
  const auto profile_at = [&](FileId file, std::string_view name) -> Profile* {
    const auto folder = folders_.find(folder_of(facts.file(file).path));
    if (folder == folders_.end()) return nullptr;
    Profile& profile = found[{folder->first, name}];
    profile.name = name;
    profile.folder = &folder->second;
    return &profile;
  };
  for (const SharedFile kind : {SharedFile::Config, SharedFile::Credentials}) {
    for (const ConfigSection& section : facts.facts().config_sections) {
      if (section.file_kind != kind || !is_profile(section.kind)) continue;
      const bool is_default = section.kind == SectionKind::Default;
      Profile* profile =
          profile_at(section.at.file, is_default ? std::string_view("default") : section.name);
      if (profile != nullptr && profile->header == nullptr) profile->header = &section;
    }
    for (const ConfigSetting& setting : facts.facts().config_settings) {
      if (setting.file_kind != kind || !is_profile(setting.section_kind)) continue;
      if (!setting.parent.empty() || setting.exported) continue;
      const bool is_default = setting.section_kind == SectionKind::Default;
      Profile* profile =
          profile_at(setting.at.file, is_default ? std::string_view("default") : setting.section);
      if (profile != nullptr) profile->settings.push_back(&setting);
    }
  }
  profiles_.reserve(found.size());
  for (auto& [key, profile] : found) profiles_.push_back(std::move(profile));
}

const Profile* ProfileGraph::find(const SharedFolder& folder, std::string_view name) const {
  const auto wanted = std::tuple(folder.path, name);
  const auto found = std::lower_bound(profiles_.begin(), profiles_.end(), wanted,
                                      [](const Profile& profile, const auto& key) {
                                        return std::tuple(profile.folder->path, profile.name) < key;
                                      });
  if (found == profiles_.end() || std::tuple(found->folder->path, found->name) != wanted) {
    return nullptr;
  }
  return &*found;
}

const Profile* ProfileGraph::find_above(std::string_view path, std::string_view name) const {
  std::string_view at = folder_of(path);
  while (true) {
    const bool bare = at.empty() || at.back() == '/';
    const SharedFolder* found = folder(fmt::format("{}{}.aws", at, bare ? "" : "/"));
    const Profile* profile = found == nullptr ? nullptr : find(*found, name);
    // The top is its own folder.
    if (profile != nullptr || bare) return profile;
    at = folder_of(at);
  }
}

const SharedFolder* ProfileGraph::folder(std::string_view path) const {
  const auto found = folders_.find(path);
  return found == folders_.end() ? nullptr : &found->second;
}

const ConfigSetting* ProfileGraph::source_of(const Profile& profile) {
  const ConfigSetting* source = profile.setting("source_profile");
  if (source == nullptr || !profile.has("role_arn") || profile.has("web_identity_token_file")) {
    return nullptr;
  }
  return source;
}

const Profile* ProfileGraph::next(const Profile& profile) const {
  const auto index = static_cast<std::size_t>(&profile - profiles_.data());
  return next_[index] == kNone ? nullptr : &profiles_[next_[index]];
}

ChainEnd ProfileGraph::chain_end(const Profile& profile) const {
  return ends_[static_cast<std::size_t>(&profile - profiles_.data())];
}

void ProfileGraph::link() {
  next_.assign(profiles_.size(), kNone);
  ends_.assign(profiles_.size(), ChainEnd::Base);
  for (std::size_t i = 0; i < profiles_.size(); ++i) {
    const ConfigSetting* source = source_of(profiles_[i]);
    if (source == nullptr) continue;
    const Profile* target = find(*profiles_[i].folder, source->value.reveal());
    if (target == nullptr) {
      ends_[i] = ChainEnd::Missing;
    } else {
      next_[i] = static_cast<std::size_t>(target - profiles_.data());
    }
  }
}

void ProfileGraph::follow_chains() {
  visits_.assign(profiles_.size(), 0);
  for (std::size_t i = 0; i < profiles_.size(); ++i) follow_from(i);
}

// Each profile is walked once: a walk stops at what an earlier one has settled. SDKs take static
// keys of a source profile before its role, so a chain ends at a profile that has them.
void ProfileGraph::follow_from(std::size_t start) {
  std::vector<std::size_t> path;
  ++walk_;
  std::size_t at = start;
  while (visits_[at] == 0 && next_[at] != kNone) {
    visits_[at] = walk_;
    path.push_back(at);
    const std::size_t target = next_[at];
    if (has_static_keys(profiles_[target])) break;
    at = target;
  }
  ChainEnd end = ends_[at];
  if (visits_[at] == walk_ && !has_static_keys(profiles_[next_[at]])) {
    end = ChainEnd::Loop;
    note_loop(at);
  } else if (visits_[at] == walk_) {
    end = ChainEnd::Base;
  }
  for (const std::size_t visited : path) {
    ends_[visited] = end;
    visits_[visited] = kDone;
  }
}

void ProfileGraph::note_loop(std::size_t start) {
  std::vector<const Profile*> loop;
  std::size_t at = start;
  do {
    loop.push_back(&profiles_[at]);
    at = next_[at];
  } while (at != start);
  std::rotate(
      loop.begin(),
      std::min_element(loop.begin(), loop.end(),
                       [](const Profile* a, const Profile* b) { return a->name < b->name; }),
      loop.end());
  loops_.push_back(std::move(loop));
}

bool has_static_keys(const Profile& profile) {
  return profile.has("aws_access_key_id") || profile.has("aws_secret_access_key");
}

std::string_view profile_meant_by_config_section(const ConfigSection& section) {
  if (section.file_kind != SharedFile::Config || section.kind != SectionKind::Other) return {};
  const std::string_view name = trim(section.raw);
  if (name.empty() || is_word_of_the_grammar(name)) return {};
  if (name.find_first_of(" \t\"'") == std::string_view::npos) return name;
  std::string_view word;
  std::string_view profile;
  if (!split_two_words(name, word, profile)) return {};
  // "[Profile dev]" is a matter of case, and said elsewhere.
  const std::size_t typos = edit_distance(word, kProfileWord);
  const bool misspelt = typos > 0 && typos <= 2 && !equals_ignoring_case(word, kProfileWord);
  return misspelt ? profile : std::string_view{};
}

std::string_view profile_meant_by_credentials_section(const ConfigSection& section) {
  if (section.file_kind != SharedFile::Credentials || section.kind != SectionKind::Other) return {};
  std::string_view word;
  std::string_view profile;
  if (!split_two_words(section.raw, word, profile)) return {};
  return word == kProfileWord ? profile : std::string_view{};
}

std::string_view profile_meant_by_wrong_case(const ConfigSection& section) {
  const std::string_view name = trim(section.raw);
  if (name != kDefaultName && equals_ignoring_case(name, kDefaultName)) return kDefaultName;
  std::string_view word;
  std::string_view profile;
  if (!split_two_words(name, word, profile) || word == kProfileWord) return {};
  return equals_ignoring_case(word, kProfileWord) ? profile : std::string_view{};
}

MisspeltHeaders misspelt_headers(const FactStore& facts) {
  MisspeltHeaders headers;
  for (const ConfigSection& section : facts.facts().config_sections) {
    std::string_view meant = profile_meant_by_config_section(section);
    if (meant.empty()) meant = profile_meant_by_credentials_section(section);
    if (meant.empty()) meant = profile_meant_by_wrong_case(section);
    if (meant.empty()) continue;
    headers.emplace(std::pair(folder_of(facts.file(section).path), meant), &section);
  }
  return headers;
}

std::string_view NameSuggestions::nearest_to(std::string_view word,
                                             std::span<const std::string_view> names) {
  if (names.size() > comparisons_left_) return {};
  comparisons_left_ -= names.size();
  return nearest(word, names);
}

std::optional<Fix> only_candidate(const Location& at, std::string_view word,
                                  std::span<const std::string_view> names) {
  std::string_view near;
  for (const std::string_view name : names) {
    if (name == near || nearest(word, {&name, 1}).empty()) continue;
    if (!near.empty()) return std::nullopt;
    near = name;
  }
  if (near.empty()) return std::nullopt;
  return replacement(at, word, near, FixSafety::Safe);
}

std::string did_you_mean(std::string_view near) {
  return near.empty() ? std::string() : fmt::format(" (did you mean \"{}\"?)", near);
}

std::string write_or(std::string_view near, std::string_view otherwise) {
  return near.empty() ? std::string(otherwise)
                      : fmt::format("write \"{}\", or {}", near, otherwise);
}

}  // namespace credlint
