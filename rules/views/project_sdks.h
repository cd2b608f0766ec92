// SPDX-License-Identifier: MIT
// Which SDKs a project uses, and in which generation: by its manifests and by its code.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "scanner/core/fact_store.h"

namespace credlint {

class ProjectSdks {
 public:
  explicit ProjectSdks(const FactStore& facts) : facts_(facts) {}

  /// The major version of the SDK that the nearest manifest beside or above the file asks for; 0
  /// when none does, or none names a version.
  [[nodiscard]] int major_version(std::string_view path, std::string_view sdk) const;

  /// The SDKs of live code and manifests below the folder, as rulesets/data/sdk_names.toml spells
  /// them ("dotnet-v3").
  [[nodiscard]] std::set<std::string> below(std::string_view folder) const;

 private:
  const FactStore& facts_;
};

}  // namespace credlint
