// SPDX-License-Identifier: MIT
#include "rules/views/deployments.h"

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "scanner/core/file_purpose.h"

namespace credlint {

namespace {

/// Serverless packages what lies below its file, a template or a module may point beside it.
bool packages_own_folder(std::string_view path) {
  return base_name(path).starts_with("serverless.");
}

}  // namespace

Deployments::Deployments(const RuleContext& context) : context_(context) {
  const Purposes& purposes = context.view<Purposes>();
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const bool live = purposes.of(match) == FilePurpose::Live;
    if (match.pattern == "deployment-role" && live) roles_.push_back(&match);
  }
  for (const EnvAssignment& each : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(each.name);
    if (name == nullptr || name->meaning != Meaning::KeyId) continue;
    if (each.syntax != EnvSyntax::EnvFile || context.facts.file(each).has(Trait::Template))
      continue;
    if (key_id_kind(each.value.reveal()) == KeyIdKind::LongTerm) keys_.push_back(&each);
  }
}

const PatternMatch* Deployments::role_of(FileId file) const {
  const FileMatches& matches = context_.view<FileMatches>();
  if (const PatternMatch* handler = matches.first(file, "lambda-handler")) return handler;
  const std::string_view path = context_.facts.file(file).path;
  for (const PatternMatch* role : roles_) {
    const std::string_view definition = context_.facts.file(*role).path;
    const std::string_view folder = folder_of(definition);
    const bool beside = !packages_own_folder(definition) && is_within(path, folder_of(folder));
    if (is_within(path, folder) || beside) return role;
  }
  return nullptr;
}

const EnvAssignment* Deployments::long_term_key_of(FileId file) const {
  const std::string_view path = context_.facts.file(file).path;
  for (const EnvAssignment* key : keys_) {
    if (is_within(path, folder_of(context_.facts.file(*key).path))) return key;
  }
  return nullptr;
}

}  // namespace credlint
