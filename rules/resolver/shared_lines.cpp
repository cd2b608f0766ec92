// SPDX-License-Identifier: MIT
#include "rules/resolver/shared_lines.h"

namespace credlint::resolver {

SharedLines::SharedLines(const FactStore& facts) {
  for (const FileRecord& record : facts.files()) {
    if (record.has(Trait::SharedConfig)) files_[record.path].has_bom = record.has_bom;
  }
  for (const SharedLine& line : facts.facts().shared_lines) {
    files_[facts.file(line).path].lines.push_back(&line);
  }
}

SharedSource SharedLines::of(std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return {};
  return {found->second.lines, found->second.has_bom};
}

bool SharedLines::has(std::string_view path) const { return files_.count(path) != 0; }

}  // namespace credlint::resolver
