// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/resolver/outcomes.h"
#include "rules/views/env_file_readers.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

Location start_of(FileId file) {
  return {.file = file,
          .span = {0, 1},
          .line = 1,
          .column = 1,
          .end_line = 1,
          .end_column = 2,
          .utf16_column = 1,
          .utf16_end_column = 2};
}

bool is_utf16(const FileRecord& record) { return record.encoding != Encoding::Utf8; }

/// What SDKs make of a mark before the header of a first section.
resolver::Outcomes outcomes_of_mark(const RuleContext& context) {
  return resolver::read_by_all(context.view<resolver::AllSdks>(),
                               {.file = SharedFile::Credentials,
                                .lines = {"[default]", "first = 1", "[other]", "second = 2"},
                                .has_bom = true},
                               [](const resolver::SharedReading& reading) {
                                 if (reading.fault) return "refuse the whole file";
                                 const bool first =
                                     reading.find(SectionKind::Profile, "default") != nullptr;
                                 return first ? "read it" : "lose the first section";
                               });
}

void check_shared(const RuleContext& context, FileId file, const FileRecord& record,
                  FindingSink& sink) {
  if (is_utf16(record)) {
    sink.report(
        start_of(file), {file, 0},
        "The file is encoded in UTF-16. SDKs read shared files as UTF-8 and find no profile "
        "in it or stop with an error.",
        "save the file as UTF-8 without a byte order mark");
    return;
  }
  Finding& finding = sink.report(start_of(file), {file, 0},
                                 fmt::format("The file begins with a UTF-8 byte order mark. {}",
                                             outcomes_of_mark(context).sentence()),
                                 "save the file as UTF-8 without a byte order mark");
  finding.fix = file_fix(FileFix::NoByteOrderMark, "remove the byte order mark");
}

// Docker and the dotenv package of Node skip the mark; a shell, node --env-file and python-dotenv
// take it for a part of the first name.
void check_env(const EnvAssignment& first, const FileRecord& record, const EnvFileReaders& readers,
               FindingSink& sink) {
  const FileId file = first.at.file;
  const EnvFileReading* breaking =
      readers.first(file, {EnvFileReader::Shell, EnvFileReader::Systemd});
  const bool unknown = breaking == nullptr;
  if (unknown &&
      readers.first(file, {EnvFileReader::DockerRun, EnvFileReader::Compose}) != nullptr &&
      !is_utf16(record)) {
    return;
  }
  Finding& finding = sink.report(
      start_of(file), {file, 0},
      is_utf16(record)
          ? std::string("The file is encoded in UTF-16. Readers of env files expect UTF-8 and find "
                        "no variable in it.")
          : fmt::format(
                "The file begins with a UTF-8 byte order mark. A shell, node --env-file and "
                "python-dotenv take it for a part of the first name, so {} is not set; "
                "Docker and Node's dotenv skip it.",
                first.name),
      "save the file as UTF-8 without a byte order mark");
  if (!is_utf16(record))
    finding.fix = file_fix(FileFix::NoByteOrderMark, "remove the byte order mark");
  if (breaking != nullptr) relate_reader(finding, *breaking);
  if (unknown && !is_utf16(record)) finding.severity = Severity::Warning;
}

void check(const RuleContext& context, FindingSink& sink) {
  std::map<FileId, const EnvAssignment*> first;
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (assignment.syntax == EnvSyntax::EnvFile) first.try_emplace(assignment.at.file, &assignment);
  }
  const EnvFileReaders& readers = context.view<EnvFileReaders>();
  const auto files = context.facts.files();
  for (FileId file = 0; file < files.size(); ++file) {
    const FileRecord& record = files[file];
    if (!record.has_bom && !is_utf16(record)) continue;
    if (record.has(Trait::SharedConfig)) {
      check_shared(context, file, record, sink);
      continue;
    }
    const auto assignment = first.find(file);
    if (assignment == first.end()) continue;
    // Only the first line is lost to the mark.
    if (assignment->second->name_at.line > 1 && !is_utf16(record)) continue;
    check_env(*assignment->second, record, readers, sink);
  }
}

}  // namespace

RuleDefinition utf8_bom() {
  return {.info = {.summary = "A shared file or env file begins with a byte order mark",
                   .reporting = Reporting::InUse,
                   .error = "ConfigParseError",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
