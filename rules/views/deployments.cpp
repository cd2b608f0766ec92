// SPDX-License-Identifier: MIT
#include "rules/views/deployments.h"

#include <algorithm>
#include <set>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "rules/views/function_sources.h"
#include "scanner/core/file_purpose.h"

namespace credlint {

namespace {

/// Serverless packages what lies below its file, a template or a module may point beside it.
bool packages_own_folder(std::string_view path) {
  return base_name(path).starts_with("serverless.");
}

/// A file of the folder, of one below it, or beside it ("deploy/").
bool is_near(std::string_view path, std::string_view definition) {
  const std::string_view folder = folder_of(definition);
  return is_within(path, folder) || is_within(path, folder_of(folder));
}

}  // namespace

Deployments::Deployments(const RuleContext& context) : context_(context) {
  const Purposes& purposes = context.view<Purposes>();
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const bool live = purposes.of(match) == FilePurpose::Live;
    if (match.pattern == "deployment-role" && live) roles_.push_back(&match);
    if (match.pattern == "made-key-given" && live) made_.push_back(&match);
  }
  const auto& assignments = context.facts.facts().env_assignments;
  std::set<ScopeId> with_token;
  for (const EnvAssignment& each : assignments) {
    const KeyName* name = context.catalog.variable(each.name);
    if (name != nullptr && name->meaning == Meaning::Token) with_token.insert(each.scope);
  }
  for (const EnvAssignment& each : assignments) note_key(each, with_token.contains(each.scope));
}

void Deployments::note_key(const EnvAssignment& each, bool with_token) {
  const KeyName* name = context_.catalog.variable(each.name);
  if (name == nullptr || name->meaning != Meaning::KeyId) return;
  if (context_.facts.file(each).has(Trait::Template)) return;
  const KeyIdKind kind = key_id_kind(each.value.reveal());
  if (each.syntax == EnvSyntax::EnvFile && kind == KeyIdKind::LongTerm) keys_.push_back(&each);
  const bool given = each.syntax == EnvSyntax::DockerEnv || each.syntax == EnvSyntax::Document;
  const bool temporary = each.literal && kind != KeyIdKind::LongTerm;
  if (given && !temporary && !with_token) given_.push_back(&each);
}

const PatternMatch* Deployments::role_of(FileId file) const {
  const FileMatches& matches = context_.view<FileMatches>();
  if (const PatternMatch* handler = matches.first(file, "lambda-handler")) return handler;
  const std::string_view path = context_.facts.file(file).path;
  for (const PatternMatch* role : roles_) {
    const std::string_view definition = context_.facts.file(*role).path;
    const std::string_view folder = folder_of(definition);
    const bool beside = !packages_own_folder(definition) && is_within(path, folder_of(folder));
    if (!is_within(path, folder) && !beside) continue;
    if (!context_.view<FunctionSources>().leave_out(*role, path)) return role;
  }
  return nullptr;
}

const EnvAssignment* Deployments::pair_given_beside(const PatternMatch& role, FileId file) const {
  if (role.group("plain_container") == nullptr) return nullptr;
  const std::string_view path = context_.facts.file(file).path;
  const auto gives = [&](const EnvAssignment* key) {
    const bool same_definition = key->at.file == role.at.file;
    const bool image = key->syntax == EnvSyntax::DockerEnv;
    // What a definition takes from elsewhere may be anything, but for the task's own.
    if (!key->literal && !image && !same_definition) return false;
    return same_definition || is_near(path, context_.facts.file(*key).path);
  };
  const auto found = std::find_if(given_.begin(), given_.end(), gives);
  return found == given_.end() ? nullptr : *found;
}

const PatternMatch* Deployments::made_key_of(FileId file) const {
  const std::string_view path = context_.facts.file(file).path;
  const auto found = std::ranges::find_if(made_, [&](const PatternMatch* key) {
    return is_near(path, context_.facts.file(*key).path);
  });
  return found == made_.end() ? nullptr : *found;
}

const EnvAssignment* Deployments::long_term_key_of(FileId file) const {
  const std::string_view path = context_.facts.file(file).path;
  for (const EnvAssignment* key : keys_) {
    if (is_within(path, folder_of(context_.facts.file(*key).path))) return key;
  }
  return nullptr;
}

}  // namespace credlint
