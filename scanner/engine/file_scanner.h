// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "parsers/parser.h"
#include "scanner/core/catalog.h"
#include "scanner/core/diagnostic.h"
#include "scanner/core/facts.h"
#include "scanner/core/file_record.h"
#include "scanner/core/source_file.h"
#include "scanner/input/format.h"
#include "scanner/match/matcher.h"
#include "scanner/match/prefilter.h"

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
  FileScanner(const Catalog& catalog, const Prefilter& prefilter, bool line_hashes);

  /// Working memory of one worker.
  struct Worker {
    explicit Worker(const FileScanner& scanner) : scratch(scanner.prefilter_) {}
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
  /// Parses the file that deserves_parsing() was asked for last. `read_as` is the path whose name
  /// tells the format, most often the same.
  [[nodiscard]] ParsedFile parse(FileId id, std::string_view path, std::string_view read_as,
                                 std::string_view bytes, Worker& worker) const;
  /// What reading source code has cost so far.
  [[nodiscard]] CodeCost code_cost() const { return parser_.code_cost(); }

 private:
  [[nodiscard]] std::vector<PatternHit> confirm(std::string_view text, const Prefilter::Hits& hits,
                                                bool manifest) const;
  void note_excerpts(const SourceFile& source, const FileFacts& facts,
                     const std::vector<Span>& masked, FileRecord& record) const;

  const Catalog& catalog_;
  const Prefilter& prefilter_;
  Matcher matcher_;
  FormatDetector formats_;
  FileParser parser_;
  bool line_hashes_;
};

}  // namespace credlint
