// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/setup.h"
#include "scanner/suppress/ignore_edits.h"

namespace credlint {

/// One file as it was read, to try comments on.
class IgnoreTrial {
 public:
  IgnoreTrial(const Setup& setup, const SourceFile& source, std::string_view format);

  /// Whether the format's grammar tells what is a comment.
  [[nodiscard]] bool has_grammar() const { return has_grammar_; }

  struct Outcome {
    /// Edits that do not come out as comments that ignore their wish.
    std::vector<bool> failed;
    bool complete = false;  ///< all of the text was read, or all that is read without them
    /// None did, and nothing else is read out of the text with them than without.
    bool fits = false;
  };
  /// All of the edits in the text together. `wishes[i]` is what `edits[i]` is for.
  [[nodiscard]] Outcome of(std::span<const IgnoreEdit> edits,
                           std::span<const IgnoreWish* const> wishes) const;

 private:
  [[nodiscard]] Result<ScanResult> read(const std::string& text) const;
  [[nodiscard]] std::vector<std::string> facts_of(const ScanResult& read) const;

  const Setup& setup_;
  const SourceFile& source_;
  std::string_view format_;
  bool has_grammar_ = false;
  std::vector<std::string> facts_;  ///< without the edits
  std::size_t troubles_ = 0;        ///< and so much was said of the reading
};

}  // namespace credlint
