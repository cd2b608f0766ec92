// SPDX-License-Identifier: MIT
#include "cli/commands/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/add_ignores.h"
#include "cli/interruption.h"
#include "cli/progress_line.h"
#include "cli/rfc3339.h"
#include "cli/setup.h"
#include "cli/suppressions.h"
#include "scanner/config/suggest.h"
#include "scanner/report/report.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

/// A report that was asked for. An empty path is standard output.
struct Target {
  const ReportFormat* format = nullptr;
  std::string path;
};

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

/// What a run with these flags will do: all that can be wrong with them is found here.
struct Plan {
  std::vector<Target> targets;
  Setup setup;
};

std::optional<GitTask> git_task_of(const CheckFlags& flags) {
  using What = GitTask::What;
  if (flags.staged) return GitTask{What::Staged, {}};
  if (flags.diff) return GitTask{What::Diff, *flags.diff};
  if (flags.history) return GitTask{What::History, *flags.history};
  return std::nullopt;
}

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
  if (Status good = take_suppressions(flags, options); !good) return good.error();
  options.line_hashes = std::any_of(plan.targets.begin(), plan.targets.end(),
                                    [](const Target& t) { return t.format->name == "sarif"; });
  return plan;
}

ExitCode exit_code_of(const std::vector<Finding>& findings, bool all_read, const Settings& settings,
                      const CheckFlags& flags) {
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return !finding.suppressed && finding.severity >= settings.fail_on;
  });
  if (fails && !flags.exit_zero) return kFindings;
  return all_read ? kClean : kUnread;
}

/// For ./dev bench, which shows the share of it.
std::string timing_of(const ScanResult& scanned) {
  const double whole = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  const double code = std::chrono::duration<double>(scanned.code_cost.time).count();
  return fmt::format("source code: {} bytes, {:.3f} s of {:.3f} s of processor time\n",
                     scanned.code_cost.bytes, code, whole);
}

Status write_reports(const std::vector<Target>& targets, const ReportInput& input,
                     const Output& output) {
  for (const Target& target : targets) {
    const bool to_stdout = target.path.empty();
    const std::string report = target.format->render(
        input,
        {.color = to_stdout && output.color(), .hyperlinks = to_stdout && output.hyperlinks()});
    const Status written = to_stdout ? output.write(report) : write_output(target.path, report);
    if (!written) return written;
  }
  return ok();
}

Result<CheckResult> check_with_progress(const Setup& setup, const Progress& progress,
                                        const CheckFlags& flags) {
  using Wanted = ProgressLine::Wanted;
  const ProgressLine line(progress, flags.scan.quiet ? Wanted::No : Wanted::IfTerminal);
  return check(setup);
}

}  // namespace

int run_check(const CheckFlags& flags, const Output& output) {
  Progress progress;
  const Interruption interruption(progress);
  Result<Plan> plan = plan_for(flags);
  if (!plan) return output.fail(plan.error().message);
  RunOptions& options = plan->setup.options;
  options.read.progress = &progress;
  const BaselineWatch watch(options);
  Result<CheckResult> checked = check_with_progress(plan->setup, progress, flags);
  if (!checked) return output.fail(checked.error().message);
  if (flags.add_ignores && !progress.stopped()) {
    output.note(added_text(add_ignores(plan->setup, *checked, *flags.add_ignores)));
    checked = check(plan->setup);  // the report is about what is left
    if (!checked) return output.fail(checked.error().message);
  }
  if (progress.stopped())
    checked->scanned.diagnostics.push_back({.message = "stopped before everything was read"});
  const std::vector<Finding>& findings = checked->findings;
  const ScanResult& scanned = checked->scanned;
  const Summary summary = summary_of(scanned);
  const bool all_read = scanned.diagnostics.empty();
  const ExitCode code = exit_code_of(findings, all_read, options.settings, flags);
  const ReportInput input{.findings = findings,
                          .diagnostics = scanned.diagnostics,
                          .facts = *scanned.facts,
                          .rules = all_rules(),
                          .version = CREDLINT_VERSION,
                          .summary = summary,
                          .success = all_read,
                          .exit_code = code,
                          .homepage = CREDLINT_HOMEPAGE,
                          .time = options.now};
  const Status written = write_reports(plan->targets, input, output);
  if (!written) return output.fail(written.error().message);
  if (!flags.scan.quiet) output.note(render_summary(input));
  const std::string stale = stale_note(flags, options, watch, *checked);
  if (!stale.empty() && !progress.stopped()) output.note(stale);
  if (flags.scan.timing) output.note(timing_of(scanned));
  return progress.stopped() ? interruption.exit_code() : code;
}

}  // namespace credlint
