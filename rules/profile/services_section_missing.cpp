// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/plain_values.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/plain_settings.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using NamesByFolder = std::map<std::string_view, std::vector<std::string_view>>;

NamesByFolder services_by_folder(const FactStore& facts) {
  NamesByFolder names;
  for (const ConfigSection& section : facts.facts().config_sections) {
    if (section.kind != SectionKind::Services) continue;
    names[folder_of(facts.file(section).path)].push_back(section.name);
  }
  return names;
}

/// What SDKs do where `services` names a section that is not there.
resolver::Outcomes outcomes_without_section(const RuleContext& context) {
  const resolver::SmallMachine machine(
      context, {"[default]", "region = us-east-1", "services = missing"},
      {"[default]", "aws_access_key_id = id", "aws_secret_access_key = secret"}, {});
  return resolver::stops_or(context, machine, [](const resolver::Resolution&) {
    return std::string("use the endpoints of AWS");
  });
}

void check_references(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  NamesByFolder names = services_by_folder(context.facts);
  NameSuggestions suggestions;
  for (auto& [folder, list] : names) std::sort(list.begin(), list.end());
  for (const Profile& profile : graph.profiles()) {
    const ConfigSetting* setting = profile.setting("services");
    // Such sections are defined in the config file: without it nothing is known of them.
    if (setting == nullptr || !profile.folder->has_config) continue;
    if (!is_plain_setting(context, *setting)) continue;
    const std::string_view name = setting->value.reveal();
    const auto& known = names[profile.folder->path];
    if (std::binary_search(known.begin(), known.end(), name)) continue;
    const std::string_view near = suggestions.nearest_to(name, known);
    Finding& finding = sink.report(
        *setting,
        fmt::format("services names \"{}\", for which there is no section [services {}]{}. "
                    "{}",
                    name, name, did_you_mean(near),
                    context.view<outcomes_without_section>().sentence()),
        write_or(near, fmt::format("define [services {}] in the config file, or delete the "
                                   "line",
                                   name)));
    if (!near.empty()) finding.fix = only_candidate(setting->at, name, known);
  }
}

bool is_absolute(std::string_view url) {
  const std::string lower = to_lower(url.substr(0, 8));
  return starts_with(lower, "http://") || starts_with(lower, "https://");
}

void judge_url(const Fact& fact, std::string_view name, std::string_view url, Confidence confidence,
               FindingSink& sink) {
  if (!is_plain(url) || is_absolute(url)) return;
  Finding& finding = sink.report(
      fact,
      fmt::format("{} is no absolute URL: it lacks \"http://\" or \"https://\". The AWS CLI and "
                  "boto3 stop with \"Invalid endpoint\", and no other SDK can use it.",
                  name),
      "write the scheme: http://localhost:4566");
  finding.confidence = confidence;
}

void check_urls(const RuleContext& context, FindingSink& sink) {
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!equals_ignoring_case(setting.key, "endpoint_url") || !setting.in_section) continue;
    judge_url(setting, setting.key, setting.value.reveal(), Confidence::High, sink);
  }
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::Endpoint || name->tool != "aws") continue;
    if (!assignment.literal || assignment.test) continue;
    // A program may add the scheme by itself before it uses the variable.
    judge_url(assignment, assignment.name, assignment.value.reveal(), Confidence::Medium, sink);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_references(context, sink);
  check_urls(context, sink);
}

}  // namespace

RuleDefinition services_section_missing() {
  return {.info = {.summary = "Endpoints that are not defined, or are no URLs",
                   .reporting = Reporting::InUse,
                   .error = "InvalidConfigError",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "unexpanded-variable", "smart-quotes"}}},
          .check = check};
}

}  // namespace credlint::rules
