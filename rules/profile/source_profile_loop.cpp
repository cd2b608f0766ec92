// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "rules/views/profile_graph.h"
#include "rules/views/profile_words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kMostShown = 8;

std::string in_words(const std::vector<const Profile*>& loop) {
  std::string text;
  for (std::size_t i = 0; i < std::min(loop.size(), kMostShown); ++i) {
    text += fmt::format("{} -> ", loop[i]->name);
  }
  if (loop.size() > kMostShown) text += "... -> ";
  return text.append(loop.front()->name);
}

void check(const RuleContext& context, FindingSink& sink) {
  const ProfileGraph& graph = context.view<ProfileGraph>();
  for (const auto& loop : graph.loops()) {
    // A profile may be its own source when it has credentials of its own.
    if (loop.size() == 1 && yields_credentials(context.catalog, *loop.front())) continue;
    Finding& finding = sink.report(
        *ProfileGraph::source_of(*loop.front()),
        fmt::format("source_profile leads back to where it began: {}. No profile of the loop has "
                    "credentials; SDKs stop with an infinite-loop error.",
                    in_words(loop)),
        "let one source_profile name a profile with credentials of its own");
    for (std::size_t i = 1; i < std::min(loop.size(), kMostShown); ++i) {
      finding.related.push_back({ProfileGraph::source_of(*loop[i])->at, "goes on here"});
    }
  }
}

}  // namespace

RuleDefinition source_profile_loop() {
  return {.info = {.summary = "source_profile leads in a circle",
                   .reporting = Reporting::InUse,
                   .error = "InfiniteLoopConfigError"},
          .check = check};
}

}  // namespace credlint::rules
