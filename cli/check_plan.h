// SPDX-License-Identifier: MIT
// What a run of `check`, or of `merge`, will do: common to both.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "cli/setup.h"
#include "cli/shard/shard_state.h"
#include "scanner/core/result.h"
#include "scanner/report/report.h"

namespace credlint {

/// A report that was asked for. An empty path is standard output.
struct Target {
  const ReportFormat* format = nullptr;
  std::string path;
};

/// What a run with these flags will do: all that can be wrong with them is found here.
struct Plan {
  std::vector<Target> targets;
  Setup setup;
  std::optional<Shard> shard;
  std::set<std::string> unfixable;  ///< files that --fix could not change
};

/// Reads flags, configuration, baseline and standard input.
Result<Plan> plan_for(const CheckFlags& flags);

}  // namespace credlint
