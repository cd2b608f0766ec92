// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/views/kubernetes_secrets.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// Whether a reference is for AWS: by its variable, or by the field that takes it.
bool is_for_aws(const RuleContext& context, const SecretReference& reference) {
  if (reference.variable == nullptr) return true;
  return context.catalog.variable(reference.variable->value.reveal()) != nullptr;
}

/// The entry that was meant, or nullptr. What is optional may well be missing: there only another
/// spelling of the same words counts.
const SecretEntry* meant(const KubernetesSecret& secret, const SecretReference& reference) {
  const std::string_view key = reference.key->value.reveal();
  const SecretEntry* near = nullptr;
  for (const SecretEntry& entry : secret.entries) {
    if (same_name(entry.name, key)) return &entry;
    if (edit_distance(entry.name, key) <= 2) near = &entry;
  }
  return reference.optional || key.size() < 4 ? nullptr : near;
}

std::string consequence(const SecretReference& reference) {
  if (reference.variable == nullptr) return "The operator finds no key.";
  const std::string_view variable = reference.variable->value.reveal();
  return reference.optional
             ? fmt::format("The reference is optional, so the container starts without {}.",
                           variable)
             : fmt::format(
                   "The container, which wants {}, does not start: "
                   "CreateContainerConfigError.",
                   variable);
}

void check(const RuleContext& context, FindingSink& sink) {
  const KubernetesSecrets& secrets = context.view<KubernetesSecrets>();
  for (const SecretReference& reference : secrets.references()) {
    const KubernetesSecret* secret = secrets.find(reference.secret->value.reveal());
    if (secret == nullptr || !secret->whole || !is_for_aws(context, reference)) continue;
    const std::string_view key = reference.key->value.reveal();
    if (secret->find(key) != nullptr) continue;
    const SecretEntry* entry = meant(*secret, reference);
    if (entry == nullptr) continue;
    Finding& finding = sink.report(
        *reference.key,
        fmt::format("The Secret \"{}\" has no entry {}; it has {}. {}",
                    reference.secret->value.reveal(), key, entry->name, consequence(reference)),
        fmt::format("write key: {}", entry->name));
    finding.related.push_back({entry->name_at, "the entry that is there"});
    finding.fix = replacement(reference.key->at, key, entry->name, FixSafety::Safe);
  }
}

}  // namespace

RuleDefinition k8s_secret_entry_missing() {
  return {.info = {.summary = "An entry of a Secret by a name that it does not have there",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
