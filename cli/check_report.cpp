// SPDX-License-Identifier: MIT
#include "cli/check_report.h"

#include <algorithm>
#include <string>
#include <vector>

#include "cli/fixes.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

ExitCode exit_code_of(const std::vector<Finding>& findings, bool all_read, const Settings& settings,
                      const CheckFlags& flags) {
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return !finding.suppressed && finding.severity >= settings.fail_on;
  });
  if (fails && !flags.exit_zero) return kFindings;
  return all_read ? kClean : kUnread;
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

/// What a report of a shard holds for merge; empty where nothing is to be merged.
std::string shard_state_of(const Plan& plan, const CheckResult& checked) {
  if (!plan.shard) return {};
  return shard_state_json(*plan.shard, checked.scanned, checked.unsettled, plan.setup.options.now);
}

}  // namespace

Result<ExitCode> report(const Plan& plan, const CheckFlags& flags, const CheckResult& checked,
                        const Output& output) {
  const ScanResult& scanned = checked.scanned;
  const RunOptions& options = plan.setup.options;
  const Summary summary = summary_of(scanned);
  const bool all_read = scanned.diagnostics.empty();
  const ExitCode code = exit_code_of(checked.findings, all_read, options.settings, flags);
  const std::string shard = shard_state_of(plan, checked);
  const ReportInput input{.findings = checked.findings,
                          .diagnostics = scanned.diagnostics,
                          .facts = *scanned.facts,
                          .rules = all_rules(),
                          .version = CREDLINT_VERSION,
                          .summary = summary,
                          .success = all_read,
                          .exit_code = code,
                          .homepage = CREDLINT_HOMEPAGE,
                          .time = options.now,
                          .shard = shard};
  if (Status written = write_reports(plan.targets, input, output); !written) return written.error();
  if (flags.scan.quiet) return code;
  output.note(render_summary(input));
  // The index and history cannot be written to.
  const std::string fixable = options.git ? "" : fixable_text(checked, plan.unfixable);
  if (!fixable.empty()) output.note(fixable);
  return code;
}

}  // namespace credlint
