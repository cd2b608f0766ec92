// SPDX-License-Identifier: MIT
#include "rules/views/kubernetes_secrets.h"

#include <algorithm>

#include "scanner/core/words.h"

namespace credlint {
namespace {

bool is_entry(std::string_view path) {
  if (path.starts_with("items.")) path.remove_prefix(6);
  return path.starts_with("data.") || path.starts_with("stringData.");
}

/// The part of an operator's key, by the field that refers to the Secret.
std::string_view variable_of_field(std::string_view path) {
  if (contains(path, "secretAccessKeySecretRef")) return "AWS_SECRET_ACCESS_KEY";
  return contains(path, "accessKeyIDSecretRef") ? "AWS_ACCESS_KEY_ID" : "";
}

/// A path without the '/' in its end.
std::string_view without_slash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// What one volume says.
struct Volume {
  const ToolSetting* name = nullptr;
  const ToolSetting* secret = nullptr;
  bool chosen = false;  ///< only some entries, under names of its own
};

/// Where one volume lies in a container.
struct Mount {
  const ToolSetting* name = nullptr;
  const ToolSetting* path = nullptr;
  bool single = false;  ///< one file of it
};

}  // namespace

const SecretEntry* KubernetesSecret::find(std::string_view entry) const {
  const auto found =
      std::ranges::find_if(entries, [&](const SecretEntry& each) { return each.name == entry; });
  return found == entries.end() ? nullptr : &*found;
}

KubernetesSecrets::KubernetesSecrets(const FactStore& facts) {
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool == "kubernetes" && setting.path.ends_with("apiVersion"))
      manifests_.try_emplace(setting.name_at);
  }
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool == "kubernetes") add_setting(setting);
  }
  for (const EnvAssignment& variable : facts.facts().env_assignments) {
    if (!variable.tool.starts_with("kubernetes")) continue;
    if (Manifest* manifest = around(variable.at); manifest != nullptr)
      manifest->entries.push_back({variable.name, variable.name_at, nullptr});
  }
  for (const auto& [start, manifest] : manifests_) add_secret(manifest);
  for (const auto& [start, manifest] : manifests_) {
    add_references(manifest);
    add_mounts(start, manifest);
  }
}

KubernetesSecrets::Manifest* KubernetesSecrets::around(const Location& at) {
  auto next = manifests_.upper_bound(at);
  if (next == manifests_.begin()) return nullptr;
  --next;
  return next->first.file == at.file ? &next->second : nullptr;
}

void KubernetesSecrets::add_setting(const ToolSetting& setting) {
  Manifest* manifest = around(setting.name_at);
  if (manifest == nullptr) return;
  if (setting.path.ends_with("metadata.name"))
    manifest->name = &setting;
  else if (is_entry(setting.path))
    manifest->entries.push_back({setting.name, setting.name_at, &setting});
  else
    manifest->settings.push_back(&setting);
}

void KubernetesSecrets::add_secret(const Manifest& manifest) {
  if (manifest.name == nullptr || !manifest.name->literal) return;
  KubernetesSecret& secret = secrets_[manifest.name->value.reveal()];
  for (const SecretEntry& entry : manifest.entries) {
    secret.entries.push_back(entry);
    secret.whole = secret.whole && !contains(entry.name, "{{");
  }
}

void KubernetesSecrets::add_references(const Manifest& manifest) {
  std::map<ScopeId, SecretReference> by_scope;
  const ToolSetting* variable = nullptr;
  for (const ToolSetting* setting : manifest.settings) {
    const std::string_view path = setting->path;
    if (path.ends_with("env.name")) variable = setting;
    if (!contains(path, "ecretRef.") && !contains(path, "secretKeyRef.")) continue;
    SecretReference& reference = by_scope[setting->scope];
    if (contains(path, "secretKeyRef.")) reference.variable = variable;
    if (path.ends_with(".name")) reference.secret = setting;
    if (path.ends_with(".key")) reference.key = setting;
    if (path.ends_with(".optional")) reference.optional = setting->value.reveal() == "true";
  }
  for (const auto& [scope, reference] : by_scope) {
    const auto& [name, secret, key, optional] = reference;
    if (secret == nullptr || key == nullptr || !secret->literal || !key->literal) continue;
    references_.push_back(reference);
    const KubernetesSecret* holder = find(secret->value.reveal());
    const SecretEntry* entry = holder == nullptr ? nullptr : holder->find(key->value.reveal());
    if (entry == nullptr || entry->setting == nullptr) continue;
    const std::string_view field = variable_of_field(key->path);
    variables_[entry->setting] = name != nullptr ? name->value.reveal() : field;
  }
}

void KubernetesSecrets::add_mounts(Location start, const Manifest& manifest) {
  std::map<ScopeId, Volume> volumes;
  std::map<ScopeId, Mount> mounts;
  for (const ToolSetting* setting : manifest.settings) {
    const std::string_view path = setting->path;
    if (path.ends_with("volumes.name")) volumes[setting->scope].name = setting;
    if (path.ends_with("secret.secretName")) volumes[setting->scope].secret = setting;
    if (path.ends_with("items.key")) volumes[setting->scope].chosen = true;
    if (path.ends_with("volumeMounts.name")) mounts[setting->scope].name = setting;
    if (path.ends_with("volumeMounts.mountPath")) mounts[setting->scope].path = setting;
    if (path.ends_with("volumeMounts.subPath")) mounts[setting->scope].single = true;
  }
  for (const auto& [mount_scope, mount] : mounts) {
    if (mount.name == nullptr || mount.path == nullptr || mount.single) continue;
    for (const auto& [scope, volume] : volumes) {
      const bool same =
          volume.name != nullptr && volume.name->value.reveal() == mount.name->value.reveal();
      if (same && volume.secret != nullptr && volume.secret->literal && !volume.chosen)
        mounts_.emplace(start, SecretMount{mount.path, volume.secret->value.reveal()});
    }
  }
}

const KubernetesSecret* KubernetesSecrets::find(std::string_view name) const {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? nullptr : &found->second;
}

const SecretMount* KubernetesSecrets::mounted(const Location& at, std::string_view folder) const {
  auto next = manifests_.upper_bound(at);
  if (next == manifests_.begin()) return nullptr;
  --next;
  if (next->first.file != at.file) return nullptr;
  const auto [first, last] = mounts_.equal_range(next->first);
  const auto found = std::find_if(first, last, [&](const auto& entry) {
    return without_slash(entry.second.path->value.reveal()) == without_slash(folder);
  });
  return found == last ? nullptr : &found->second;
}

std::string_view KubernetesSecrets::variable_of(const ToolSetting& entry) const {
  const auto found = variables_.find(&entry);
  return found == variables_.end() ? std::string_view() : found->second;
}

}  // namespace credlint
