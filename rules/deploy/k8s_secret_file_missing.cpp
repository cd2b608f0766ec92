// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/anatomy/paths.h"
#include "rules/views/kubernetes_secrets.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool names_shared_file(const EnvAssignment& assignment) {
  return assignment.tool.starts_with("kubernetes") && assignment.literal &&
         (assignment.name == "AWS_SHARED_CREDENTIALS_FILE" || assignment.name == "AWS_CONFIG_FILE");
}

std::string names_of(const KubernetesSecret& secret) {
  std::string names;
  for (const SecretEntry& entry : secret.entries)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", entry.name);
  return names;
}

void check(const RuleContext& context, FindingSink& sink) {
  const KubernetesSecrets& secrets = context.view<KubernetesSecrets>();
  for (const EnvAssignment& variable : context.facts.facts().env_assignments) {
    if (!names_shared_file(variable)) continue;
    const std::string_view path = variable.value.reveal();
    const SecretMount* mount = secrets.mounted(variable.name_at, folder_of(path));
    const KubernetesSecret* secret = mount == nullptr ? nullptr : secrets.find(mount->secret);
    if (secret == nullptr || !secret->whole || secret->entries.empty()) continue;
    const std::string_view file = base_name(path);
    if (file.empty() || secret->find(file) != nullptr) continue;
    Finding& finding = sink.report(
        variable,
        fmt::format("{} names {}, and the Secret \"{}\" that is mounted at {} has no entry {}: a "
                    "mounted Secret has a file for each of its entries, here {}. SDKs find no "
                    "credentials.",
                    variable.name, path, mount->secret, mount->path->value.reveal(), file,
                    names_of(*secret)),
        fmt::format("call the entry {}, or name the file that is there", file));
    finding.related.push_back({secret->entries.front().name_at, "an entry, and so a file"});
    finding.related.push_back({mount->path->at, "mounted here"});
  }
}

}  // namespace

RuleDefinition k8s_secret_file_missing() {
  return {.info = {.summary = "A shared file in a mounted Secret that has no such entry",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
