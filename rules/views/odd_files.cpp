// SPDX-License-Identifier: MIT
#include "rules/views/odd_files.h"

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// How far a file has been seen: an object opens with a brace, and then come names in quotes.
struct Opening {
  std::uint32_t brace = 0;  ///< its line; 0: none yet
  bool closed = false;      ///< something else came
};

}  // namespace

std::set<FileId> files_with_merge_markers(const FactStore& facts) {
  std::set<FileId> files;
  for (const OddLine& line : facts.facts().odd_lines) {
    if (line.kind == OddLineKind::MergeMarker) files.insert(line.at.file);
  }
  return files;
}

std::map<FileId, std::uint32_t> pasted_json(const FactStore& facts) {
  std::map<FileId, Opening> seen;
  std::map<FileId, std::uint32_t> files;
  for (const SharedLine& line : facts.facts().shared_lines) {
    std::string_view text = trim(line.text.reveal());
    Opening& opening = seen[line.at.file];
    if (text.empty() || opening.closed) continue;
    if (opening.brace == 0 && text.front() == '{') {
      opening.brace = line.at.line;
      text = trim(text.substr(1));
      if (text.empty()) continue;
    }
    if (opening.brace == 0) continue;
    opening.closed = true;
    if (text.front() == '"') files.emplace(line.at.file, opening.brace);
  }
  return files;
}

bool is_json_line(std::string_view line) {
  const std::string_view text = trim(line);
  return !text.empty() && std::string_view("{}[]\"").find(text.front()) != std::string_view::npos;
}

}  // namespace credlint
