// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/key_id.h"
#include "rules/views/homes.h"
#include "rules/views/profile_graph.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The SSO setup of each folder: the first setting of one.
std::map<const SharedFolder*, const ConfigSetting*> sso_by_folder(const ProfileGraph& graph) {
  std::map<const SharedFolder*, const ConfigSetting*> found;
  for (const Profile& profile : graph.profiles()) {
    if (const ConfigSetting* role = profile.setting("sso_role_name"))
      found.try_emplace(profile.folder, role);
  }
  return found;
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const auto& [folder, sso] : sso_by_folder(graph)) {
    const Profile* profile = graph.find(*folder, "default");
    if (profile == nullptr) continue;
    const ConfigSetting* key_id = profile->setting("aws_access_key_id");
    if (key_id == nullptr || key_id_kind(key_id->value.reveal()) != KeyIdKind::LongTerm) continue;
    if (!is_judgeable(context.catalog, key_id->value.reveal())) continue;
    if (homes.real_around(context.facts.file(*key_id).path) == nullptr) continue;
    Finding& finding = sink.report(
        *key_id,
        "A long-term key still stands in [default], although this home signs in through SSO. "
        "Every program that is told no profile uses the key, in every SDK, and nobody sees that "
        "it is still needed.",
        "remove the key from [default] and deactivate it, or move it to a profile with a name");
    finding.related.push_back({sso->at, "a profile that signs in through SSO"});
  }
}

}  // namespace

RuleDefinition long_term_default_key() {
  return {.info = {.summary = "A long-term key in [default] beside profiles that use SSO",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Note,
                   .yields_at_span = {{"shadowed-static-keys"}}},
          .check = check};
}

}  // namespace credlint::rules
