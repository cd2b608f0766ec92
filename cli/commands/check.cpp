// SPDX-License-Identifier: MIT
#include "cli/commands/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>

#include "cli/add_ignores.h"
#include "cli/check_plan.h"
#include "cli/check_report.h"
#include "cli/fixes.h"
#include "cli/interruption.h"
#include "cli/progress_line.h"
#include "cli/suppressions.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr char kStopped[] = "stopped before everything was read";

/// Only a report for people on standard output says it itself.
bool says_nothing_of_stops(const std::vector<Target>& targets) {
  return std::ranges::none_of(targets, [](const Target& target) {
    return target.path.empty() && target.format->name == "text";
  });
}

/// For ./dev bench, which shows the share of it.
std::string timing_of(const ScanResult& scanned) {
  const double whole = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  const double code = std::chrono::duration<double>(scanned.code_cost.time).count();
  return fmt::format("source code: {} bytes, {:.3f} s of {:.3f} s of processor time\n",
                     scanned.code_cost.bytes, code, whole);
}

Result<CheckResult> check_with_progress(const Setup& setup, const Progress& progress,
                                        const CheckFlags& flags) {
  using Wanted = ProgressLine::Wanted;
  const ProgressLine line(progress, flags.scan.quiet ? Wanted::No : Wanted::IfTerminal);
  return check(setup);
}

}  // namespace

namespace {

/// --fix-diff: the diff is the result, and there is no report.
int show_fixes(const Plan& plan, const CheckFlags& flags, const Output& output) {
  const Result<FixRun> fixes = make_fixes(plan.setup, flags);
  if (!fixes) return output.fail(fixes.error().message);
  if (const Status shown = output.write(fix_diff(*fixes, plan.setup)); !shown)
    return output.fail(shown.error().message);
  if (!flags.scan.quiet) output.note(fixes_text(*fixes, false));
  return fixes->files.empty() || flags.exit_zero ? kClean : kFindings;
}

/// --fix, before the run that reports what is left.
Status fix_first(Plan& plan, const CheckFlags& flags, const Output& output) {
  CREDLINT_TRY(FixRun fixes, make_fixes(plan.setup, flags));
  write_fixes(fixes, plan.setup);
  for (const Diagnostic& left : fixes.left) plan.unfixable.insert(left.path);
  const bool said = !fixes.files.empty() || !fixes.left.empty();
  if (said && (!flags.scan.quiet || !fixes.left.empty())) output.note(fixes_text(fixes, true));
  return ok();
}

}  // namespace

int run_check(const CheckFlags& flags, const Output& output) {
  if (const Status good = check_fix_flags(flags); !good) return output.fail(good.error().message);
  Progress progress;
  const Interruption interruption(progress);
  Result<Plan> plan = plan_for(flags);
  if (!plan) return output.fail(plan.error().message);
  for (const std::string& remark : plan->setup.remarks) output.note(printable(remark));
  RunOptions& options = plan->setup.options;
  options.read.progress = &progress;
  const BaselineWatch watch(options);
  if (flags.fix_diff) return show_fixes(*plan, flags, output);
  if (flags.fix) {
    if (const Status fixed = fix_first(*plan, flags, output); !fixed)
      return output.fail(fixed.error().message);
  }
  if (flags.add_ignores) {  // which reads each file several times
    Result<std::shared_ptr<const Preparation>> ready =
        Preparation::make(plan->setup.catalog(), options.engine);
    if (!ready) return output.fail(ready.error().message);
    options.preparation = *ready;
  }
  Result<CheckResult> checked = check_with_progress(plan->setup, progress, flags);
  if (!checked) return output.fail(checked.error().message);
  if (flags.add_ignores && !progress.stopped()) {
    output.note(added_text(add_ignores(plan->setup, *checked, *flags.add_ignores)));
    checked = check(plan->setup);  // the report is about what is left
    if (!checked) return output.fail(checked.error().message);
  }
  if (progress.stopped()) checked->scanned.diagnostics.push_back({.message = kStopped});
  const Result<ExitCode> code = report(*plan, flags, *checked, output);
  if (!code) return output.fail(code.error().message);
  if (progress.stopped() && says_nothing_of_stops(plan->targets)) output.note(kStopped);
  const std::string stale = stale_note(flags, options, watch, *checked);
  if (!stale.empty() && !progress.stopped()) output.note(stale);
  if (flags.scan.timing) output.note(timing_of(checked->scanned));
  return progress.stopped() ? interruption.exit_code() : *code;
}

}  // namespace credlint
