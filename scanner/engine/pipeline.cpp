// SPDX-License-Identifier: MIT
#include "scanner/engine/pipeline.h"

#include <sys/stat.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <string_view>

#include "scanner/engine/environment_facts.h"
#include "scanner/engine/file_ignores.h"
#include "scanner/engine/file_scanner.h"
#include "scanner/engine/rule_runner.h"
#include "scanner/input/git.h"
#include "scanner/suppress/inline_ignores.h"

namespace credlint {
namespace {

/// Collects what the workers found. FileIds are given in order of arrival; nothing is ordered by
/// them.
class Collector {
 public:
  /// Room for one file; `record` and `facts` are filled by the worker under `FileId` id.
  FileId reserve() {
    const std::lock_guard lock(mutex_);
    records_.emplace_back();
    return static_cast<FileId>(records_.size() - 1);
  }

  void add(FileId id, ParsedFile file) {
    const std::lock_guard lock(mutex_);
    records_[id] = std::move(file.record);
    std::move(file.diagnostics.begin(), file.diagnostics.end(), std::back_inserter(diagnostics));
    append(std::move(file.facts));
  }

  std::vector<FileRecord> take_records() { return std::move(records_); }

  FileFacts facts;
  std::vector<Diagnostic> diagnostics;

 private:
  void append(FileFacts&& from) {
    const auto move = [](auto& to, auto& source) {
      std::move(source.begin(), source.end(), std::back_inserter(to));
    };
    move(facts.credential_parts, from.credential_parts);
    move(facts.config_sections, from.config_sections);
    move(facts.config_settings, from.config_settings);
    move(facts.odd_lines, from.odd_lines);
    move(facts.shared_lines, from.shared_lines);
    move(facts.cache_entries, from.cache_entries);
    move(facts.profile_definitions, from.profile_definitions);
    move(facts.profile_references, from.profile_references);
    move(facts.region_settings, from.region_settings);
    move(facts.endpoint_settings, from.endpoint_settings);
    move(facts.env_assignments, from.env_assignments);
    move(facts.env_reads, from.env_reads);
    move(facts.client_constructions, from.client_constructions);
    move(facts.role_assumptions, from.role_assumptions);
    move(facts.presigned_requests, from.presigned_requests);
    move(facts.sdk_dependencies, from.sdk_dependencies);
    move(facts.property_assignments, from.property_assignments);
    move(facts.pattern_matches, from.pattern_matches);
    move(facts.image_copies, from.image_copies);
    move(facts.env_file_uses, from.env_file_uses);
    move(facts.ignore_comments, from.ignore_comments);
  }

  std::mutex mutex_;
  std::vector<FileRecord> records_;
};

/// Asks git about the files whose exposure depends on it; no process is started for others.
void note_tracking(std::vector<FileRecord>& records) {
  std::vector<std::string> paths;
  for (const FileRecord& record : records) {
    const bool depends = record.has(Trait::CredentialStore) || record.has(Trait::EnvFile) ||
                         record.has(Trait::SharedConfig);
    if (depends) paths.push_back(record.path);
  }
  if (paths.empty()) return;
  const auto tracking = tracking_of(paths);
  for (FileRecord& record : records) {
    const auto found = tracking.find(record.path);
    if (found != tracking.end()) record.tracking = found->second;
  }
}

/// Notes who may read the files that hold credentials: one stat for each file on disk. Texts given
/// in memory have no mode.
void note_modes(std::vector<FileRecord>& records, const std::vector<InMemoryFile>& in_memory) {
  constexpr mode_t kPermissions = 0777;
  std::set<std::string_view> not_on_disk;
  for (const InMemoryFile& file : in_memory) not_on_disk.insert(file.path);
  for (FileRecord& record : records) {
    const bool depends = record.has(Trait::CredentialStore) || record.has(Trait::SharedConfig);
    if (!depends || not_on_disk.contains(record.path)) continue;
    struct stat status = {};
    if (stat(record.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    record.mode = status.st_mode & kPermissions;
  }
}

void sort_findings(std::vector<Finding>& findings, const FactStore& facts) {
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
    return std::tie(facts.file(a.at.file).path, a.at.span, a.rule) <
           std::tie(facts.file(b.at.file).path, b.at.span, b.rule);
  });
}

}  // namespace

Result<ScanResult> scan(const Catalog& catalog, const RunOptions& options) {
  CREDLINT_TRY(const Prefilter prefilter,
               Prefilter::create(catalog, embedded_prefilter(), options.engine));
  const FileScanner scanner(catalog, prefilter, options.line_hashes);
  Collector collector;
  const unsigned workers = worker_count(options.read);
  std::vector<FileScanner::Worker> states;
  for (unsigned i = 0; i < workers; ++i) states.emplace_back(scanner);

  const auto visit_as = [&](const InputFile& file, std::string_view read_as) {
    FileScanner::Worker& worker = states[file.worker];
    if (!scanner.deserves_parsing(read_as, file.bytes, worker)) return;
    const FileId id = collector.reserve();
    collector.add(id, scanner.parse(id, file.path, read_as, file.bytes, worker));
  };
  const auto visit = [&](const InputFile& file) { visit_as(file, file.path); };

  ScanResult result;
  if (!options.paths.empty()) {
    CREDLINT_TRY(result.summary, read_files(options.paths, options.read, visit));
  }
  for (const InMemoryFile& file : options.in_memory) {
    visit_as({.path = file.path, .bytes = file.bytes, .named = true, .worker = 0},
             file.read_as.empty() ? file.path : file.read_as);
    ++result.summary.files;
    result.summary.bytes += file.bytes.size();
  }

  if (!options.environment.empty()) {
    const FileId id = collector.reserve();
    collector.add(id, environment_facts(id, options.environment, catalog));
  }

  std::vector<FileRecord> records = collector.take_records();
  result.parsed_files = records.size();
  result.code_cost = scanner.code_cost();
  note_tracking(records);
  note_modes(records, options.in_memory);
  result.diagnostics = std::move(collector.diagnostics);
  std::move(result.summary.diagnostics.begin(), result.summary.diagnostics.end(),
            std::back_inserter(result.diagnostics));
  std::sort(result.diagnostics.begin(), result.diagnostics.end());
  result.facts = std::make_unique<FactStore>(std::move(records), std::move(collector.facts));
  return result;
}

std::vector<Finding> judge(const Catalog& catalog, const FactStore& facts,
                           const RunOptions& options) {
  std::vector<Finding> findings = run_rules({facts, catalog, options.now}, all_rules());
  sort_findings(findings, facts);
  let_most_specific_speak(findings, all_rules());
  drop_unselected(findings, options.settings, all_rules());
  const bool unused = options.settings.selects("unused-ignore", "hygiene");
  apply_inline_ignores(findings, facts, all_rules(), unused);
  apply_file_ignores(findings, facts, options.settings, all_rules());
  sort_findings(findings, facts);
  return findings;
}

}  // namespace credlint
