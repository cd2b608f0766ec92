// SPDX-License-Identifier: MIT
#include "scanner/engine/pipeline.h"

#include <algorithm>
#include <tuple>

#include "scanner/engine/check_modes.h"
#include "scanner/engine/environment_facts.h"
#include "scanner/engine/file_ignores.h"
#include "scanner/engine/file_notes.h"
#include "scanner/engine/parse_run.h"
#include "scanner/engine/reader_errors.h"
#include "scanner/engine/rule_runner.h"
#include "scanner/suppress/foreign_ignores.h"
#include "scanner/suppress/inline_ignores.h"

namespace credlint {
namespace {

void sort_findings(std::vector<Finding>& findings, const FactStore& facts) {
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
    return std::tie(facts.file(a.at.file).path, a.at.span, a.rule) <
           std::tie(facts.file(b.at.file).path, b.at.span, b.rule);
  });
}

}  // namespace

Result<ScanResult> scan(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const std::unique_ptr<ParseRun> run, ParseRun::start(catalog, options));
  if (!options.paths.empty()) {
    const Status read = run->read([&](const ReadOptions& how, const Visit& visit) {
      return read_files(options.paths, how, visit);
    });
    if (!read) return read.error();
  }
  for (const InMemoryFile& file : options.in_memory) {
    run->parse({.path = file.path, .bytes = file.bytes, .named = true, .worker = 0},
               file.read_as.empty() ? file.path : file.read_as);
    ++run->summary().files;
    run->summary().bytes += file.bytes.size();
  }
  if (!options.environment.empty()) {
    run->add([&](FileId id) { return environment_facts(id, options.environment, catalog); });
  }
  note_tracking(run->files());
  note_modes(run->files(), options.in_memory);
  return freeze(*run);
}

namespace {

std::vector<Finding> settle_with(std::span<const Rule> rules, std::vector<Finding> findings,
                                 const Catalog& catalog, const FactStore& facts,
                                 const RunOptions& options, bool report_unused_ignores) {
  sort_findings(findings, facts);
  let_most_specific_speak(findings, rules);
  drop_unselected(findings, options.settings, rules);
  name_errors(findings, facts, catalog, rules);
  apply_inline_ignores(findings, facts, rules, report_unused_ignores);
  if (options.settings.foreign_ignores) apply_foreign_ignores(findings, facts, catalog, rules);
  apply_file_ignores(findings, facts, options.settings, rules);
  sort_findings(findings, facts);
  if (options.baseline) apply_baseline(*options.baseline, findings, facts);
  return findings;
}

}  // namespace

std::vector<Finding> find_all(const Catalog& catalog, const FactStore& facts, TimePoint now) {
  return run_rules(facts, catalog, now, all_rules());
}

std::vector<Finding> settle(std::vector<Finding> findings, const Catalog& catalog,
                            const FactStore& facts, const RunOptions& options) {
  const bool unused = options.settings.selects("unused-ignore", "hygiene");
  return settle_with(all_rules(), std::move(findings), catalog, facts, options, unused);
}

std::vector<Finding> judge(const Catalog& catalog, const FactStore& facts,
                           const RunOptions& options) {
  return settle(find_all(catalog, facts, options.now), catalog, facts, options);
}

std::vector<Finding> judge_by(std::span<const Rule> rules, const Catalog& catalog,
                              const FactStore& facts, const RunOptions& options) {
  return settle_with(rules, run_rules(facts, catalog, options.now, rules), catalog, facts, options,
                     false);
}

Result<CheckResult> check(const Catalog& catalog, const RunOptions& options) {
  if (options.git) {
    switch (options.git->what) {
      case GitTask::What::Staged:
        return check_staged(catalog, options);
      case GitTask::What::Diff:
        return check_diff(catalog, options);
      case GitTask::What::History:
        return check_history(catalog, options);
    }
  }
  if (options.context && options.in_memory.empty()) return check_with_context(catalog, options);
  CheckResult result;
  CREDLINT_TRY(result.scanned, scan(catalog, options));
  const FactStore& facts = *result.scanned.facts;
  std::vector<Finding> findings = find_all(catalog, facts, options.now);
  if (options.keep_unsettled) result.unsettled = findings;
  result.findings = settle(std::move(findings), catalog, facts, options);
  return result;
}

}  // namespace credlint
