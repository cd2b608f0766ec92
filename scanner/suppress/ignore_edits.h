// SPDX-License-Identifier: MIT
// How "credlint: ignore" comments get into a text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/facts.h"
#include "scanner/core/source_file.h"
#include "scanner/suppress/comment_signs.h"
#include "scanner/suppress/text_blocks.h"

namespace credlint {

/// Findings of a line that are to be ignored.
struct IgnoreWish {
  std::uint32_t line = 0;
  std::vector<std::string> rules;  ///< sorted, each once
};

/// A text to insert.
struct IgnoreEdit {
  std::uint32_t at = 0;  ///< byte of the old text
  std::string text;
  Span comment;             ///< of `text`: what has to be a comment
  std::uint32_t lines = 0;  ///< that it adds
};

/// What is known of the file that comments go into; everything referred to must outlive it.
struct IgnoreTarget {
  const SourceFile& source;
  const CommentSigns& signs;
  std::span<const LineState> states;
  std::span<const IgnoreComment* const>
      ignores;  ///< those of the file that are there already, in order
  std::string_view reason;
  bool has_grammar = false;  ///< somebody will tell whether a comment came out as one
};

/// Ways to ignore a wish, the best first: in a comment that covers it already, behind the line, or
/// on a line of its own above it.
struct IgnoreWays {
  std::vector<IgnoreEdit> edits;
  std::string_view obstacle;  ///< why the last of the other ways is none
};
IgnoreWays ways_to_ignore(const IgnoreTarget& target, const IgnoreWish& wish);

/// The text with the edits in it, which are in order, and where their comments then are.
struct EditedText {
  std::string text;
  std::vector<Span> comments;
};
EditedText apply_edits(std::string_view text, std::span<const IgnoreEdit> edits);

/// Where the lines of a text are once edits, which are in order, are in it.
class MovedLines {
 public:
  MovedLines(std::span<const IgnoreEdit> edits, const SourceFile& source);
  [[nodiscard]] std::uint32_t line(std::uint32_t line) const;

 private:
  struct Step {
    std::uint32_t line = 0;   ///< the first that is moved by
    std::uint32_t lines = 0;  ///< so many
  };
  std::vector<Step> steps_;
};

}  // namespace credlint
