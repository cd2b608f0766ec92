// SPDX-License-Identifier: MIT
// Scalars of YAML: just enough to take a script out of a file with the place of each byte.
// Source of the grammar: yaml.org/spec/1.2.2, chapters 7 and 8
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parsers/document/mapped_text.h"
#include "scanner/core/source_file.h"

namespace credlint {

class YamlScalars {
 public:
  explicit YamlScalars(const SourceFile& source) : source_(source) {}

  /// A line without its end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const {
    return source_.slice(source_.line_span(number));
  }
  /// Whether a value begins a block: "|", ">-", "|2 # comment".
  static bool is_block_header(std::string_view value);
  /// Appends the scalar that begins in that line at that column; what goes on in further lines is
  /// indented by more than `indent`. Returns the line behind it.
  std::uint32_t read(std::uint32_t line, std::size_t column, std::size_t indent,
                     MappedText& out) const;
  /// Appends the scalars of "[a, 'b']", each as a line.
  std::uint32_t read_flow_list(std::uint32_t line, std::size_t column, MappedText& out) const;

 private:
  std::uint32_t read_block(std::uint32_t line, std::size_t column, std::size_t indent,
                           MappedText& out) const;
  std::uint32_t read_plain(std::uint32_t line, std::size_t column, std::size_t indent,
                           MappedText& out) const;
  /// Appends a quoted scalar; returns the byte behind its closing quote.
  std::uint32_t read_quoted(std::uint32_t quote, MappedText& out) const;
  std::uint32_t read_escape(std::uint32_t at, MappedText& out) const;
  std::uint32_t fold_break(std::uint32_t at, MappedText& out) const;
  /// Bytes of a line from that column on.
  [[nodiscard]] Span rest(std::uint32_t line, std::size_t column) const;

  const SourceFile& source_;
};

}  // namespace credlint
