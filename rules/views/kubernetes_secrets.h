// SPDX-License-Identifier: MIT
// Secrets of Kubernetes, and what takes values or files of them: manifests of a tree belong
// together.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "scanner/core/fact_store.h"

namespace credlint {

/// One entry of a Secret: a variable of AWS, or a setting of any name.
struct SecretEntry {
  std::string_view name;
  Location name_at;
  const ToolSetting* setting = nullptr;  ///< nullptr for variables
};

/// All that the tree says of the Secrets of one name.
struct KubernetesSecret {
  std::vector<SecretEntry> entries;
  bool whole = true;  ///< false where a template decides what it holds

  [[nodiscard]] const SecretEntry* find(std::string_view entry) const;
};

/// A value that is taken from a Secret: by a variable of a container, or by an operator for a key.
struct SecretReference {
  const ToolSetting* variable = nullptr;  ///< its value is the variable's name; or nullptr
  const ToolSetting* secret = nullptr;
  const ToolSetting* key = nullptr;
  bool optional = false;
};

/// A Secret's files in a container.
struct SecretMount {
  const ToolSetting* path = nullptr;
  std::string_view secret;
};

class KubernetesSecrets {
 public:
  explicit KubernetesSecrets(const FactStore& facts);

  /// The Secret of that name, or nullptr when no manifest holds it.
  [[nodiscard]] const KubernetesSecret* find(std::string_view name) const;
  [[nodiscard]] const std::vector<SecretReference>& references() const { return references_; }
  /// The Secret whose files lie in that folder of a container, in the document around a place, or
  /// nullptr.
  [[nodiscard]] const SecretMount* mounted(const Location& at, std::string_view folder) const;
  /// The variable that an entry is the value of, by its name, or an empty name.
  [[nodiscard]] std::string_view variable_of(const ToolSetting& entry) const;

 private:
  /// The YAML document or list item that starts there.
  struct Manifest {
    const ToolSetting* name = nullptr;  ///< of a Secret
    std::vector<SecretEntry> entries;
    std::vector<const ToolSetting*> settings;
  };

  Manifest* around(const Location& at);
  void add_setting(const ToolSetting& setting);
  void add_secret(const Manifest& manifest);
  void add_references(const Manifest& manifest);
  void add_mounts(Location start, const Manifest& manifest);

  std::map<Location, Manifest> manifests_;  ///< by where they start
  std::map<std::string_view, KubernetesSecret> secrets_;
  std::vector<SecretReference> references_;
  std::multimap<Location, SecretMount> mounts_;  ///< by the start of their manifest
  std::map<const ToolSetting*, std::string_view> variables_;
};

}  // namespace credlint
