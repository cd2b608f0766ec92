// SPDX-License-Identifier: MIT
#include "scanner/engine/parse_run.h"

#include <algorithm>
#include <iterator>
#include <exception>
#include <utility>

#include "scanner/engine/link_files.h"

namespace credlint {
Result<std::unique_ptr<ParseRun>> ParseRun::start(const Catalog& catalog,
                                                  const RunOptions& options) {
  std::shared_ptr<const Preparation> ready = options.preparation;
  if (!ready) {
    CREDLINT_TRY(ready, Preparation::make(catalog, options.engine));
  }
  return start(std::move(ready), options);
}

std::unique_ptr<ParseRun> ParseRun::start(std::shared_ptr<const Preparation> ready,
                                          const RunOptions& options) {
  return std::unique_ptr<ParseRun>(new ParseRun(std::move(ready), options));
}

ParseRun::ParseRun(std::shared_ptr<const Preparation> ready, const RunOptions& options)
    : catalog_(ready->catalog),
      options_(options),
      scanner_(std::move(ready), {options.line_hashes, options.every_line}),
      cost_before_(scanner_.code_cost()) {
  const unsigned workers = worker_count(options.read);
  for (unsigned i = 0; i < workers; ++i) workers_.emplace_back(scanner_);
}

CodeCost ParseRun::code_cost() const {
  const CodeCost all = scanner_.code_cost();
  return {all.bytes - cost_before_.bytes, all.time - cost_before_.time};
}

Status ParseRun::read(const Source& source, const Then& then, const Wanted& wanted) {
  ReadOptions how = options_.read;
  how.may_hold_credentials = [this](std::string_view path) {
    return scanner_.may_hold_credentials(path);
  };
  CREDLINT_TRY(ReadSummary summary, source(how, [&](const InputFile& file) {
                 if (wanted && !wanted(file)) return;
                 const InputFile seen = overlaid(file);
                 const std::optional<FileId> id = parse(seen, seen.path);
                 if (then) then(seen, id);
               }));
  add_to(summary_, std::move(summary));
  return ok();
}

InputFile ParseRun::overlaid(InputFile file) const {
  if (options_.overlay.empty()) return file;
  const auto found = options_.overlay.find(file.path);
  if (found != options_.overlay.end()) file.bytes = found->second;
  return file;
}

std::optional<FileId> ParseRun::parse(const InputFile& file, std::string_view read_as) {
  FileScanner::Worker& worker = workers_[file.worker];
  if (!scanner_.deserves_parsing(read_as, file.bytes, worker)) return std::nullopt;
  if (options_.read.progress != nullptr)
    options_.read.progress->kept.fetch_add(1, std::memory_order_relaxed);
  return add([&](FileId id) {
    ParsedFile parsed = parse_guarded(id, file, read_as, worker);
    parsed.index = file.index;
    return parsed;
  });
}

/// A fault of a reader costs its file and nothing else. Where faults are looked for, it ends the
/// run.
ParsedFile ParseRun::parse_guarded(FileId id, const InputFile& file, std::string_view read_as,
                                   FileScanner::Worker& worker) const {
#ifdef CREDLINT_ASAN
  return scanner_.parse(id, file.path, read_as, file.bytes, worker);
#else
  try {
    return scanner_.parse(id, file.path, read_as, file.bytes, worker);
  } catch (const std::exception&) {
    ParsedFile unread;
    unread.record.path = std::string(file.path);
    unread.diagnostics.push_back({unread.record.path, 0,
                                  "it was not read, by a fault of credlint itself: please report "
                                  "it, with a file that shows it and holds no secret"});
    return unread;
  }
#endif
}

void ParseRun::parse_again(FileId id, const InputFile& file) {
  FileScanner::Worker& worker = workers_[file.worker];
  ParsedFile& place = files_[id];
  ParsedFile parsed;
  parsed.record.path = std::string(file.path);
  if (scanner_.deserves_parsing(file.path, file.bytes, worker))
    parsed = parse_guarded(id, file, file.path, worker);
  parsed.record.tracking = place.record.tracking;
  parsed.record.mode = place.record.mode;
  place = std::move(parsed);
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
         !facts.property_assignments.empty() || !facts.tool_settings.empty() ||
         !facts.image_copies.empty() || !facts.env_file_uses.empty() || !facts.exports.empty() ||
         !facts.calls_elsewhere.empty();
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

namespace {

/// Makes room for the facts of all files: lists that grow as they are filled are in memory twice.
void reserve_for(FileFacts& facts, const std::vector<ParsedFile>& files) {
  std::vector<std::size_t> sizes;
  for (const ParsedFile& file : files) {
    std::size_t kind = 0;
    for_each_kind(file.facts, [&](const auto& list) {
      if (kind == sizes.size()) sizes.push_back(0);
      sizes[kind++] += list.size();
    });
  }
  if (sizes.empty()) return;
  std::size_t kind = 0;
  for_each_kind(facts, [&](auto& list) { list.reserve(sizes[kind++]); });
}

}  // namespace

ScanResult freeze(ParseRun& run) {
  std::vector<FileRecord> records;
  FileFacts facts;
  reserve_for(facts, run.files());
  for (ParsedFile& file : run.files()) {
    records.push_back(std::move(file.record));
    append(facts, std::move(file.facts));
  }
  if (run.options().linked && !link_files(run.catalog(), records, facts))
    run.summary().diagnostics.push_back({.message = std::string(kNotLinked)});
  return result_of(run, std::make_unique<FactStore>(std::move(records), std::move(facts)));
}

std::unique_ptr<FactStore> freeze_some(const Catalog& catalog, const std::vector<ParsedFile>& files,
                                       const std::vector<FileId>& wanted) {
  std::vector<FileRecord> records(files.size());
  FileFacts facts;
  for (const FileId id : wanted) {
    records[id] = files[id].record;
    append(facts, FileFacts(files[id].facts));
  }
  link_files(catalog, records, facts);
  return std::make_unique<FactStore>(std::move(records), std::move(facts));
}

}  // namespace credlint
