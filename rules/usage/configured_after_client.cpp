// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/anatomy/paths.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using Call = ClientConstruction;

/// Runs when its module is loaded.
bool is_at_load(const Call& call) {
  return call.function == ScopeId{call.at.file, 0} && !call.conditional;
}

/// AWS.config.update of version 2 of the SDK for JavaScript.
bool is_update(const Call& call) {
  return call.sdk == "js-v2" && call.service.empty() && call.constructor == "update";
}

bool gives_more(const Call& update, const Call& client) {
  return (update.region.given() && !client.region.given()) ||
         (update.key_id.given() && !client.key_id.given());
}

bool is_concerned(const RuleContext& context, const Call& client) {
  return client.sdk == "js-v2" && !client.service.empty() && is_at_load(client) &&
         !client.unfollowed && !client.open_ended && !client.endpoint.given() &&
         context.view<Purposes>().of(client) != FilePurpose::Test;
}

/// "./db" names "db.js", "db.ts" or "db/index.js".
bool names_file(std::string_view path, std::string_view file) {
  if (file == path) return true;
  if (!file.starts_with(path)) return false;
  file.remove_prefix(path.size());
  if (file.starts_with("/index")) file.remove_prefix(std::string_view("/index").size());
  return file.starts_with('.') && file.find_first_of("./", 1) == std::string_view::npos;
}

/// Where the module of the update takes in the client's module before; import does so before all
/// else, wherever it stands.
const PatternMatch* taken_in_before(const FactStore& facts, const Call& update,
                                    const Call& client) {
  const std::string_view folder = folder_of(facts.file(update).path);
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern != "module-taken-in" || match.at.file != update.at.file) continue;
    const PatternMatch::Group* import = match.group("plain_import");
    const PatternMatch::Group* require = match.group("plain_require");
    const bool imports = import != nullptr && !import->value.empty();
    if (!imports && (require == nullptr || match.at.span.begin > update.at.span.begin)) continue;
    const std::string path = join_path(folder, (imports ? import : require)->value.reveal());
    if (names_file(path, facts.file(client).path)) return &match;
  }
  return nullptr;
}

void judge(const RuleContext& context, const Call& update, const Call& client, FindingSink& sink) {
  const bool same_file = client.at.file == update.at.file;
  const PatternMatch* taken_in =
      same_file ? nullptr : taken_in_before(context.facts, update, client);
  if (same_file ? client.at.span.begin > update.at.span.begin : taken_in == nullptr) return;
  const bool keys = update.key_id.given() && !client.key_id.given();
  Finding& finding = sink.report(
      client,
      fmt::format("{} is called before AWS.config.update: a client of version 2 of the JavaScript "
                  "SDK copies AWS.config when it is made, and keeps {}.",
                  client.callee,
                  keys ? "the credentials that it finds elsewhere, or none" : "no region"),
      "make the client where it is used, or call AWS.config.update in a module that comes first");
  if (!keys) finding.error = "NoRegionError";
  finding.related.push_back({update.at, "the configuration comes here"});
  if (taken_in != nullptr)
    finding.related.push_back({taken_in->at, "the client's module is loaded here, before that"});
}

/// Variables give all clients a region, whenever they are made.
bool has_region_in_environment(const FactStore& facts) {
  return !facts.env("AWS_REGION").empty() || !facts.env("AWS_DEFAULT_REGION").empty();
}

void check(const RuleContext& context, FindingSink& sink) {
  const auto& calls = context.facts.facts().client_constructions;
  const Call* update = nullptr;
  for (const Call& call : calls) {
    if (!is_update(call)) continue;
    if (update != nullptr) return;  // which one comes first is not known
    update = &call;
  }
  if (update == nullptr || !is_at_load(*update)) return;
  if (!update->key_id.given() && has_region_in_environment(context.facts)) return;
  for (const Call& client : calls) {
    if (is_concerned(context, client) && gives_more(*update, client))
      judge(context, *update, client, sink);
  }
}

}  // namespace

RuleDefinition configured_after_client() {
  return {.info = {.summary = "A client is made before the configuration that it should have",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
