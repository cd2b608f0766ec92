// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <optional>

#include "cli/shard/shard_state.h"

namespace credlint {
namespace {

constexpr std::uint32_t kMaxShards = 10'000;

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> variable(const char* name) {
  const char* value = name == nullptr ? nullptr : std::getenv(name);
  return value == nullptr ? std::nullopt : number_in(value);
}

/// How systems that run a job several times tell each run which it is.
struct NodeVariables {
  const char* index;
  const char* count;    ///< nullptr: it does not tell
  std::uint32_t first;  ///< index of the first run
};
constexpr NodeVariables kNodeVariables[] = {
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", 1},                          // GitLab
    {"CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0},                  // CircleCI
    {"BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0},  // Buildkite
    {"AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", 0},   // AWS Batch
    {"CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT", 0},            // Cloud Run jobs
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", 0},           // Slurm, --array=0-N
    {"JOB_COMPLETION_INDEX", nullptr, 0},                           // Kubernetes Indexed Job
};

Result<Shard> shard_of(std::optional<std::uint32_t> number, std::optional<std::uint32_t> count) {
  if (!number || !count || *count < 1 || *count > kMaxShards || *number < 1 || *number > *count)
    return Error{fmt::format("--shard needs I/N with I from 1 to N, and N at most {}", kMaxShards)};
  return Shard{*number, *count};
}

Result<Shard> automatic_shard(std::optional<std::uint32_t> count) {
  for (const NodeVariables& names : kNodeVariables) {
    const auto index = variable(names.index);
    if (!index || *index < names.first || *index > kMaxShards) continue;
    if (!count) count = variable(names.count);
    if (count) return shard_of(*index - names.first + 1, count);
    return Error{fmt::format("{} does not tell how many shards there are: write --shard auto/N",
                             names.index)};
  }
  return Error{
      "--shard auto finds no variable that tells which of several jobs this is "
      "(CI_NODE_INDEX, JOB_COMPLETION_INDEX, …)"};
}

}  // namespace

// FNV-1a, spread once more: paths that differ in their last character alone must not stay together.
bool Shard::holds(std::string_view path) const {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdULL;
  return (hash >> 33) % count == number - 1;
}

Result<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  const bool has_count = slash != std::string_view::npos;
  const auto count = has_count ? number_in(text.substr(slash + 1)) : std::nullopt;
  const std::string_view number = text.substr(0, slash);
  if (number != "auto") return shard_of(number_in(number), count);
  if (has_count && !count) return shard_of(std::nullopt, std::nullopt);
  return automatic_shard(count);
}

}  // namespace credlint
