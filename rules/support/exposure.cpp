// SPDX-License-Identifier: MIT
#include "rules/support/exposure.h"

#include <algorithm>
#include <array>
#include <string>

#include "rules/support/words.h"

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

bool is_test_folder(std::string_view name) {
  constexpr std::array<std::string_view, 17> kFolders = {
      "test",      "tests",     "testing",          "__tests__",    "spec",    "specs", "testdata",
      "test-data", "test_data", "fixtures",         "__fixtures__", "fixture", "mock",  "mocks",
      "__mocks__", "e2e",       "integration-tests"};
  return std::find(kFolders.begin(), kFolders.end(), name) != kFolders.end();
}

bool is_test_file(std::string_view name) {
  const std::string lower_case = to_lower(name);
  return starts_with(lower_case, "test_") || lower_case == "conftest.py" ||
         contains(lower_case, "_test.") || contains(lower_case, ".test") ||
         contains(lower_case, "_spec.") || contains(lower_case, ".spec.") ||
         contains(name, "Test.") || contains(name, "Tests.") || contains(name, "Spec.");
}

}  // namespace

const DataRow* credential_file(std::string_view path, const Catalog& catalog) {
  const DataTable& table = catalog.table("credential_files");
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const DataRow& row) { return ends_like(path, row.key); });
  return found == table.rows.end() ? nullptr : &*found;
}

std::optional<Severity> exposure(const FileRecord& file, Severity full, const Catalog& catalog) {
  if (file.has(Trait::Template)) return std::nullopt;
  const bool tracked = file.tracking == Tracking::Tracked;
  if (tracked && credential_file(file.path, catalog) != nullptr) return std::nullopt;
  const bool store = file.has(Trait::CredentialStore);
  const bool shared = file.has(Trait::SharedConfig);
  if (tracked || !(store || shared || file.has(Trait::EnvFile))) return full;
  if (store && shared) return std::nullopt;
  return Severity::Note;
}

bool is_test_path(std::string_view path) {
  if (is_test_file(take_last(path))) return true;
  while (!path.empty()) {
    if (is_test_folder(to_lower(take_last(path)))) return true;
  }
  return false;
}

Confidence exposure_confidence(const FileRecord& file) {
  return file.has(Trait::Prose) || is_test_path(file.path) ? Confidence::Medium : Confidence::High;
}

}  // namespace credlint
