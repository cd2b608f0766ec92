// SPDX-License-Identifier: MIT
#include "scanner/engine/parse_run.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace credlint {
Result<std::unique_ptr<ParseRun>> ParseRun::start(const Catalog& catalog,
                                                  const RunOptions& options) {
  CREDLINT_TRY(Prefilter prefilter,
               Prefilter::create(catalog, embedded_prefilter(), options.engine));
  return std::unique_ptr<ParseRun>(new ParseRun(catalog, options, std::move(prefilter)));
}

ParseRun::ParseRun(const Catalog& catalog, const RunOptions& options, Prefilter prefilter)
    : options_(options),
      prefilter_(std::move(prefilter)),
      scanner_(catalog, prefilter_, options.line_hashes) {
  const unsigned workers = worker_count(options.read);
  for (unsigned i = 0; i < workers; ++i) workers_.emplace_back(scanner_);
}

Status ParseRun::read(const Source& source, const Then& then, const Wanted& wanted) {
  CREDLINT_TRY(ReadSummary summary, source(options_.read, [&](const InputFile& file) {
                 if (wanted && !wanted(file)) return;
                 const std::optional<FileId> id = parse(file, file.path);
                 if (then) then(file, id);
               }));
  add_to(summary_, std::move(summary));
  return ok();
}

std::optional<FileId> ParseRun::parse(const InputFile& file, std::string_view read_as) {
  FileScanner::Worker& worker = workers_[file.worker];
  if (!scanner_.deserves_parsing(read_as, file.bytes, worker)) return std::nullopt;
  if (options_.read.progress != nullptr)
    options_.read.progress->kept.fetch_add(1, std::memory_order_relaxed);
  return add([&](FileId id) {
    ParsedFile parsed = scanner_.parse(id, file.path, read_as, file.bytes, worker);
    parsed.index = file.index;
    return parsed;
  });
}

bool ParseRun::may_expose(std::string_view text, unsigned worker) {
  return scanner_.may_expose(text, workers_[worker]);
}

FileId ParseRun::add(const std::function<ParsedFile(FileId)>& make) {
  const FileId id = reserve();
  ParsedFile file = make(id);
  const std::lock_guard lock(mutex_);
  files_[id] = std::move(file);
  return id;
}

FileId ParseRun::reserve() {
  const std::lock_guard lock(mutex_);
  files_.emplace_back();
  return static_cast<FileId>(files_.size() - 1);
}

bool meets_others(const ParsedFile& file) {
  const FileFacts& facts = file.facts;
  return !facts.config_sections.empty() || !facts.config_settings.empty() ||
         !facts.profile_definitions.empty() || !facts.profile_references.empty() ||
         !facts.env_assignments.empty() || !facts.env_reads.empty() ||
         !facts.client_constructions.empty() || !facts.role_assumptions.empty() ||
         !facts.endpoint_settings.empty() || !facts.sdk_dependencies.empty() ||
         !facts.property_assignments.empty() || !facts.tool_settings.empty() || !facts.image_copies.empty() ||
         !facts.env_file_uses.empty();
}

ScanResult result_of(ParseRun& run, std::unique_ptr<FactStore> facts) {
  ScanResult result;
  result.facts = std::move(facts);
  result.parsed_files = run.files().size();
  result.code_cost = run.code_cost();
  result.diagnostics = run.summary().diagnostics;
  for (ParsedFile& file : run.files()) {
    std::ranges::move(file.diagnostics, std::back_inserter(result.diagnostics));
  }
  result.summary = std::move(run.summary());
  std::ranges::sort(result.diagnostics);
  return result;
}

ScanResult freeze(ParseRun& run) {
  std::vector<FileRecord> records;
  FileFacts facts;
  for (ParsedFile& file : run.files()) {
    records.push_back(std::move(file.record));
    append(facts, std::move(file.facts));
  }
  return result_of(run, std::make_unique<FactStore>(std::move(records), std::move(facts)));
}

std::unique_ptr<FactStore> freeze_some(const std::vector<ParsedFile>& files,
                                       const std::vector<FileId>& wanted) {
  std::vector<FileRecord> records(files.size());
  FileFacts facts;
  for (const FileId id : wanted) {
    records[id] = files[id].record;
    append(facts, FileFacts(files[id].facts));
  }
  return std::make_unique<FactStore>(std::move(records), std::move(facts));
}

}  // namespace credlint
