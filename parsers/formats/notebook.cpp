// SPDX-License-Identifier: MIT
// Jupyter notebooks: code cells through the reader of their language, outputs for the credentials
// that programs have printed. Markdown and metadata are left to the patterns.
// Source of the format: nbformat.readthedocs.io/en/latest/format_description.html (4, and 3 before)
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/notebook_cells.h"
#include "parsers/document/json_text.h"
#include "parsers/parser.h"
#include "parsers/pattern_facts.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

/// Keeps outputs apart: more line breaks than a pattern reaches over.
constexpr std::size_t kGap = 64;

/// A cell as the file has it: the strings of its code and of its outputs.
struct Cell {
  std::string_view type;
  std::vector<Span> source;
};

/// What one output prints in one form: text, or one of the forms that a value is shown in.
struct OutputKey {
  std::uint32_t cell = 0;
  std::uint32_t output = 0;
  std::string_view form;
  bool operator==(const OutputKey&) const = default;
};

bool is_picture(std::string_view form) {
  for (const std::string_view start : {"image/", "audio/", "video/", "application/pdf"}) {
    if (form.substr(0, start.size()) == start) return true;
  }
  return form == "png" || form == "jpeg" || form == "svg" || form == "pdf";
}

/// Without the colours of a terminal ("ESC [0;31m"), which stand between the words of a traceback.
void append_without_colours(const MappedText& text, MappedText& out) {
  const std::string_view all = text.text();
  std::size_t done = 0;
  for (std::size_t at = 0; (at = all.find("\x1B[", at)) != std::string_view::npos; at = done) {
    out.append_part(text, done, at);
    done = std::min(all.find_first_not_of("0123456789;?", at + 2), all.size() - 1) + 1;
  }
  out.append_part(text, done, all.size());
}

class NotebookReader {
 public:
  NotebookReader(const ParseInput& input, FactWriter& writer)
      : input_(input), text_(input.source.text()), writer_(writer) {}

  void read() {
    const bool whole = for_each_json_string(
        text_, [&](std::span<const JsonStep> path, Span string) { take(path, string); });
    if (!whole) writer_.trouble(0, "not all of it was read as a notebook: it is no whole JSON");
    read_code();
    add_pattern_facts(input_, outputs_, true, writer_);
  }

 private:
  void take(std::span<const JsonStep> path, Span string) {
    if (path[0].name == "metadata") return take_metadata(path.subspan(1), string);
    // "worksheets" of version 3 hold the cells.
    const std::size_t outer = path[0].name == "worksheets" ? 2 : 0;
    if (path.size() < outer + 3 || path[outer].name != "cells") return;
    const std::uint32_t sheet = outer > 0 ? path[1].index : 0;
    const std::uint32_t number = path[outer + 1].index;
    if (cells_.empty() || sheet != sheet_ || number != number_) cells_.emplace_back();
    sheet_ = sheet;
    number_ = number;
    path = path.subspan(outer + 2);
    const std::string_view name = path[0].name;
    if (name == "cell_type" && path.size() == 1) cells_.back().type = input_.source.slice(string);
    if ((name == "source" || name == "input") && path.size() <= 2)
      cells_.back().source.push_back(string);
    if (name == "outputs" && path.size() >= 3) take_output(path.subspan(1), string);
  }

  void take_metadata(std::span<const JsonStep> path, Span string) {
    if (path.size() != 2) return;
    const std::string_view value = input_.source.slice(string);
    if (path[0].name == "language_info" && path[1].name == "name") language_ = value;
    if (path[0].name == "kernelspec" && path[1].name == "language" && language_.empty())
      language_ = value;
  }

  /// `path` is from the output's number on: "text", or "data" and "text/plain".
  void take_output(std::span<const JsonStep> path, Span string) {
    OutputKey key{static_cast<std::uint32_t>(cells_.size()), path[0].index, path[1].name};
    if (key.form == "output_type" || key.form == "name" || key.form == "metadata") return;
    std::size_t depth = 2;
    if (key.form == "data" && path.size() > 2) key.form = path[depth++].name;
    if (is_picture(key.form)) return writer_.note_searched(string);
    if (path.size() > depth + 1) return;  // values, not text: the patterns see names beside them
    if (!(key == output_)) {
      outputs_.append_for(std::string(kGap, '\n'), {string.begin, string.begin});
      output_ = key;
    }
    MappedText text;
    append_json_string(text_, string, text);
    append_without_colours(text, outputs_);
    if (key.form == "traceback") outputs_.append_for("\n", {string.end, string.end});
    writer_.note_searched(string);
  }

  void read_code() {
    const std::string kernel = kernel_language();
    NotebookCells code(input_, kernel, writer_);
    MappedText all;
    std::vector<Span> ranges;  // of the cells in the text
    for (const Cell& cell : cells_) {
      if (cell.type != "code") continue;
      Span range{static_cast<std::uint32_t>(all.text().size()), 0};
      for (const Span string : cell.source) {
        append_json_string(text_, string, all);
        writer_.note_searched(string);
      }
      range.end = static_cast<std::uint32_t>(all.text().size());
      ranges.push_back(range);
      if (!cell.source.empty())
        all.append_for("\n", {cell.source.back().end, cell.source.back().end});
    }
    for (const Span range : ranges) {
      MappedText cell;
      cell.append_part(all, range.begin, range.end);
      code.add(cell);
    }
    code.finish();
    add_pattern_facts(input_, all, false, writer_);
  }

  [[nodiscard]] std::string kernel_language() const {
    const std::string name = to_lower(language_);
    if (name.empty()) return "python";
    const DataRow* row = input_.catalog.table(Table::NotebookLanguages).find(name);
    return row == nullptr ? name : std::string(row->value);
  }

  const ParseInput& input_;
  std::string_view text_;
  FactWriter& writer_;
  std::string_view language_;
  std::vector<Cell> cells_;
  std::uint32_t sheet_ = 0;
  std::uint32_t number_ = 0;
  MappedText outputs_;
  OutputKey output_;
};

}  // namespace

void parse_notebook(const ParseInput& input, FactWriter& writer) {
  NotebookReader(input, writer).read();
}

}  // namespace credlint::parsers
