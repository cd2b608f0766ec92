// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/words.h"
#include "rules/views/odd_files.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

struct Spellings {
  const ConfigSection* bare = nullptr;      // "[default]"
  const ConfigSection* prefixed = nullptr;  // "[profile default]"
};

std::map<FileId, Spellings> spellings_by_file(const FactStore& facts) {
  std::map<FileId, Spellings> files;
  for (const ConfigSection& section : facts.facts().config_sections) {
    if (section.kind != SectionKind::Default || section.file_kind != SharedFile::Config) continue;
    Spellings& file = files[section.at.file];
    const ConfigSection*& place = trim(section.raw) == "default" ? file.bare : file.prefixed;
    if (place == nullptr) place = &section;
  }
  return files;
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> merging = files_with_merge_markers(context.facts);
  for (const auto& [file, spellings] : spellings_by_file(context.facts)) {
    if (spellings.bare == nullptr || spellings.prefixed == nullptr) continue;
    if (merging.count(file) != 0) continue;
    Finding& finding = sink.report(
        *spellings.prefixed,
        "The default profile stands twice, as [profile default] and as [default]. The AWS CLI and "
        "boto3 take the later section, Java, Rust, C++ and JavaScript v3 [profile default], Go v1 "
        "[default]; Ruby merges both and JavaScript v2 crashes.",
        "put all settings into [default] and delete the other section");
    finding.related.push_back({spellings.bare->at, "the default profile stands here, too"});
  }
}

}  // namespace

RuleDefinition default_twice_spelled() {
  return {.info = {.summary = "The config file has both [default] and [profile default]",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError"},
          .check = check};
}

}  // namespace credlint::rules
