// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "rules/views/project_sdks.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using Clients = std::vector<ClientConstruction>;

bool uses(const Clients& clients, FileId file, std::string_view sdk) {
  return std::any_of(clients.begin(), clients.end(), [&](const ClientConstruction& client) {
    return client.at.file == file && client.sdk == sdk;
  });
}

/// System properties whose name changed with version 2 of the SDK for Java.
void judge_properties(const RuleContext& context, FindingSink& sink) {
  const DataTable& renamed = context.catalog.table(Table::RenamedProperties);
  const FileFacts& facts = context.facts.facts();
  for (const PropertyAssignment& set : facts.property_assignments) {
    for (const std::string_view sdk : {"java-v1", "java-v2"}) {
      const DataRow* row = renamed.find(fmt::format("{}/{}", sdk, set.name));
      if (row == nullptr || !uses(facts.client_constructions, set.at.file, sdk)) continue;
      if (uses(facts.client_constructions, set.at.file, row->note)) continue;
      sink.report(set,
                  fmt::format("Version {} of the SDK for Java does not read the property {}; it "
                              "reads {}. It finds no secret there and goes on to other sources: "
                              "\"Unable to load credentials from any of the providers\".",
                              sdk.back(), set.name, row->value),
                  fmt::format("write {}", row->value));
    }
  }
}

/// The generations of the SDK for Java that the nearest folder around the file, which has any,
/// uses.
std::set<std::string> java_sdks_around(const RuleContext& context, FileId file) {
  const FileMatches& matches = context.view<FileMatches>();
  std::set<std::string> found;
  for (const std::string_view sdk : {"java-v1", "java-v2"})
    if (matches.in(file, fmt::format("library-of-{}", sdk))) found.emplace(sdk);
  std::string_view folder = folder_of(context.facts.file(file).path);
  while (found.empty()) {
    for (const std::string& sdk : context.view<ProjectSdks>().below(folder))
      if (sdk.starts_with("java-v")) found.insert(sdk);
    if (folder.empty() || folder == folder_of(folder)) break;
    folder = folder_of(folder);
  }
  return found;
}

/// Whether anything asks for the property by its name.
bool is_asked_for(const FileFacts& facts, std::string_view property) {
  return std::ranges::any_of(facts.pattern_matches, [&](const PatternMatch& match) {
    if (match.pattern != "property-read") return false;
    return std::ranges::any_of(match.groups, [&](const PatternMatch::Group& group) {
      return same_name(group.value.reveal(), property);
    });
  });
}

/// The same properties behind -D on a command line.
void judge_command_lines(const RuleContext& context, FindingSink& sink) {
  const DataTable& renamed = context.catalog.table(Table::RenamedProperties);
  std::set<std::pair<FileId, std::string>> given;
  const FileFacts& facts = context.facts.facts();
  for (const PatternMatch& match : facts.pattern_matches) {
    const PatternMatch::Group* name = match.group("plain");
    if (match.pattern == "jvm-secret-property" && name != nullptr)
      given.emplace(match.at.file, name->value.reveal());
  }
  for (const PatternMatch& match : facts.pattern_matches) {
    const PatternMatch::Group* name = match.group("plain");
    if (match.pattern != "jvm-secret-property" || name == nullptr || name->value.empty()) continue;
    const std::set<std::string> sdks = java_sdks_around(context, match.at.file);
    if (sdks.size() != 1) continue;
    const DataRow* row = renamed.find(fmt::format("{}/{}", *sdks.begin(), name->value.reveal()));
    if (row == nullptr || given.contains({match.at.file, std::string(row->value)})) continue;
    if (is_asked_for(facts, name->value.reveal())) continue;
    Finding& finding = sink.report(
        name->at, match.scope,
        fmt::format("Version {} of the SDK for Java, which this project uses, does not read the "
                    "property {}; it reads {}. It finds no secret there and goes on to other "
                    "sources: \"Unable to load credentials from any of the providers\".",
                    sdks.begin()->back(), name->value.reveal(), row->value),
        fmt::format("write -D{}=…", row->value));
    finding.fix = replacement(name->at, name->value.reveal(), row->value, FixSafety::Safe);
  }
}

/// What AWS.config holds does not reach clients of version 3.
void judge_javascript(const RuleContext& context, FindingSink& sink) {
  const Clients& clients = context.facts.facts().client_constructions;
  for (const ClientConstruction& config : clients) {
    if (config.sdk != "js-v2" || !config.service.empty() || config.constructor != "update")
      continue;
    const bool serves_v2 = std::any_of(clients.begin(), clients.end(), [&](const auto& client) {
      return client.at.file == config.at.file && client.sdk == "js-v2" && !client.service.empty();
    });
    const auto client = std::find_if(clients.begin(), clients.end(), [&](const auto& other) {
      const bool same = other.at.file == config.at.file && other.sdk == "js-v3" &&
                        !other.service.empty() && !other.open_ended && !other.unfollowed;
      const bool misses = (config.key_id.given() && !other.key_id.given()) ||
                          (config.region.given() && !other.region.given());
      return same && misses;
    });
    if (serves_v2 || client == clients.end()) continue;
    const bool keys = config.key_id.given() && !client->key_id.given();
    Finding& finding = sink.report(
        config,
        fmt::format("AWS.config belongs to version 2 of the JavaScript SDK. {} is a client of "
                    "version 3, which does not look at it and {}.",
                    client->callee,
                    keys ? "finds other credentials or none"
                         : "stops with \"Region is missing\" unless the environment names one"),
        "pass region and credentials to the client itself, and drop aws-sdk version 2");
    finding.related.push_back({client->at, "a client of version 3"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  judge_properties(context, sink);
  judge_command_lines(context, sink);
  judge_javascript(context, sink);
}

}  // namespace

RuleDefinition mixed_sdk_generations() {
  return {.info = {.summary = "A setting of one generation of an SDK beside clients of another",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "CredentialsProviderError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
