// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "parsers/document/mapped_text.h"
#include "parsers/parser.h"

namespace credlint {

/// Reads the code cells of a notebook. They share their names, so what is in the kernel's language
/// is read as one text; what magics hand to others is read by itself.
/// Source of the syntax: ipython.readthedocs.io (interactive/magics,
/// IPython.core.inputtransformer2)
class NotebookCells {
 public:
  /// `kernel` is a language of rulesets/languages/.
  NotebookCells(const ParseInput& input, std::string_view kernel, FactWriter& writer)
      : input_(input), kernel_(kernel), writer_(writer) {}

  void add(const MappedText& cell);
  /// Reads what is in the kernel's language.
  void finish();

 private:
  /// A line of the cell, without its end.
  struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  /// Takes a magic that the whole cell belongs to; false when there is none.
  bool take_cell(Line first);
  void take_line(Line line);
  void take_command(Line line, std::size_t command);
  bool take_magic(Line line, std::size_t begin);
  bool take_assignment(Line line);
  void set_variable(std::size_t begin, std::size_t end);
  void run(std::string_view language, std::size_t begin, std::size_t end);
  void run_command(std::size_t begin, std::size_t end);
  /// Keeps the line's place in the kernel's text, where it has no meaning.
  void blank(Line line, std::size_t begin);
  void keep(std::size_t begin, std::size_t end) { text_.append_part(*cell_, begin, end); }
  void end_line(std::size_t end);
  void note_quotes(std::string_view line);

  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return cell_->text().substr(begin, end - begin);
  }
  [[nodiscard]] Line line_at(std::size_t begin) const;
  [[nodiscard]] const DataRow* magic(std::string_view word) const;

  const ParseInput& input_;
  std::string_view kernel_;
  FactWriter& writer_;
  MappedText text_;
  const MappedText* cell_ = nullptr;
  std::size_t next_ = 0;    ///< first byte behind the lines that were taken
  std::string open_quote_;  ///< of a string over several lines
};

}  // namespace credlint
