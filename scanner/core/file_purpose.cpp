// SPDX-License-Identifier: MIT
#include "scanner/core/file_purpose.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Takes the last part off a path.
std::string_view take_last(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  return last;
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

bool has_folder(std::string_view lower_path, std::string_view folder) {
  const std::string inside = "/" + std::string(folder) + "/";
  return contains("/" + std::string(lower_path), inside);
}

bool is_fixture_path(std::string_view path) {
  for (const std::string_view folder :
       {"fixtures", "fixture", "cassettes", "vcr_cassettes", "__snapshots__", "snapshots",
        "testdata", "test_data", "test-data", "recordings", "__recordings__", "__fixtures__"}) {
    if (has_folder(path, folder)) return true;
  }
  return ends_with(path, ".snap") || ends_with(path, ".har");
}

bool is_cache_path(std::string_view path) {
  return (has_folder(path, "cache") || has_folder(path, ".cache")) && ends_with(path, ".json");
}

bool is_data_path(std::string_view path) {
  for (const std::string_view ending :
       {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".html", ".htm", ".ipynb", ".sql", ".xml"}) {
    if (ends_with(path, ending)) return true;
  }
  return false;
}

}  // namespace

bool is_test_path(std::string_view path) {
  if (is_test_file(take_last(path))) return true;
  while (!path.empty()) {
    if (is_test_folder(to_lower(take_last(path)))) return true;
  }
  return false;
}

FilePurpose purpose_of(const FileRecord& record) {
  const std::string path = to_lower(record.path);
  if (is_cache_path(path)) return FilePurpose::Cache;
  if (is_fixture_path(path)) return FilePurpose::Fixture;
  if (is_test_path(record.path)) return FilePurpose::Test;
  if (record.has(Trait::Prose)) return FilePurpose::Prose;
  const bool live = record.has(Trait::SharedConfig) || record.has(Trait::EnvFile) ||
                    record.has(Trait::Image) || record.has(Trait::Ci) || record.has(Trait::Infra) ||
                    record.has(Trait::Code) || record.has(Trait::Settings);
  return !live && is_data_path(path) ? FilePurpose::Data : FilePurpose::Live;
}

}  // namespace credlint
