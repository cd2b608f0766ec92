// SPDX-License-Identifier: MIT
#include "scanner/engine/file_notes.h"

#include <sys/stat.h>

#include <set>
#include <string>
#include <string_view>

#include "scanner/input/git.h"

namespace credlint {

void note_tracking(std::vector<ParsedFile>& files) {
  std::vector<std::string> paths;
  for (const ParsedFile& file : files) {
    const FileRecord& record = file.record;
    const bool depends = record.has(Trait::CredentialStore) || record.has(Trait::EnvFile) ||
                         record.has(Trait::SharedConfig);
    if (depends) paths.push_back(record.path);
  }
  if (paths.empty()) return;
  const auto tracking = tracking_of(paths);
  for (ParsedFile& file : files) {
    FileRecord& record = file.record;
    const auto found = tracking.find(record.path);
    if (found != tracking.end()) record.tracking = found->second;
  }
}

void note_modes(std::vector<ParsedFile>& files, const std::vector<InMemoryFile>& in_memory) {
  constexpr mode_t kPermissions = 0777;
  std::set<std::string_view> not_on_disk;
  for (const InMemoryFile& file : in_memory) not_on_disk.insert(file.path);
  for (ParsedFile& file : files) {
    FileRecord& record = file.record;
    const bool depends = record.has(Trait::CredentialStore) || record.has(Trait::SharedConfig);
    if (!depends || not_on_disk.contains(record.path)) continue;
    struct stat status = {};
    if (stat(record.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    record.mode = status.st_mode & kPermissions;
  }
}

void show_from_here(const Repository& repository, std::vector<ParsedFile>& files) {
  if (repository.prefix.empty()) return;
  for (ParsedFile& file : files) {
    if (const auto path = repository.inside(file.record.path))
      file.record.path = repository.shown(*path);
  }
}

}  // namespace credlint
