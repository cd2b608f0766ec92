// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"

namespace credlint {

/// The parts of one credential: what stands together in one scope. Pointers go into the FactStore.
struct CredentialSet {
  ScopeId scope;
  const CredentialPart* key_id = nullptr;
  const CredentialPart* secret = nullptr;
  const CredentialPart* token = nullptr;           ///< aws_session_token and its kin
  const CredentialPart* security_token = nullptr;  ///< the old name, aws_security_token
  std::vector<const CredentialPart*> expiries = {};

  /// The token that is there, the current name first.
  [[nodiscard]] const CredentialPart* any_token() const {
    return token != nullptr ? token : security_token;
  }
};

/// Moves all facts of one file behind those of others.
void append(FileFacts& to, FileFacts&& from);

/// All facts of a run, each kind sorted by (path, offset). Filled once, then read only; all
/// references stay valid for its life.
class FactStore {
 public:
  /// `files[i]` is the record of FileId i; all facts refer to files by that index. A record without
  /// a path stands for no file: stores of several states of a tree can share their numbering.
  FactStore(std::vector<FileRecord> files, FileFacts facts);
  FactStore(const FactStore&) = delete;
  FactStore& operator=(const FactStore&) = delete;

  [[nodiscard]] const FileFacts& facts() const { return facts_; }
  [[nodiscard]] std::span<const FileRecord> files() const { return files_; }
  [[nodiscard]] const FileRecord& file(FileId id) const { return files_[id]; }
  [[nodiscard]] const FileRecord& file(const Fact& fact) const { return files_[fact.at.file]; }

  /// Named and adjacent credential parts grouped by scope, in the order of their first part. Parts
  /// found by shape alone belong to no set. Where a scope names a part twice, the later one counts.
  [[nodiscard]] std::span<const CredentialSet> credential_sets() const { return sets_; }

  /// All settings of the profile of that name, over all shared files, *config* before
  /// *credentials*.
  [[nodiscard]] std::span<const ConfigSetting* const> profile_settings(
      std::string_view profile) const;
  /// The last setting of that key (lower case) in the profile, or nullptr.
  [[nodiscard]] const ConfigSetting* profile_setting(std::string_view profile,
                                                     std::string_view key) const;
  /// True when some shared file defines the profile by the reference grammar.
  [[nodiscard]] bool defines_profile(std::string_view profile) const;
  /// Names of all defined profiles, sorted, each once.
  [[nodiscard]] std::span<const std::string> profile_names() const { return profile_names_; }
  /// True when a shared config or credentials file was read.
  [[nodiscard]] bool has_shared_config() const { return has_shared_config_; }
  /// Env assignments of that exact name.
  [[nodiscard]] std::vector<const EnvAssignment*> env(std::string_view name) const;
  /// Env assignments of that scope.
  [[nodiscard]] std::vector<const EnvAssignment*> env_in(ScopeId scope) const;

 private:
  void sort_facts();
  void build_sets();
  void build_profiles();

  std::vector<FileRecord> files_;
  FileFacts facts_;
  std::vector<CredentialSet> sets_;
  std::map<std::string, std::vector<const ConfigSetting*>, std::less<>> by_profile_;
  std::vector<std::string> profile_names_;
  bool has_shared_config_ = false;
};

}  // namespace credlint
