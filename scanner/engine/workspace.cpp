// SPDX-License-Identifier: MIT
#include "scanner/engine/workspace.h"

#include <algorithm>
#include <utility>

#include "scanner/engine/file_notes.h"

namespace credlint {
namespace {

/// Facts of other files that a judgement takes in: some milliseconds' worth. Who works in a larger
/// tree sees the findings between its files in `credlint check`.
constexpr std::size_t kContextFacts = 5'000;

std::size_t fact_count(const FileFacts& facts) {
  std::size_t count = facts.shared_lines.size();
  for_each_kind(facts, [&](const auto& kind) { count += kind.size(); });
  return count;
}

/// Files that define what others refer to come first.
bool defines(const ParsedFile& file) {
  return file.record.has(Trait::SharedConfig) || file.record.has(Trait::EnvFile);
}

}  // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(const Catalog& catalog, RunOptions options) {
  std::unique_ptr<Workspace> workspace(new Workspace(catalog, std::move(options)));
  CREDLINT_TRY(workspace->run_, ParseRun::start(catalog, workspace->options_));
  if (const Status read = workspace->read(); !read) return read.error();
  return workspace;
}

Status Workspace::read() {
  // Nothing there is no error: a new folder, or a path that only the editor knows.
  (void)run_->read([&](const ReadOptions& how, const Visit& visit) {
    return read_files(options_.paths, how, visit);
  });
  note_tracking(run_->files());
  note_modes(run_->files(), {});
  for (FileId id = 0; id < run_->files().size(); ++id)
    ids_.emplace(run_->files()[id].record.path, id);
  return ok();
}

void Workspace::set(const std::string& path, std::string_view text) {
  const InputFile input{.path = path, .bytes = text, .named = true, .worker = 0};
  const auto known = ids_.find(path);
  if (known != ids_.end()) return run_->parse_again(known->second, input);
  if (const std::optional<FileId> id = run_->parse(input, path)) ids_.emplace(path, *id);
}

void Workspace::forget(const std::string& path) {
  const auto known = ids_.find(path);
  if (known == ids_.end()) return;
  run_->files()[known->second] = {};
  ids_.erase(known);
}

std::vector<FileId> Workspace::context_of(FileId file) const {
  const std::vector<ParsedFile>& files = run_->files();
  std::vector<FileId> wanted = {file};
  if (!meets_others(files[file])) return wanted;
  std::size_t count = 0;
  for (const bool defining : {true, false}) {
    for (const auto& [path, id] : ids_) {
      if (id == file || defines(files[id]) != defining || !meets_others(files[id])) continue;
      count += fact_count(files[id].facts);
      if (count > kContextFacts) return wanted;
      wanted.push_back(id);
    }
  }
  return wanted;
}

Workspace::Judged Workspace::judge(const std::string& path, TimePoint now) {
  Judged judged;
  const auto known = ids_.find(path);
  if (known == ids_.end() || run_->files()[known->second].record.path.empty()) return judged;
  judged.known = true;
  judged.file = known->second;
  judged.facts = freeze_some(catalog_, run_->files(), context_of(judged.file));
  options_.now = now;
  judged.findings = credlint::judge(catalog_, *judged.facts, options_);
  std::erase_if(judged.findings,
                [&](const Finding& finding) { return finding.at.file != judged.file; });
  return judged;
}

}  // namespace credlint
