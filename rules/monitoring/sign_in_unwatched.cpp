// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/views/watched_resources.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

/// What the benchmark of CIS wants to be told of, and what shows that somebody is.
struct Event {
  std::string_view pattern;  ///< of rulesets/patterns/habits.toml
  std::string_view what, example;
};
constexpr Event kEvents[] = {
    {"root-use-watched", "use of root",
     R"({ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" })"},
    {"failed-sign-in-watched", "sign-ins to the console that fail",
     R"({ $.eventName = ConsoleLogin && $.errorMessage = "Failed authentication" })"},
};

constexpr std::size_t kSomeFilters = 2;

bool is_about_identity(const WatchedResource& filter, std::string_view words) {
  const auto pattern = filter.value("pattern");
  if (!pattern || !contains(*pattern, "$.")) return false;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (contains(*pattern, words.substr(0, end))) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

/// Something in the run looks for the event; what is told to readers or left out looks for nothing.
bool is_watched(const FactStore& facts, const Event& event) {
  const auto& matches = facts.facts().pattern_matches;
  return std::any_of(matches.begin(), matches.end(), [&](const PatternMatch& match) {
    const PatternMatch::Group* text = match.group("plain");
    return match.pattern == event.pattern && text != nullptr && !text->value.empty() &&
           !facts.file(match).has(Trait::Prose);
  });
}

using Filters = std::vector<const WatchedResource*>;

/// Events that no filter of a folder looks for, where some look for others of their kind.
void report_missing(const RuleContext& context, const Filters& filters, FindingSink& sink) {
  std::map<std::string_view, Filters> folders;
  for (const WatchedResource* filter : filters)
    folders[folder_of(context.facts.file(*filter->definition).path)].push_back(filter);
  const auto some = std::ranges::find_if(
      folders, [](const auto& folder) { return folder.second.size() >= kSomeFilters; });
  if (some == folders.end()) return;
  for (const Event& event : kEvents) {
    if (is_watched(context.facts, event)) continue;
    sink.report(
        *some->second.front()->definition,
        fmt::format("Metric filters look for other events of the trail, but nothing among these "
                    "files looks for {}.",
                    event.what),
        fmt::format("add a metric filter with an alarm: {}", event.example));
  }
}

/// The metrics that alarms are about; nothing where one of them cannot be followed.
std::optional<std::set<std::string_view>> alarmed(const std::vector<WatchedResource>& resources) {
  std::set<std::string_view> metrics;
  for (const WatchedResource& alarm : resources) {
    if (alarm.kind != "alarm") continue;
    const auto metric = alarm.value("metric-name");
    if (!metric) return std::nullopt;
    metrics.insert(*metric);
  }
  return metrics;
}

/// Filters that count for nobody, where others have alarms.
void report_unheard(const std::vector<WatchedResource>& resources, const Filters& filters,
                    FindingSink& sink) {
  const auto metrics = alarmed(resources);
  if (!metrics) return;
  const auto is_heard = [&](const WatchedResource* filter) {
    const auto name = filter->value("metric-name");
    return !name || metrics->contains(*name);
  };
  const auto heard = static_cast<std::size_t>(std::ranges::count_if(filters, is_heard));
  if (heard < kSomeFilters) return;
  for (const WatchedResource* filter : filters) {
    if (is_heard(filter)) continue;
    sink.report(
        filter->place("metric-name"),
        fmt::format("No alarm among these files is about the metric {}, as alarms are about "
                    "the others. What it counts is told to nobody.",
                    *filter->value("metric-name")),
        "add an alarm on this metric, or remove the filter that nobody listens to");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const DataRow* words = context.catalog.table(Table::WatchedResources).find("identity-events");
  if (words == nullptr) return;
  const auto& resources = context.view<watched_resources>();
  Filters filters;
  for (const WatchedResource& resource : resources) {
    if (resource.kind == "metric-filter" && is_about_identity(resource, words->value))
      filters.push_back(&resource);
  }
  report_missing(context, filters, sink);
  report_unheard(resources, filters, sink);
}

}  // namespace

RuleDefinition sign_in_unwatched() {
  return {.info = {.summary = "Events of a trail are watched, but not root or failed sign-ins",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Note,
                   .confidence = Confidence::Medium,
                   .error = ""},
          .check = check};
}

}  // namespace credlint::rules
