// SPDX-License-Identifier: MIT
#include "rules/views/env_file_readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

/// Finds the file that a path written in another file means. Where the reader runs is not known:
/// the folder of the file that names it is tried first, then the folders above, as scripts are
/// mostly run from the top of their tree.
class PathIndex {
 public:
  explicit PathIndex(const FactStore& facts) : facts_(facts) {
    for (FileId id = 0; id < facts.files().size(); ++id) {
      const FileRecord& record = facts.files()[id];
      by_path_.emplace(join_path({}, record.path), id);
      if (!record.has(Trait::EnvFile)) continue;
      const auto [entry, added] = by_name_.emplace(base_name(record.path), id);
      if (!added) entry->second = std::nullopt;
    }
  }

  [[nodiscard]] std::optional<FileId> find(std::string_view path, FileId named_in) const {
    const std::string wanted = without_unknown_start(path);
    if (wanted.empty() || !is_followable(wanted)) return std::nullopt;
    for (std::string_view folder = folder_of(facts_.file(named_in).path);;
         folder = folder_of(folder)) {
      const auto found = by_path_.find(join_path(folder, wanted));
      if (found != by_path_.end()) return found->second;
      if (folder.empty() || folder == "/") break;
    }
    return only_file_named(wanted);
  }

 private:
  // "$DIR/.env", "~/.env" and "/app/.env" say where the file will be, not where it is in the tree.
  static std::string without_unknown_start(std::string_view path) {
    path = trim(path);
    const std::size_t last_unknown = path.find_last_of("$}~)`");
    if (last_unknown != std::string_view::npos) {
      const std::size_t slash = path.find('/', last_unknown);
      path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    }
    return std::string(path);
  }

  static bool is_followable(std::string_view path) {
    return path.find_first_of("*?{<%\n") == std::string_view::npos;
  }

  // The only env file of that name in the run, when its path agrees with what is known of `wanted`.
  [[nodiscard]] std::optional<FileId> only_file_named(std::string_view wanted) const {
    const auto found = by_name_.find(base_name(wanted));
    if (found == by_name_.end() || !found->second) return std::nullopt;
    if (starts_with(wanted, "/")) return found->second;
    std::string tail = join_path({}, wanted);
    while (starts_with(tail, "../")) tail.erase(0, 3);
    const std::string_view path = facts_.file(*found->second).path;
    const bool agrees = path == tail || ends_with(path, "/" + tail);
    return agrees ? found->second : std::nullopt;
  }

  const FactStore& facts_;
  std::unordered_map<std::string, FileId> by_path_;
  /// Absent value: several files share the name.
  std::unordered_map<std::string_view, std::optional<FileId>> by_name_;
};

}  // namespace

EnvFileReaders::EnvFileReaders(const FactStore& facts) {
  const auto files = facts.files();
  for (FileId id = 0; id < files.size(); ++id) {
    // direnv hands this file to bash.
    if (files[id].has(Trait::EnvFile) && base_name(files[id].path) == ".envrc") {
      by_file_[id].push_back({EnvFileReader::Shell, nullptr});
    }
  }
  if (facts.facts().env_file_uses.empty()) return;
  const PathIndex index(facts);
  for (const EnvFileUse& use : facts.facts().env_file_uses) {
    const std::optional<FileId> file = index.find(use.path, use.at.file);
    if (file) by_file_[*file].push_back({use.reader, &use});
  }
}

std::span<const EnvFileReading> EnvFileReaders::of(FileId file) const {
  const auto found = by_file_.find(file);
  if (found == by_file_.end()) return {};
  return found->second;
}

const EnvFileReading* EnvFileReaders::first(FileId file,
                                            std::initializer_list<EnvFileReader> wanted) const {
  for (const EnvFileReading& reading : of(file)) {
    // kubectl takes a line apart as docker does.
    const bool kubectl = reading.reader == EnvFileReader::Kubectl;
    const EnvFileReader as = kubectl ? EnvFileReader::DockerRun : reading.reader;
    if (std::find(wanted.begin(), wanted.end(), as) != wanted.end()) return &reading;
  }
  return nullptr;
}

const char* reader_name(EnvFileReader reader) {
  switch (reader) {
    case EnvFileReader::DockerRun:
      return "docker run --env-file";
    case EnvFileReader::Kubectl:
      return "kubectl create --from-env-file";
    case EnvFileReader::Shell:
      return "a shell";
    case EnvFileReader::Systemd:
      return "systemd's EnvironmentFile=";
    case EnvFileReader::Compose:
      return "docker compose";
    case EnvFileReader::Dotenv:
      return "a dotenv library";
  }
  return "its reader";
}

void relate_reader(Finding& finding, const EnvFileReading& reading) {
  if (reading.use == nullptr) return;
  finding.related.push_back(
      {reading.use->at, fmt::format("{} reads the file here", reader_name(reading.reader))});
}

}  // namespace credlint
