// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/views/profile_graph.h"
#include "scanner/core/fact_store.h"

namespace credlint {

/// One `.aws` folder whose profiles are what programs below its parent folder see.
struct ProfileHome {
  std::string_view aws_folder;
  std::string_view root;
  std::set<std::string_view> profiles;
  bool has_config = false;
  bool has_credentials = false;
  bool tracked = false;
};

/// Tells which references name a profile that is not defined where it is looked for. Refers to the
/// FactStore.
class UndefinedProfiles {
 public:
  explicit UndefinedProfiles(const FactStore& facts);

  /// Whether the reference can be judged, and nothing that was read defines its name.
  [[nodiscard]] bool is_looked_for(const ProfileReference& reference) const {
    return is_judged(reference) && !is_defined(*reference.name, {});
  }
  [[nodiscard]] bool any_homes() const { return !homes_.empty(); }
  /// The homes in which the name was looked for in vain. Empty when it is defined, when no home is
  /// in sight, and when the reference cannot be judged.
  [[nodiscard]] std::vector<const ProfileHome*> missing_from(
      const ProfileReference& reference) const;

 private:
  void note_writer(const Fact& fact);
  [[nodiscard]] bool is_judged(const ProfileReference& reference) const;
  [[nodiscard]] bool is_defined(std::string_view name,
                                const std::vector<const ProfileHome*>& seen) const;

  const FactStore& facts_;
  std::vector<ProfileHome> homes_;
  std::set<std::string_view> elsewhere_;
  MisspeltHeaders headers_;
  std::set<std::pair<FileId, std::string_view>> made_by_steps_;
  std::set<std::pair<FileId, std::uint32_t>> writer_lines_;
  std::set<std::pair<FileId, std::uint32_t>> test_lines_;
  std::map<FileId, std::vector<Span>> defaults_;  ///< profiles named only where none is
};

}  // namespace credlint
