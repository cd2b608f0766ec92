// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

class TellingWords;
struct Language;
struct EmbeddedTexts;
struct SourceText;

/// Reads source code through the queries of its language. Languages are made ready when first
/// needed; safe to share between threads.
class CodeReader {
 public:
  explicit CodeReader(const Catalog& catalog);
  CodeReader(const CodeReader&) = delete;
  CodeReader& operator=(const CodeReader&) = delete;
  ~CodeReader();

  /// Adds the facts of a whole file; nothing of one that only mentions an SDK, without a telling
  /// word. Beyond limits::kWholeParseBytes only windows around the hits are read.
  void read_file(const LanguageRow& row, const ParseInput& input, FactWriter& writer) const;
  /// Adds the facts of a piece of a file that is in another language (a RUN line of a Dockerfile).
  /// `text` stands at byte `offset` of the file and has its length.
  void read_piece(std::string_view language, const ParseInput& input, std::string_view text,
                  std::uint32_t offset, FactWriter& writer) const;
  /// The same for text without what it is wrapped in. `scope` is of what stands outside functions.
  /// Beyond limits::kWholeParseBytes the text is read in pieces of that size.
  void read_piece(std::string_view language, const ParseInput& input, const MappedText& text,
                  ScopeId scope, FactWriter& writer) const;

  /// Of everything read so far.
  [[nodiscard]] CodeCost cost() const;

 private:
  struct Entry;
  [[nodiscard]] Entry& entry_of(const LanguageRow& row) const;
  [[nodiscard]] const TellingWords& words_of(const LanguageRow& row) const;
  /// Reads a text, the scripts within it and what they write to files.
  void read(const LanguageRow& row, const ParseInput& input, const SourceText& source,
            ScopeId scope, FactWriter& writer) const;
  /// Both return the texts within that are to be read by themselves.
  EmbeddedTexts read_text(const LanguageRow& row, const ParseInput& input, const SourceText& source,
                          ScopeId scope, FactWriter& writer) const;
  EmbeddedTexts read_timed(const LanguageRow& row, const ParseInput& input,
                           const SourceText& source, ScopeId scope, FactWriter& writer) const;

  const Catalog& catalog_;
  std::unique_ptr<Entry[]> entries_;  ///< one for each language of the catalog
  mutable std::atomic<std::uint64_t> bytes_{0};
  mutable std::atomic<std::int64_t> nanoseconds_{0};
};

}  // namespace credlint
