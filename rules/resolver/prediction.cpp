// SPDX-License-Identifier: MIT
#include "rules/resolver/prediction.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/region_names.h"
#include "rules/anatomy/value_errors.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/profile_walk.h"
#include "scanner/core/rule.h"

namespace credlint::resolver {

std::string error_of(std::string_view rule) {
  for (const Rule& candidate : all_rules()) {
    if (candidate.id == rule) {
      return std::string(candidate.info.error.substr(0, candidate.info.error.find_first_of(",: ")));
    }
  }
  return {};
}

bool talks_to_aws(const Machine& machine) {
  const auto endpoint = machine.filled("AWS_ENDPOINT_URL");
  return !endpoint || is_aws_endpoint(machine.catalog, *endpoint);
}

namespace {

std::optional<Failure> region_failure(const Machine& machine, const Sdk& sdk,
                                      const Resolution& resolution) {
  const Sourced& region = *resolution.region;
  const DefectWords words{resolution.profile.name, region.value, {}};
  if (region.value.empty() && !sdk.error("region-empty").type.empty()) {
    return failure_of(machine, sdk, "region-empty", words, region.from);
  }
  if (sdk.checks_host_label && !is_host_label(region.value)) {
    return failure_of(machine, sdk, "region-malformed", words, region.from);
  }
  const RegionReading reading = read_region(machine.catalog, region.value);
  const bool zone =
      reading.kind == RegionKind::AvailabilityZone || reading.kind == RegionKind::LocalZone;
  const bool wrong = reading.kind == RegionKind::Foreign || reading.kind == RegionKind::Malformed;
  if (!zone && !wrong) return std::nullopt;
  // Without credentials nothing is sent, and no host is looked for; one that cannot be, is refused.
  if (!resolution.credentials && is_host_label(region.value)) return std::nullopt;
  Failure failure;
  failure.defect = "endpoint-unreachable";
  failure.rule = zone ? "region-is-az" : "region-malformed";
  failure.type = error_of("region-is-az");
  failure.message = fmt::format("\"{}\" is no region", region.value);
  if (!reading.suggestion.empty()) {
    failure.message += fmt::format("; {} is probably meant", reading.suggestion);
  }
  failure.from = region.from;
  return failure;
}

/// Where the failure stands among those that the SDK could come to.
std::ptrdiff_t rank(const Sdk& sdk, const Failure& failure) {
  const auto place_of = [&](std::string_view word) {
    return std::find(sdk.error_order.begin(), sdk.error_order.end(), word);
  };
  auto place = place_of(failure.defect);
  // A region of a variable is known before any file is read.
  if (failure.defect == "region-malformed" && failure.from.kind == Origin::Kind::Variable) {
    const auto early = place_of("region-malformed-in-variable");
    if (early != sdk.error_order.end()) place = early;
  }
  if (place == sdk.error_order.end()) place = place_of("*");
  return place - sdk.error_order.begin();
}

}  // namespace

std::optional<Failure> predict_failure(const Machine& machine, const Sdk& sdk,
                                       const Resolution& resolution) {
  std::vector<Failure> failures;
  const auto add = [&](std::optional<Failure> failure) {
    if (failure) failures.push_back(std::move(*failure));
  };
  add(resolution.failure);
  add(resolution.client_failure);
  add(resolution.region
          ? region_failure(machine, sdk, resolution)
          : failure_of(machine, sdk, "no-region", {resolution.profile.name, {}, {}}, {}));
  const auto first = std::min_element(
      failures.begin(), failures.end(),
      [&](const Failure& a, const Failure& b) { return rank(sdk, a) < rank(sdk, b); });
  return first == failures.end() ? std::nullopt : std::optional(*first);
}

}  // namespace credlint::resolver
