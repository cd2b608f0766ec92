// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"
#include "scanner/core/source_file.h"
#include "scanner/engine/preparation.h"

namespace credlint {

/// What is kept of one file once it was parsed.
struct ParsedFile {
  FileRecord record;
  FileFacts facts;
  std::vector<Diagnostic> diagnostics;
  std::size_t index = 0;  ///< InputFile::index of what it was parsed from
};

/// Takes one file from bytes to facts. Immutable; shared by all workers.
class FileScanner {
 public:
  /// What is kept of lines.
  struct Keep {
    bool line_hashes = false;
    bool every_line = false;  ///< not only of those that facts stand on
  };
  FileScanner(std::shared_ptr<const Preparation> ready, Keep keep);

  /// Working memory of one worker.
  struct Worker {
    explicit Worker(const FileScanner& scanner) : scratch(scanner.ready_->prefilter) {}
    Prefilter::Scratch scratch;
    Prefilter::Hits hits;
    std::string converted;  ///< UTF-16 input as UTF-8
  };

  /// Whether the prefilter hit, or the file's name alone makes it worth parsing. Keeps the hits in
  /// the worker.
  [[nodiscard]] bool deserves_parsing(std::string_view path, std::string_view bytes,
                                      Worker& worker) const;
  /// Whether a piece of a file holds a credential, or the name of a setting that may hold one.
  [[nodiscard]] bool may_expose(std::string_view text, Worker& worker) const;
  /// Whether files of that name are code or configuration, in which credentials are used.
  [[nodiscard]] bool may_hold_credentials(std::string_view path) const;
  /// Parses the file that deserves_parsing() was asked for last. `read_as` is the path whose name
  /// tells the format, most often the same.
  [[nodiscard]] ParsedFile parse(FileId id, std::string_view path, std::string_view read_as,
                                 std::string_view bytes, Worker& worker) const;
  /// What reading source code has cost so far, in all runs with this preparation.
  [[nodiscard]] CodeCost code_cost() const { return ready_->parser.code_cost(); }

 private:
  struct Confirmed {
    std::vector<PatternHit> hits;  ///< by place
    bool complete = true;          ///< false where there were too many, or it took too long
    bool mention_only = false;     ///< as in Evidence
  };
  [[nodiscard]] Confirmed confirm(std::string_view text, const Prefilter::Hits& hits, bool manifest,
                                  Deadline deadline, Prefilter::Scratch& scratch) const;
  void note_excerpts(const SourceFile& source, const FileFacts& facts,
                     const std::vector<Span>& masked, FileRecord& record) const;

  std::shared_ptr<const Preparation> ready_;
  Keep keep_;
};

}  // namespace credlint
