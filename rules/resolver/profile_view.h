// SPDX-License-Identifier: MIT
// The shared files of a machine as one SDK sees them, profile by profile.
#pragma once

#include <string>
#include <string_view>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"
#include "rules/resolver/shared_reader.h"

namespace credlint::resolver {

/// A profile as both files define it together; a setting of *credentials* wins.
class ProfileView {
 public:
  std::string_view name;
  const Section* config = nullptr;
  const Section* credentials = nullptr;

  [[nodiscard]] bool exists() const { return config != nullptr || credentials != nullptr; }
  [[nodiscard]] const Setting* find(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  /// The value; empty when there is none.
  [[nodiscard]] std::string_view text(std::string_view key) const;
};

/// Where the SDK looks for the shared files.
SharedPaths paths_for(const Machine& machine, const Sdk& sdk);

/// Both files, read by the SDK's dialect.
class SharedView {
 public:
  SharedView(const Machine& machine, const Sdk& sdk);

  [[nodiscard]] ProfileView profile(std::string_view name) const;
  [[nodiscard]] const Section* sso_session(std::string_view name) const;
  [[nodiscard]] const Section* services(std::string_view name) const;
  [[nodiscard]] const SharedReading& config() const { return config_; }
  [[nodiscard]] const SharedReading& credentials() const { return credentials_; }
  [[nodiscard]] const SharedPaths& paths() const { return paths_; }
  /// False when the SDK leaves ~/.aws/config alone.
  [[nodiscard]] bool reads_config() const { return reads_config_; }
  /// The first file that the SDK refuses, and why; nullptr when it takes both.
  [[nodiscard]] const ReadingFault* fault() const;
  [[nodiscard]] const std::string& path_of_fault() const;
  /// Where a setting of the profile stands.
  [[nodiscard]] Origin origin(const ProfileView& profile, const Setting& setting) const;
  /// Where the profile is defined, *credentials* first when `credentials_first`.
  [[nodiscard]] Origin origin(const ProfileView& profile) const;

 private:
  SharedPaths paths_;
  SharedReading config_;
  SharedReading credentials_;
  bool reads_config_ = true;
};

}  // namespace credlint::resolver
