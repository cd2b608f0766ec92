// SPDX-License-Identifier: MIT
#include "scanner/core/fact_writer.h"

#include <fmt/format.h>

namespace credlint {

void FactWriter::trouble(std::uint32_t line, std::string message) {
  Diagnostic trouble{source_.path(), line, std::move(message)};
  // Pieces of one file (RUN lines, windows) fail alike.
  const bool said = !diagnostics_.empty() && diagnostics_.back() == trouble;
  if (!said) diagnostics_.push_back(std::move(trouble));
}

void FactWriter::at_limit() {
  if (full_) return;
  full_ = true;
  trouble(0, fmt::format("more than {} facts; the rest of the file is not judged",
                         limits::kMaxFactsPerFile));
}

}  // namespace credlint
