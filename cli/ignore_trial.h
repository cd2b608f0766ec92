// SPDX-License-Identifier: MIT
#pragma once

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

  /// Which of the edits do not come out as comments that ignore their wish, all of them in the text
  /// together. `wishes[i]` is what `edits[i]` is for.
  [[nodiscard]] std::vector<bool> failed(std::span<const IgnoreEdit> edits,
                                         std::span<const IgnoreWish* const> wishes) const;
  /// Whether nothing else is read out of the text with the edits than without.
  [[nodiscard]] bool is_harmless(std::span<const IgnoreEdit> edits) const;

 private:
  [[nodiscard]] Result<ScanResult> read(const std::string& text) const;
  [[nodiscard]] std::vector<std::string> facts_of(const ScanResult& read) const;

  const Setup& setup_;
  const SourceFile& source_;
  std::string_view format_;
  bool has_grammar_ = false;
  std::vector<std::string> facts_;  ///< without the edits
};

}  // namespace credlint
