// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/plain_settings.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_start_url(const RuleContext& context, const ConfigSetting& setting) {
  return equals_ignoring_case(setting.key, "sso_start_url") && is_plain_setting(context, setting);
}

// The URL without what makes no difference to the server: "/" and "#/" at its end.
std::string_view core_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  return url;
}

// What is wrong with the URL by itself, as a sentence; empty when nothing is.
std::string problem(std::string_view url) {
  if (!starts_with(to_lower(url.substr(0, 8)), "https://")) {
    return "sso_start_url does not begin with \"https://\". IAM Identity Center refuses the login "
           "with InvalidRequestException, in every SDK.";
  }
  if (url.find_first_of(" \t") != std::string_view::npos) {
    return "sso_start_url holds a blank, which no URL does. The login fails in every SDK.";
  }
  // The access portal itself shows "…/start/#"; what follows is a page of it.
  if (contains(url, "#/")) {
    return "sso_start_url ends with a fragment (\"#/…\"), which the browser added. The URL names "
           "the "
           "file in which SDKs keep the login, so that a profile with the plain URL does not find "
           "it and asks to log in again.";
  }
  return {};
}

// A scheme that is missing or http is plainly meant as https; a fragment is none of the server's.
std::optional<Fix> right_url(const ConfigSetting& setting) {
  const std::string_view url = setting.value.reveal();
  if (url.find_first_of(" \t") != std::string_view::npos) return std::nullopt;
  std::string right(core_of(url));
  if (starts_with(to_lower(right), "http://")) right = right.substr(7);
  if (!starts_with(to_lower(right), "https://")) {
    if (contains(right, "://") || !contains(right, ".")) return std::nullopt;
    right = "https://" + right;
  }
  return replacement(setting.at, url, right, FixSafety::Safe);
}

// Profiles of the old form share a login by the very text of the URL.
class Spellings {
 public:
  explicit Spellings(const FactStore& facts) : facts_(facts) {}

  void judge(const ConfigSetting& setting, FindingSink& sink) {
    if (setting.section_kind == SectionKind::SsoSession) return;
    const std::string_view url = setting.value.reveal();
    const std::pair key(folder_of(facts_.file(setting).path), core_of(url));
    const auto [entry, added] = first_.try_emplace(key, &setting);
    if (added || entry->second->value == setting.value) return;
    Finding& finding = sink.report(
        setting,
        "Another profile writes this URL with, or without, a slash at its end. SDKs keep the login "
        "under the text of the URL, so that each spelling needs a login of its own.",
        "write the URL in one way, best once in an [sso-session] section");
    finding.severity = Severity::Note;
    finding.related.push_back({entry->second->at, "the other spelling"});
  }

 private:
  const FactStore& facts_;
  std::map<std::pair<std::string_view, std::string_view>, const ConfigSetting*> first_;
};

void check(const RuleContext& context, FindingSink& sink) {
  Spellings spellings(context.facts);
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!is_start_url(context, setting)) continue;
    std::string message = problem(setting.value.reveal());
    if (message.empty()) {
      spellings.judge(setting, sink);
    } else {
      Finding& finding = sink.report(setting, std::move(message),
                                     "write the URL as the access portal shows it: "
                                     "https://d-1234567890.awsapps.com/start");
      finding.fix = right_url(setting);
    }
  }
}

}  // namespace

RuleDefinition sso_start_url_malformed() {
  return {.info = {.summary = "An SSO start URL that is none, or that has more than it should",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "InvalidRequestException",
                   .fixes = Fixes::Safe,
                   .yields_at_span = {{"quoted-value", "inline-comment-in-value",
                                       "unexpanded-variable", "sso-conflict", "smart-quotes"}}},
          .check = check};
}

}  // namespace credlint::rules
