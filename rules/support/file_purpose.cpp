// SPDX-License-Identifier: MIT
#include "rules/support/file_purpose.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/support/exposure.h"
#include "rules/support/words.h"

namespace credlint {
namespace {

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

FilePurpose purpose_of(const FileRecord& record) {
  const std::string path = to_lower(record.path);
  if (is_cache_path(path)) return FilePurpose::Cache;
  if (is_fixture_path(path)) return FilePurpose::Fixture;
  if (is_test_path(record.path)) return FilePurpose::Test;
  if (record.has(Trait::Prose)) return FilePurpose::Prose;
  const bool live = record.has(Trait::SharedConfig) || record.has(Trait::EnvFile) ||
                    record.has(Trait::Image) || record.has(Trait::Ci) || record.has(Trait::Infra) ||
                    record.has(Trait::Code);
  return !live && is_data_path(path) ? FilePurpose::Data : FilePurpose::Live;
}

void lower_for_purpose(Finding& finding, const FileRecord& record) {
  const auto lower_to = [&](Severity severity, std::string_view reason) {
    finding.severity = std::min(finding.severity, severity);
    finding.confidence = std::min(finding.confidence, Confidence::Medium);
    finding.message.append(" ").append(reason);
  };
  switch (purpose_of(record)) {
    case FilePurpose::Live:
      return;
    case FilePurpose::Data:
      return lower_to(Severity::Warning, "The file looks like data, so this may be a record only.");
    case FilePurpose::Cache:
      return lower_to(Severity::Note, "It stands in a cache that its owner renews.");
    case FilePurpose::Prose:
      return lower_to(Severity::Note, "It stands in text that is read rather than run.");
    case FilePurpose::Test:
      return lower_to(Severity::Note, "The file looks like a test, which may never send it.");
    case FilePurpose::Fixture:
      return lower_to(Severity::Note, "The file looks like a recording or sample of tests.");
  }
}

Finding& report_in_use(const RuleContext& context, FindingSink& sink, const Fact& fact,
                       std::string message, std::string help) {
  return report_in_use(context, sink, fact.at, fact.scope, std::move(message), std::move(help));
}

Finding& report_in_use(const RuleContext& context, FindingSink& sink, const Location& at,
                       ScopeId scope, std::string message, std::string help) {
  Finding& finding = sink.report(at, scope, std::move(message), std::move(help));
  lower_for_purpose(finding, context.facts.files()[at.file]);
  return finding;
}

}  // namespace credlint
