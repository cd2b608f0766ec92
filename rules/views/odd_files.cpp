// SPDX-License-Identifier: MIT
#include "rules/views/odd_files.h"

namespace credlint {

std::set<FileId> files_with_merge_markers(const FactStore& facts) {
  std::set<FileId> files;
  for (const OddLine& line : facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker) files.insert(line.at.file);
  }
  return files;
}

}  // namespace credlint
