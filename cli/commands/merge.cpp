// SPDX-License-Identifier: MIT
#include "cli/commands/merge.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/check_plan.h"
#include "cli/check_report.h"

namespace credlint {
namespace {

constexpr std::uint64_t kMaxReportBytes = 2ULL << 30U;

Result<std::vector<ShardState>> read_shards(const std::vector<std::string>& files) {
  std::vector<ShardState> shards;
  FileId first = 0;
  for (const std::string& file : files) {
    CREDLINT_TRY(const std::string text, read_whole_file(file, kMaxReportBytes));
    CREDLINT_TRY(ShardState state, read_shard_state(text, file, first));
    first += static_cast<FileId>(state.files.size());
    shards.push_back(std::move(state));
  }
  return shards;
}

/// Shards are judged at one time: the one that is asked for, else the latest of theirs.
TimePoint time_for(const MergeFlags& flags, const std::vector<ShardState>& shards,
                   TimePoint asked_for) {
  if (!flags.check.now.empty()) return asked_for;
  return std::ranges::max(shards, {}, &ShardState::now).now;
}

}  // namespace

int run_merge(const MergeFlags& flags, const Output& output) {
  Result<Plan> plan = plan_for(flags.check);
  if (!plan) return output.fail(plan.error().message);
  Result<std::vector<ShardState>> shards = read_shards(flags.files);
  if (!shards) return output.fail(shards.error().message);
  RunOptions& options = plan->setup.options;
  options.now = time_for(flags, *shards, options.now);
  const Result<CheckResult> joined =
      join_shards(std::move(*shards), plan->setup.catalog(), options);
  if (!joined) return output.fail(joined.error().message);
  const Result<ExitCode> code = report(*plan, flags.check, *joined, output);
  return code ? *code : output.fail(code.error().message);
}

}  // namespace credlint
