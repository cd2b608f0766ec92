// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
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

/// What SDKs make of the two headers in their order, with a setting below each.
resolver::Outcomes outcomes_of_both(const RuleContext& context, const Spellings& spellings) {
  std::vector<std::string> lines;
  const auto add = [&](const ConfigSection& section, std::string_view setting) {
    lines.push_back(fmt::format("[{}]", section.raw));
    lines.emplace_back(setting);
  };
  const bool bare_first = spellings.bare->at < spellings.prefixed->at;
  if (bare_first) add(*spellings.bare, "bare = 1");
  add(*spellings.prefixed, "prefixed = 1");
  if (!bare_first) add(*spellings.bare, "bare = 1");
  return resolver::read_by_all(
      context.view<resolver::AllSdks>(), {.file = SharedFile::Config, .lines = lines},
      [](const resolver::SharedReading& reading) {
        if (reading.fault) return "refuse the whole file";
        const resolver::Section* read = reading.find(SectionKind::Profile, "default");
        if (read == nullptr) return "find neither";
        const bool bare = read->find("bare") != nullptr;
        if (read->find("prefixed") == nullptr) return "read [default]";
        return bare ? "merge both" : "read [profile default]";
      });
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> merging = files_with_merge_markers(context.facts);
  for (const auto& [file, spellings] : spellings_by_file(context.facts)) {
    if (spellings.bare == nullptr || spellings.prefixed == nullptr) continue;
    if (merging.count(file) != 0) continue;
    Finding& finding = sink.report(
        *spellings.prefixed,
        fmt::format("The default profile stands twice, as [profile default] and as [default]. {}",
                    outcomes_of_both(context, spellings).sentence()),
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
