// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/anatomy/words.h"
#include "rules/views/file_matches.h"
#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kOldPrefix = "cloud.aws.";
constexpr std::string_view kNewPrefix = "spring.cloud.aws.";

bool matches(const RuleContext& context, std::string_view pattern) {
  return context.view<FileMatches>().anywhere(pattern) != nullptr;
}

/// "cloud.aws.credentials.access-key" begins with "cloud.aws", in any spelling.
bool is_below(std::string_view path, std::string_view prefix) {
  std::size_t end = 0;
  for (; end <= path.size(); ++end) {
    const bool whole = end == path.size() || path[end] == '.';
    if (whole && same_name(path.substr(0, end), prefix)) return true;
  }
  return false;
}

/// Whether code of the project takes the setting itself, or another setting is made of it.
bool is_asked_for(const FactStore& facts, std::string_view path) {
  return std::ranges::any_of(facts.facts().pattern_matches, [&](const PatternMatch& match) {
    if (match.pattern != "property-read") return false;
    const PatternMatch::Group* prefix = match.group("plain_prefix");
    if (prefix != nullptr && !prefix->value.empty()) return is_below(path, prefix->value.reveal());
    return std::ranges::any_of(match.groups, [&](const PatternMatch::Group& group) {
      return !group.value.empty() && same_name(group.value.reveal(), path);
    });
  });
}

bool is_set(const FactStore& facts, std::string_view path) {
  return std::ranges::any_of(facts.facts().tool_settings, [&](const ToolSetting& setting) {
    return same_name(setting.path, path);
  });
}

bool is_of_sdk(const ToolSetting& setting) {
  return setting.meaning == Meaning::KeyId || setting.meaning == Meaning::Secret ||
         setting.meaning == Meaning::Region || setting.meaning == Meaning::Profile;
}

/// Version 3 of Spring Cloud AWS moved its settings from cloud.aws to spring.cloud.aws.
void check_generations(const RuleContext& context, FindingSink& sink) {
  const FactStore& facts = context.facts;
  const bool old = matches(context, "spring-cloud-aws-2");
  if (old == matches(context, "spring-cloud-aws-3")) return;
  const std::string_view read = old ? kOldPrefix : kNewPrefix;
  const std::string_view unread = old ? kNewPrefix : kOldPrefix;
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    if (setting.tool != "spring" || !setting.path.starts_with(unread) || !is_of_sdk(setting))
      continue;
    const std::string right = std::string(read) + std::string(setting.path).substr(unread.size());
    if (is_set(facts, right) || is_asked_for(facts, setting.path)) continue;
    sink.report(setting.name_at, setting.scope,
                fmt::format("Spring Cloud AWS {} reads {}, and not {}: what stands here is passed "
                            "over, and the SDK looks in its usual places.",
                            old ? "2" : "3", right, setting.path),
                fmt::format("write {}", right));
  }
}

/// A client whose credentials the SDK has to find.
const ClientConstruction* client_without_keys(const RuleContext& context) {
  const ClientConstruction* found = nullptr;
  for (const ClientConstruction& client : context.facts.facts().client_constructions) {
    if (!client.sdk.starts_with("java-v")) continue;
    if (client.key_id.given() || client.unfollowed) return nullptr;
    if (!client.service.empty() && context.view<Purposes>().of(client) != FilePurpose::Test)
      found = &client;
  }
  return found;
}

/// aws.accessKeyId is a property of the JVM to the SDK; what stands in Spring's files is none.
void check_own_names(const RuleContext& context, FindingSink& sink) {
  const FactStore& facts = context.facts;
  if (!matches(context, "spring-boot") || matches(context, "other-jvm-framework")) return;
  const ClientConstruction* client = client_without_keys(context);
  for (const ToolSetting& setting : facts.facts().tool_settings) {
    const bool own = setting.tool == "micronaut" && setting.path.starts_with("aws.") &&
                     setting.meaning == Meaning::KeyId && !setting.value.empty();
    if (client == nullptr || !own || is_asked_for(facts, setting.path)) continue;
    Finding& finding = sink.report(
        setting.name_at, setting.scope,
        fmt::format("Nobody reads {} here: the SDK looks for properties of the JVM (-D), and "
                    "Spring's settings are none. {} looks for credentials in the usual places.",
                    setting.name, client->callee),
        "give the client the pair in code (@Value), or set AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY");
    finding.related.push_back({client->at, "a client that is given no credentials"});
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_generations(context, sink);
  check_own_names(context, sink);
}

}  // namespace

RuleDefinition spring_setting_not_read() {
  return {.info = {.summary = "A setting of Spring that neither Spring Cloud AWS nor the SDK reads",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
