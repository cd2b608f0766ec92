// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/lookup.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

enum class Tone { Error, Warning, Note, Frame, Strong };

std::string_view escape_code(Tone tone) {
  switch (tone) {
    case Tone::Error:
      return "\x1b[1;31m";
    case Tone::Warning:
      return "\x1b[1;33m";
    case Tone::Note:
      return "\x1b[1;36m";
    case Tone::Frame:
      return "\x1b[1;34m";
    case Tone::Strong:
      return "\x1b[1m";
  }
  return "";
}

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return Tone::Note;
    case Severity::Warning:
      return Tone::Warning;
    case Severity::Error:
      return Tone::Error;
  }
  return Tone::Error;
}

/// Where a mark goes under an excerpt, in terminal columns.
struct Mark {
  std::size_t indent = 0;
  std::size_t width = 0;
};

/// Nothing when the place was cut away.
std::optional<Mark> mark_under(const Excerpt& excerpt, const Location& at) {
  const bool goes_on = at.end_line != at.line;
  Mark mark;
  std::uint32_t column = excerpt.first_column;
  bool seen = false;
  for (std::size_t i = 0; i < excerpt.text.size(); ++column) {
    const DecodedCharacter character = decode_utf8(excerpt.text, i);
    const auto width = static_cast<std::size_t>(display_width(character.code_point));
    i += character.length;
    if (column < at.column) {
      mark.indent += width;
    } else if (goes_on || column < at.end_column || column == at.column) {
      mark.width += width;
      seen = true;
    }
  }
  if (at.column < excerpt.first_column && !seen) return std::nullopt;
  if (!seen && excerpt.cut_after) return std::nullopt;
  mark.width = std::max<std::size_t>(mark.width, 1);  // a place behind the last character
  if (excerpt.cut_before) ++mark.indent;              // for the ellipsis
  return mark;
}

class TextReport {
 public:
  TextReport(const ReportInput& input, const TextStyle& style)
      : input_(input), style_(style), lookup_(input) {}

  std::string render() {
    for (const Finding& finding : input_.findings)
      if (!finding.suppressed) block(finding);
    for (const Diagnostic& diagnostic : input_.diagnostics) trouble(diagnostic);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string paint(Tone tone, std::string_view text) const {
    if (!style_.color) return std::string(text);
    return fmt::format("{}{}\x1b[0m", escape_code(tone), text);
  }

  [[nodiscard]] std::string rule_id(const std::string& id) const {
    const Rule* rule = lookup_.rule(id);
    const std::string url = rule == nullptr ? std::string() : lookup_.page_url(*rule);
    const std::string shown = printable(id);
    if (!style_.hyperlinks || url.empty()) return shown;
    return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", url, shown);
  }

  [[nodiscard]] std::string place(const Location& at) const { return shown_place(lookup_, at); }

  void block(const Finding& finding) {
    gutter_ = gutter_of(finding);
    const Tone tone = tone_of(finding.severity);
    out_ += paint(tone, fmt::format("{}[{}]", to_string(finding.severity), rule_id(finding.rule)));
    out_ += paint(Tone::Strong, ": " + mask_unrecognised(finding.message)) + '\n';
    out_ += fmt::format("{:>{}}{} {}\n", "", gutter_, paint(Tone::Frame, "-->"), place(finding.at));
    snippet(finding.at, '^', tone);
    if (const std::string_view error = lookup_.error(finding); !error.empty())
      note("leads to", error);
    if (!finding.help.empty()) note("help", mask_unrecognised(finding.help));
    if (finding.introduced) note("introduced", introduction_text(*finding.introduced));
    for (const Related& related : finding.related) {
      note("see also",
           fmt::format("{}: {}", place(related.at), mask_unrecognised(related.message)));
      if (related.at.file != finding.at.file || related.at.line != finding.at.line)
        snippet(related.at, '-', Tone::Frame);
    }
    out_ += '\n';
  }

  /// Width of the widest line number shown in a block.
  [[nodiscard]] std::size_t gutter_of(const Finding& finding) const {
    std::uint32_t line = finding.at.line;
    for (const Related& related : finding.related) line = std::max(line, related.at.line);
    return std::to_string(line).size() + 1;
  }

  void snippet(const Location& at, char underline, Tone tone) {
    const Excerpt* excerpt = lookup_.excerpt(at);
    if (excerpt == nullptr) return;
    frame("");
    frame(std::to_string(at.line));
    // Excerpts are printable already; a report does not rely on it.
    out_ += fmt::format(" {}{}{}\n", excerpt->cut_before ? "…" : "", printable(excerpt->text),
                        excerpt->cut_after ? "…" : "");
    const std::optional<Mark> mark = mark_under(*excerpt, at);
    if (!mark) return;
    frame_open("");
    out_ += fmt::format(" {:>{}}{}\n", "", mark->indent,
                        paint(tone, std::string(mark->width, underline)));
  }

  void frame_open(std::string_view label) {
    out_ += paint(Tone::Frame, fmt::format("{:>{}} |", label, gutter_));
  }
  /// An empty label makes an empty line.
  void frame(std::string_view label) {
    frame_open(label);
    if (label.empty()) out_ += '\n';
  }

  void note(std::string_view label, std::string_view text) {
    out_ += fmt::format("{:>{}} {} {}: {}\n", "", gutter_, paint(Tone::Frame, "="),
                        paint(Tone::Strong, label), printable(text));
  }

  void trouble(const Diagnostic& diagnostic) {
    out_ += paint(Tone::Warning, "not checked") + ": ";
    if (!diagnostic.path.empty()) out_ += shown_path(diagnostic.path);
    if (diagnostic.line > 0) out_ += fmt::format(":{}", diagnostic.line);
    if (!diagnostic.path.empty()) out_ += ": ";
    out_ += mask_unrecognised(diagnostic.message) + '\n';
  }

  const ReportInput& input_;
  const TextStyle& style_;
  RunLookup lookup_;
  std::string out_;
  std::size_t gutter_ = 0;
};

}  // namespace

std::string render_text(const ReportInput& input, const TextStyle& style) {
  return TextReport(input, style).render();
}

}  // namespace credlint
