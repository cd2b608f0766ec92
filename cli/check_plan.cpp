// SPDX-License-Identifier: MIT
#include "cli/check_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/rfc3339.h"
#include "cli/suppressions.h"
#include "scanner/config/suggest.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

Result<const ReportFormat*> find_format(std::string_view name) {
  if (const ReportFormat* format = report_format(name)) return format;
  const std::vector<std::string_view> names = report_format_names();
  return Error{fmt::format("unknown format '{}'{} (there are: {})", name, did_you_mean(name, names),
                           fmt::join(names, ", "))};
}

std::string path_or_stdout(std::string_view path) { return std::string(path == "-" ? "" : path); }

Result<std::vector<Target>> find_targets(const CheckFlags& flags) {
  std::vector<Target> targets;
  CREDLINT_TRY(const ReportFormat* main, find_format(flags.format));
  targets.push_back({main, path_or_stdout(flags.output)});
  for (const std::string& report : flags.reports) {
    const std::size_t equals = report.find('=');
    if (equals == std::string::npos || equals + 1 == report.size()) {
      return Error{fmt::format("--report needs FORMAT=FILE, not '{}'", report)};
    }
    CREDLINT_TRY(const ReportFormat* format, find_format(report.substr(0, equals)));
    targets.push_back({format, path_or_stdout(report.substr(equals + 1))});
  }
  for (const Target& target : targets) {
    if (target.path.empty()) continue;
    if (const Status good = check_output_path(target.path); !good) return good.error();
  }
  return targets;
}

/// Ids in place of families, so that a later list of families does not yield to an earlier one of
/// ids.
std::vector<std::string> ids_of(const std::vector<std::string>& names) {
  std::vector<std::string> ids = names;
  for (const Rule& rule : all_rules()) {
    if (std::find(names.begin(), names.end(), rule.family) != names.end())
      ids.emplace_back(rule.id);
  }
  return ids;
}

/// Flags win over the configuration: --select replaces what it says, --ignore takes from it.
Status select_rules(const CheckFlags& flags, Settings& settings) {
  const std::vector<std::string> names = rule_names();
  if (Status known = check_rule_names(flags.select, names, "--select"); !known) return known;
  if (Status known = check_rule_names(flags.ignore, names, "--ignore"); !known) return known;
  if (!flags.select.empty()) {
    settings.select = flags.select;
    settings.ignore = flags.ignore;
  } else if (!flags.ignore.empty()) {
    const std::vector<std::string> ids = ids_of(flags.ignore);
    settings.ignore.insert(settings.ignore.end(), ids.begin(), ids.end());
  }
  return ok();
}

void take_levels(const CheckFlags& flags, Settings& settings) {
  for (const Severity severity : {Severity::Note, Severity::Warning, Severity::Error}) {
    if (flags.fail_on == to_string(severity)) settings.fail_on = severity;
  }
  for (const Confidence confidence : {Confidence::Low, Confidence::Medium, Confidence::High}) {
    if (flags.min_confidence == to_string(confidence)) settings.min_confidence = confidence;
  }
}

std::optional<GitTask> git_task_of(const CheckFlags& flags) {
  using What = GitTask::What;
  if (flags.staged) return GitTask{What::Staged, {}};
  if (flags.diff) return GitTask{What::Diff, *flags.diff};
  if (flags.history) return GitTask{What::History, *flags.history};
  return std::nullopt;
}

/// Leaves what is not of the shard to others.
Status take_shard(const CheckFlags& flags, Plan& plan) {
  if (flags.shard.empty()) return ok();
  RunOptions& options = plan.setup.options;
  if (options.git || flags.context || !options.in_memory.empty())
    return Error{"--shard parts the files of a tree, and nothing else"};
  CREDLINT_TRY(plan.shard, parse_shard(flags.shard));
  options.keep_unsettled = true;
  options.linked = false;
  options.read.wanted = [shard = *plan.shard](std::string_view path) { return shard.holds(path); };
  return ok();
}

}  // namespace

Result<Plan> plan_for(const CheckFlags& flags) {
  Plan plan;
  CREDLINT_TRY(plan.targets, find_targets(flags));
  CREDLINT_TRY(const TimePoint now, time_or_clock(flags.now));
  Settings selection;
  if (Status good = select_rules(flags, selection); !good) return good.error();
  CREDLINT_TRY(plan.setup, prepare(flags.scan));
  RunOptions& options = plan.setup.options;
  options.now = now;
  if (Status good = select_rules(flags, options.settings); !good) return good.error();
  take_levels(flags, options.settings);
  options.git = git_task_of(flags);
  // Without a path, git's modes are about the whole repository.
  if (options.git && flags.scan.paths.empty() && flags.scan.files_from.empty())
    options.paths.clear();
  options.context = flags.context;
  if (Status good = take_shard(flags, plan); !good) return good.error();
  if (Status good = take_suppressions(flags, options); !good) return good.error();
  // A report of a shard may be merged to any other.
  options.line_hashes =
      plan.shard || std::any_of(plan.targets.begin(), plan.targets.end(),
                                [](const Target& t) { return t.format->name == "sarif"; });
  return plan;
}

}  // namespace credlint
