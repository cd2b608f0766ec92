// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/env_scopes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kFull = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr std::string_view kRelative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr std::string_view kPlain = "http://";

/// The host of a URL without its port; an IPv6 address without its brackets.
std::string host_of(std::string_view url) {
  url.remove_prefix(kPlain.size());
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  if (starts_with(url, "[")) return to_lower(url.substr(1, url.find(']') - 1));
  return to_lower(url.substr(0, url.find(':')));
}

bool is_allowed(const Catalog& catalog, std::string_view host) {
  return starts_with(host, "127.") || catalog.table(Table::ContainerHosts).find(host) != nullptr;
}

bool is_fill_in(const Catalog& catalog, std::string_view value) {
  return is_expansion(value) || placeholder_kind(value, catalog) == PlaceholderKind::FillIn;
}

resolver::Outcomes outcomes_of_other_host(const RuleContext& context) {
  return resolver::stops_or(context,
                            {context, {}, {}, {{std::string(kFull), "http://example.com/"}}},
                            [](const resolver::Resolution&) { return "find no credentials"; });
}

void judge_full(const RuleContext& context, const EnvAssignment& full, FindingSink& sink) {
  const std::string_view url = full.value.reveal();
  if (is_fill_in(context.catalog, url) || !starts_with(to_lower(url), kPlain)) return;
  const std::string host = host_of(url);
  if (host.empty() || is_allowed(context.catalog, host)) return;
  sink.report(full,
              fmt::format("Credentials are not fetched from {} over http: that is allowed to a "
                          "loopback address, 169.254.170.2, 169.254.170.23 and fd00:ec2::23 only. "
                          "{}",
                          host, context.view<outcomes_of_other_host>().sentence()),
              "use one of these addresses, or serve the credentials on the loopback interface");
}

void judge_relative(const RuleContext& context, const EnvAssignment& relative, FindingSink& sink) {
  const std::string_view path = relative.value.reveal();
  if (is_fill_in(context.catalog, path) || starts_with(path, "/")) return;
  Finding& finding = sink.report(
      relative,
      "The relative URI of the container's credentials does not begin with \"/\". It is "
      "put right behind http://169.254.170.2, so every SDK asks a host that does not "
      "exist and finds no credentials.",
      fmt::format("begin it with \"/\", or use {} for a whole URL", kFull));
  if (contains(path, "://")) return;
  finding.fix = replacement(credlint::start_of(relative.at), {}, "/", FixSafety::Safe);
  finding.fix->title = "begin it with /";
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const auto& [scope, variables] : context.view<literal_variables>()) {
    const EnvAssignment* full = variables.find(kFull);
    const EnvAssignment* relative = variables.find(kRelative);
    if (relative != nullptr) judge_relative(context, *relative, sink);
    if (full != nullptr) judge_full(context, *full, sink);
    if (full == nullptr || relative == nullptr) continue;
    Finding& finding = sink.report(
        full->name_at, full->scope,
        fmt::format("{} is not used: {} is set beside it, and every SDK takes that one.", kFull,
                    kRelative),
        "keep the one that is meant");
    finding.severity = Severity::Warning;
    finding.related.push_back({relative->at, "this one is used"});
  }
}

}  // namespace

RuleDefinition container_uri_host() {
  return {.info = {.summary = "Container credentials are fetched from a host that SDKs refuse",
                   .reporting = Reporting::InUse,
                   .error = "ValueError: Unsupported host",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
