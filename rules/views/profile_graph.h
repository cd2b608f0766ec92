// SPDX-License-Identifier: MIT
// Profiles and how they lead to one another. What a set of shared files defines holds for the
// folder they lie in: a fixture's profiles must not be mixed with those of a home folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/fix.h"

namespace credlint {

/// The shared files of one folder.
struct SharedFolder {
  std::string_view path;
  bool has_config = false;
  bool has_credentials = false;
  /// Both halves can be judged from what was read: the credentials file was read too, or there is
  /// none in a `.aws` folder that is no part of a repository. Elsewhere profiles may be defined on
  /// the machines that use the file.
  bool complete = false;
};

/// A profile as the *config* and *credentials* of one folder define it together.
struct Profile {
  std::string_view name;
  const SharedFolder* folder = nullptr;
  std::vector<const ConfigSetting*> settings;  ///< those of *config* first
  const ConfigSection* header = nullptr;       ///< its first header

  /// The last setting of that key (lower case) with a value, or nullptr.
  [[nodiscard]] const ConfigSetting* setting(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return setting(key) != nullptr; }
  /// A key that is nearly, but not, the given one: whoever wrote it meant the given one.
  [[nodiscard]] bool has_misspelt(std::string_view key) const;
};

/// Where a chain of source_profile ends.
enum class ChainEnd : std::uint8_t {
  Base,     ///< at a profile that names no other
  Loop,     ///< nowhere
  Missing,  ///< at a name that is not defined
};

/// All profiles of a run. Refers to the FactStore. Takes time linear in the number of settings.
class ProfileGraph {
 public:
  explicit ProfileGraph(const FactStore& facts);
  ProfileGraph(const ProfileGraph&) = delete;
  ProfileGraph& operator=(const ProfileGraph&) = delete;

  /// Sorted by folder and name.
  [[nodiscard]] std::span<const Profile> profiles() const { return profiles_; }
  [[nodiscard]] const Profile* find(const SharedFolder& folder, std::string_view name) const;
  /// The profile of that name in the nearest `.aws` folder beside or above the file, or nullptr.
  [[nodiscard]] const Profile* find_above(std::string_view path, std::string_view name) const;
  /// The folder of a shared file, or nullptr.
  [[nodiscard]] const SharedFolder* folder(std::string_view path) const;

  /// The setting through which an SDK goes on to another profile: source_profile beside role_arn,
  /// unless a web identity token takes its place. nullptr when it does not go on.
  [[nodiscard]] static const ConfigSetting* source_of(const Profile& profile);
  /// The profile that source_of() names; nullptr when there is none.
  [[nodiscard]] const Profile* next(const Profile& profile) const;
  /// How the chain that begins with this profile ends.
  [[nodiscard]] ChainEnd chain_end(const Profile& profile) const;
  /// Each loop once: the profiles in order, beginning with the one that is defined first by name.
  [[nodiscard]] std::span<const std::vector<const Profile*>> loops() const { return loops_; }

 private:
  void collect_folders(const FactStore& facts);
  void collect_profiles(const FactStore& facts);
  void link();
  void follow_chains();
  void follow_from(std::size_t start);
  void note_loop(std::size_t start);

  std::map<std::string_view, SharedFolder> folders_;
  std::vector<Profile> profiles_;
  std::vector<std::size_t> next_;  ///< index of the source profile
  std::vector<ChainEnd> ends_;
  std::vector<std::uint32_t> visits_;  ///< number of the walk that reached the profile; 0: none yet
  std::uint32_t walk_ = 0;
  std::vector<std::vector<const Profile*>> loops_;
};

/// True when the profile holds a static pair or a part of one.
bool has_static_keys(const Profile& profile);

/// A header of *config* that lacks the word "profile" ("[dev]", "[profil dev]"), so that most SDKs
/// ignore it: the profile that it means, else empty.
std::string_view profile_meant_by_config_section(const ConfigSection& section);
/// A header of *credentials* with the word "profile" too much: the profile that it means, else
/// empty.
std::string_view profile_meant_by_credentials_section(const ConfigSection& section);
/// A header whose only fault is its case ("[Profile dev]", "[DEFAULT]"): the profile that it means,
/// else empty.
std::string_view profile_meant_by_wrong_case(const ConfigSection& section);
/// Headers that mean a profile but are written in the wrong way, by folder and profile.
using MisspeltHeaders =
    std::map<std::pair<std::string_view, std::string_view>, const ConfigSection*>;
MisspeltHeaders misspelt_headers(const FactStore& facts);

/// Looks for the name that was meant. Keeps to a number of comparisons per run, so that a folder
/// with very many unknown names costs no more than one with a few.
class NameSuggestions {
 public:
  /// The name that was probably meant; empty when none is near.
  [[nodiscard]] std::string_view nearest_to(std::string_view word,
                                            std::span<const std::string_view> names);

 private:
  std::size_t comparisons_left_ = 200'000;
};

/// Writes the one name of a list that is near to a word which stands there; nothing where there is
/// none, or another.
std::optional<Fix> only_candidate(const Location& at, std::string_view word,
                                  std::span<const std::string_view> names);

/// " (did you mean \"prod\"?)"; nothing for an empty name.
std::string did_you_mean(std::string_view near);
/// What to do about a name that is not defined: the name that was probably meant comes first.
std::string write_or(std::string_view near, std::string_view otherwise);

}  // namespace credlint
