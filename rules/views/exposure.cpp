// SPDX-License-Identifier: MIT
#include "rules/views/exposure.h"

#include <algorithm>

#include "rules/anatomy/words.h"
#include "scanner/core/file_purpose.h"

namespace credlint {
namespace {

/// '*' stands for any characters but '/', at most once per part of a path.
bool matches_part(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return name.size() >= head.size() + tail.size() && starts_with(name, head) &&
         ends_with(name, tail);
}

/// Takes the last part off a path.
std::string_view take_last(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  return last;
}

bool ends_like(std::string_view path, std::string_view pattern) {
  while (!pattern.empty()) {
    if (path.empty()) return false;
    if (!matches_part(take_last(path), take_last(pattern))) return false;
  }
  return true;
}

}  // namespace

const DataRow* credential_file(std::string_view path, const Catalog& catalog) {
  const DataTable& table = catalog.table(Table::CredentialFiles);
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const DataRow& row) { return ends_like(path, row.key); });
  return found == table.rows.end() ? nullptr : &*found;
}

std::optional<Severity> exposure_in(const FileRecord& file, Severity full) {
  if (file.has(Trait::Template)) return std::nullopt;
  const bool tracked = file.tracking == Tracking::Tracked;
  const bool store = file.has(Trait::CredentialStore);
  const bool shared = file.has(Trait::SharedConfig);
  if (tracked || !(store || shared || file.has(Trait::EnvFile))) return full;
  if (shared) return std::nullopt;  // where SDKs look for keys, and only there
  return Severity::Note;
}

std::optional<Severity> exposure(const FileRecord& file, Severity full, const Catalog& catalog) {
  const bool tracked = file.tracking == Tracking::Tracked;
  if (tracked && credential_file(file.path, catalog) != nullptr) return std::nullopt;
  return exposure_in(file, full);
}

Confidence exposure_confidence(const FileRecord& file) {
  return file.has(Trait::Prose) || is_test_path(file.path) ? Confidence::Medium : Confidence::High;
}

}  // namespace credlint
