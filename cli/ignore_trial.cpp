// SPDX-License-Identifier: MIT
#include "cli/ignore_trial.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "cli/facts_json.h"
#include "scanner/engine/comment_check.h"

namespace credlint {
namespace {

/// Comments of one file, in order.
using Comments = std::span<const IgnoreComment>;

/// Those on a line or on the one above.
Comments comments_at(Comments comments, std::uint32_t line) {
  const auto line_of = [](const IgnoreComment& comment) { return comment.at.line; };
  const auto begin = std::ranges::lower_bound(comments, line - 1, {}, line_of);
  return {begin, std::ranges::upper_bound(begin, comments.end(), line, {}, line_of)};
}

bool is_granted(const IgnoreWish& wish, std::uint32_t line, Comments comments) {
  const Comments near = comments_at(comments, line);
  return std::ranges::all_of(wish.rules, [&](const std::string& rule) {
    return std::ranges::any_of(near, [&](const IgnoreComment& comment) {
      if (comment.at.line != line && !comment.covers_next) return false;
      return std::ranges::find(comment.rules, rule) != comment.rules.end();
    });
  });
}

}  // namespace

IgnoreTrial::IgnoreTrial(const Setup& setup, const SourceFile& source, std::string_view format)
    : setup_(setup), source_(source), format_(format) {
  has_grammar_ = comment_check(setup.catalog(), format, source.text(), {}).has_value();
  if (const Result<ScanResult> before = read(std::string(source.text()))) {
    facts_ = facts_of(*before);
    troubles_ = before->diagnostics.size();
  }
}

Result<ScanResult> IgnoreTrial::read(const std::string& text) const {
  RunOptions options;
  options.in_memory = {{source_.path(), text}};
  options.engine = setup_.options.engine;
  options.preparation = setup_.options.preparation;
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

IgnoreTrial::Outcome IgnoreTrial::of(std::span<const IgnoreEdit> edits,
                                     std::span<const IgnoreWish* const> wishes) const {
  const EditedText edited = apply_edits(source_.text(), edits);
  Outcome outcome{.failed = std::vector<bool>(edits.size(), false)};
  const auto inside = comment_check(setup_.catalog(), format_, edited.text, edited.comments);
  const Result<ScanResult> after = read(edited.text);
  const MovedLines moved(edits, source_);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const std::uint32_t line = moved.line(wishes[i]->line);
    outcome.failed[i] = (inside && !(*inside)[i]) || (has_grammar_ && !inside) || !after ||
                        !is_granted(*wishes[i], line, after->facts->facts().ignore_comments);
  }
  outcome.complete = after && after->diagnostics.size() <= troubles_;
  const bool none = std::ranges::none_of(outcome.failed, std::identity());
  outcome.fits = none && after && facts_of(*after) == facts_;
  return outcome;
}

}  // namespace credlint
