// SPDX-License-Identifier: MIT
#include "rules/views/homes.h"

#include "rules/anatomy/paths.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

constexpr std::string_view kFolder = ".aws";

bool is_part_of_tests(const FileRecord& record) {
  const FilePurpose purpose = purpose_of(record);
  return purpose == FilePurpose::Test || purpose == FilePurpose::Fixture;
}

}  // namespace

std::string_view aws_folder_of(std::string_view path) {
  for (std::size_t at = 0; (at = path.find(kFolder, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + kFolder.size();
    const bool whole = (at == 0 || path[at - 1] == '/') && end < path.size() && path[end] == '/';
    if (whole) return path.substr(0, end);
  }
  return {};
}

const CacheEntry* Home::cached(CacheKind kind, std::string_view name) const {
  const auto found = caches.find({kind, name});
  return found == caches.end() ? nullptr : found->second;
}

Homes::Homes(const FactStore& facts) {
  for (const FileRecord& record : facts.files()) {
    const std::string_view folder = aws_folder_of(record.path);
    if (folder.empty()) continue;
    Home& home = homes_[folder];
    home.aws_folder = folder;
    home.root = folder_of(folder);
    if (record.tracking == Tracking::Tracked || is_part_of_tests(record)) home.real = false;
  }
  for (const CacheEntry& entry : facts.facts().cache_entries) {
    const auto home = homes_.find(aws_folder_of(facts.file(entry).path));
    if (home != homes_.end()) home->second.caches[{entry.kind, entry.name}] = &entry;
  }
}

const Home* Homes::around(std::string_view path) const {
  const auto found = homes_.find(aws_folder_of(path));
  return found == homes_.end() ? nullptr : &found->second;
}

const Home* Homes::real_around(std::string_view path) const {
  const Home* home = around(path);
  return home != nullptr && home->real ? home : nullptr;
}

}  // namespace credlint
