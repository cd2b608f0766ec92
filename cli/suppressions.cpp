// SPDX-License-Identifier: MIT
#include "cli/suppressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/add_ignores.h"
#include "cli/baseline_file.h"
#include "scanner/core/unicode.h"

namespace credlint {

Status take_suppressions(const CheckFlags& flags, RunOptions& options) {
  if (flags.foreign_ignores) options.settings.foreign_ignores = true;
  if (flags.add_ignores && options.git)
    return Error{"--add-ignores writes to files on disk: it does not go with git's modes"};
  if (flags.add_ignores && !options.in_memory.empty())
    return Error{"--add-ignores writes to files on disk: it cannot do so to standard input"};
  if (flags.add_ignores) {
    if (Status good = check_reason(*flags.add_ignores); !good) return good;
  }
  if (flags.no_baseline) return ok();
  const std::string path = find_baseline(flags.baseline, options.settings);
  if (path.empty()) return ok();
  CREDLINT_TRY(options.baseline, load_baseline(path));
  return ok();
}

std::string stale_note(const CheckFlags& flags, const RunOptions& options,
                       const BaselineWatch& watch, const CheckResult& result) {
  // A finding may be missing because it was not asked for.
  const bool narrowed = !flags.select.empty() || !flags.ignore.empty() ||
                        !flags.min_confidence.empty() || !flags.shard.empty();
  if (narrowed || options.git || !options.baseline) return {};
  const std::vector<EntryFate> fates = watch.fates(result);
  const auto stale = std::ranges::count(fates, EntryFate::Stale);
  if (stale == 0) return {};
  return printable(fmt::format("{} {} of {} match{} nothing any more (credlint baseline prune)",
                               stale, stale == 1 ? "entry" : "entries", options.baseline->shown,
                               stale == 1 ? "es" : ""));
}

}  // namespace credlint
