// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/glob.h"

namespace credlint {

/// Which tools read a file. Safe to share between threads.
class DocumentTools {
 public:
  /// The rows must outlive it.
  explicit DocumentTools(std::span<const ToolRow> tools) : tools_(tools) {}

  /// The tools whose files have such a path and hold such texts.
  [[nodiscard]] std::vector<const ToolRow*> of(std::string_view path, std::string_view text) const;

 private:
  /// Globs are compiled when the first document is read: most runs see none.
  void compile() const;

  std::span<const ToolRow> tools_;
  mutable std::once_flag compiled_;
  mutable std::vector<std::vector<Glob>> globs_;  ///< of each tool
};

}  // namespace credlint
