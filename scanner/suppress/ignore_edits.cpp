// SPDX-License-Identifier: MIT
#include "scanner/suppress/ignore_edits.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::string_view kGoesOn = "the line goes on in the next one";
constexpr std::string_view kGoneOn = "it continues the line above";
constexpr std::string_view kOpenQuote = "a text may go on behind the line";

/// Whether a line goes on in the next one: by a backslash, or by PowerShell's accent. The accent
/// quotes in other languages, where it is no harm to put the comment elsewhere.
bool goes_on(std::string_view line) {
  const std::string_view text = trim(line);
  return text.ends_with('\\') || text.ends_with('`');
}

bool has_open_quote(std::string_view line) {
  return std::ranges::count(line, '"') % 2 != 0 || std::ranges::count(line, '\'') % 2 != 0;
}

class Ways {
 public:
  Ways(const IgnoreTarget& target, const IgnoreWish& wish)
      : target_(target), wish_(wish), line_(text_of(wish.line)) {}

  IgnoreWays all() {
    const IgnoreComment* here = ignore_on(wish_.line);
    const IgnoreComment* above = wish_.line > 1 ? ignore_on(wish_.line - 1) : nullptr;
    if (above != nullptr && !above->covers_next) above = nullptr;
    if (here != nullptr) {
      ways_.edits.push_back(extended(*here));
    } else if (above != nullptr && stands_alone(*above)) {
      ways_.edits.push_back(extended(*above));
    }
    if (const std::string_view why = obstacle_behind(); why.empty()) {
      ways_.edits.push_back(behind());
    } else {
      ways_.obstacle = why;
    }
    // A line between would take what the comment of the line above covers from it.
    if (above != nullptr) {
      ways_.edits.push_back(extended(*above));
    } else if (const std::string_view why = obstacle_above(); why.empty()) {
      ways_.edits.push_back(this->above());
    } else {
      ways_.obstacle = why;
    }
    return std::move(ways_);
  }

 private:
  [[nodiscard]] std::string_view text_of(std::uint32_t line) const {
    return target_.source.slice(target_.source.line_span(line));
  }

  [[nodiscard]] const IgnoreComment* ignore_on(std::uint32_t line) const {
    const auto line_of = [](const IgnoreComment* ignore) { return ignore->at.line; };
    const auto found = std::ranges::lower_bound(target_.ignores, line, {}, line_of);
    return found == target_.ignores.end() || line_of(*found) != line ? nullptr : *found;
  }

  /// Nothing but signs of a comment stands before it.
  [[nodiscard]] bool stands_alone(const IgnoreComment& ignore) const {
    const Span line = target_.source.line_span(ignore.at.line);
    const std::string_view before = trim(target_.source.slice({line.begin, ignore.at.span.begin}));
    return before == target_.signs.open;
  }

  [[nodiscard]] std::string_view obstacle_behind() const {
    if (!target_.signs.behind) return "a comment behind a value would be part of it";
    const LineState& state = target_.states[wish_.line - 1];
    if (!state.at_end.empty()) return state.at_end;
    if (goes_on(line_)) return kGoesOn;
    if (!target_.has_grammar && has_open_quote(line_)) return kOpenQuote;
    return {};
  }

  [[nodiscard]] std::string_view obstacle_above() const {
    const LineState& state = target_.states[wish_.line - 1];
    if (!state.at_start.empty()) return state.at_start;
    if (wish_.line == 1) return obstacle_at_top();
    if (!target_.signs.joined && goes_on(text_of(wish_.line - 1))) return kGoneOn;
    return {};
  }

  [[nodiscard]] std::string_view obstacle_at_top() const {
    if (target_.source.has_bom()) return "the byte order mark belongs to the line";
    return line_.starts_with("#!") ? "it has to be the first line" : std::string_view();
  }

  [[nodiscard]] std::string comment() const {
    std::string text =
        fmt::format("{} credlint: ignore[{}]", target_.signs.open, fmt::join(wish_.rules, ", "));
    if (!target_.reason.empty()) text += fmt::format(" {}", target_.reason);
    if (!target_.signs.close.empty()) text += fmt::format(" {}", target_.signs.close);
    return text;
  }

  [[nodiscard]] IgnoreEdit behind() const {
    const Span line = target_.source.line_span(wish_.line);
    const std::size_t end = line_.find_last_not_of(" \t");
    const auto used = static_cast<std::uint32_t>(end == std::string_view::npos ? 0 : end + 1);
    const std::string text = "  " + comment();
    return {.at = line.begin + used, .text = text, .comment = {2, size(text)}};
  }

  [[nodiscard]] IgnoreEdit above() const {
    const Span line = target_.source.line_span(wish_.line);
    const std::string indent(
        line_.substr(0, std::min(line_.find_first_not_of(" \t"), line_.size())));
    const std::string text = comment();
    const std::uint32_t begin = size(indent);
    return {.at = line.begin,
            .text = indent + text + line_end(),
            .comment = {begin, begin + size(text)},
            .lines = 1};
  }

  /// The rules go into the brackets of a comment that is there.
  [[nodiscard]] IgnoreEdit extended(const IgnoreComment& ignore) const {
    std::vector<std::string> missing;
    for (const std::string& rule : wish_.rules) {
      if (std::ranges::find(ignore.rules, rule) == ignore.rules.end()) missing.push_back(rule);
    }
    std::string text = fmt::format("{}", fmt::join(missing, ", "));
    if (!ignore.rules.empty()) text.insert(0, ", ");
    return {.at = ignore.at.span.end - 1, .text = text, .comment = {0, size(text)}};
  }

  /// As the line itself ends, or where it is the last, the one before.
  [[nodiscard]] std::string line_end() const {
    const std::string_view text = target_.source.text();
    for (const std::uint32_t line : {wish_.line, wish_.line == 1 ? 1 : wish_.line - 1}) {
      const std::string_view rest = text.substr(target_.source.line_span(line).end, 2);
      if (rest == "\r\n") return "\r\n";
      if (rest.starts_with('\r')) return "\r";
      if (rest.starts_with('\n')) return "\n";
    }
    return "\n";
  }

  static std::uint32_t size(std::string_view text) {
    return static_cast<std::uint32_t>(text.size());
  }

  const IgnoreTarget& target_;
  const IgnoreWish& wish_;
  std::string_view line_;
  IgnoreWays ways_;
};

}  // namespace

IgnoreWays ways_to_ignore(const IgnoreTarget& target, const IgnoreWish& wish) {
  if (!target.signs.why_none.empty()) return {.edits = {}, .obstacle = target.signs.why_none};
  return Ways(target, wish).all();
}

EditedText apply_edits(std::string_view text, std::span<const IgnoreEdit> edits) {
  EditedText out;
  std::uint32_t from = 0;
  for (const IgnoreEdit& edit : edits) {
    out.text += text.substr(from, edit.at - from);
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    out.comments.push_back({begin + edit.comment.begin, begin + edit.comment.end});
    out.text += edit.text;
    from = edit.at;
  }
  out.text += text.substr(from);
  return out;
}

MovedLines::MovedLines(std::span<const IgnoreEdit> edits, const SourceFile& source) {
  std::uint32_t lines = 0;
  for (const IgnoreEdit& edit : edits) {
    if (edit.lines > 0) steps_.push_back({source.line_of(edit.at), lines += edit.lines});
  }
}

std::uint32_t MovedLines::line(std::uint32_t line) const {
  const auto next = std::ranges::upper_bound(steps_, line, {}, &Step::line);
  return next == steps_.begin() ? line : line + std::prev(next)->lines;
}

}  // namespace credlint
