// SPDX-License-Identifier: MIT
#include "cli/ignore_trial.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/facts_json.h"
#include "scanner/engine/comment_check.h"

namespace credlint {
namespace {

/// Where a wish's line is once edits stand before it.
std::uint32_t moved_line(std::uint32_t line, std::span<const IgnoreEdit> edits,
                         const SourceFile& source) {
  std::uint32_t moved = line;
  for (const IgnoreEdit& edit : edits) {
    if (edit.lines > 0 && source.line_of(edit.at) <= line) moved += edit.lines;
  }
  return moved;
}

bool is_granted(const IgnoreWish& wish, std::uint32_t line,
                const std::vector<IgnoreComment>& comments) {
  return std::ranges::all_of(wish.rules, [&](const std::string& rule) {
    return std::ranges::any_of(comments, [&](const IgnoreComment& comment) {
      const bool near = comment.at.line == line || comment.at.line + 1 == line;
      return near && std::ranges::find(comment.rules, rule) != comment.rules.end();
    });
  });
}

}  // namespace

IgnoreTrial::IgnoreTrial(const Setup& setup, const SourceFile& source, std::string_view format)
    : setup_(setup), source_(source), format_(format) {
  has_grammar_ = comment_check(setup.catalog(), format, source.text(), {}).has_value();
  if (const Result<ScanResult> before = read(std::string(source.text()))) {
    facts_ = facts_of(*before);
  }
}

Result<ScanResult> IgnoreTrial::read(const std::string& text) const {
  RunOptions options;
  options.in_memory = {{source_.path(), text}};
  options.engine = setup_.options.engine;
  options.read.workers = 1;
  options.now = setup_.options.now;
  return scan(setup_.catalog(), options);
}

std::vector<std::string> IgnoreTrial::facts_of(const ScanResult& read) const {
  std::vector<std::string> facts;
  std::string lines = facts_as_jsonl(*read.facts, setup_.catalog());
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    auto fact = nlohmann::json::parse(lines.substr(begin, end - begin), nullptr, false);
    begin = end + 1;
    if (fact.is_discarded() || fact["kind"] == "ignore-comment") continue;
    for (const char* place : {"line", "end_line", "scope"}) fact.erase(place);
    facts.push_back(fact.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  for (const Diagnostic& trouble : read.diagnostics) facts.push_back(trouble.message);
  std::ranges::sort(facts);
  return facts;
}

std::vector<bool> IgnoreTrial::failed(std::span<const IgnoreEdit> edits,
                                      std::span<const IgnoreWish* const> wishes) const {
  const EditedText edited = apply_edits(source_.text(), edits);
  std::vector<bool> failed(edits.size(), false);
  const auto inside = comment_check(setup_.catalog(), format_, edited.text, edited.comments);
  const Result<ScanResult> after = read(edited.text);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const std::uint32_t line = moved_line(wishes[i]->line, edits, source_);
    failed[i] = (inside && !(*inside)[i]) || (has_grammar_ && !inside) || !after ||
                !is_granted(*wishes[i], line, after->facts->facts().ignore_comments);
  }
  return failed;
}

bool IgnoreTrial::is_harmless(std::span<const IgnoreEdit> edits) const {
  const Result<ScanResult> after = read(apply_edits(source_.text(), edits).text);
  return after && facts_of(*after) == facts_;
}

}  // namespace credlint
