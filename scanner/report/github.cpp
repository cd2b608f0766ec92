// SPDX-License-Identifier: MIT
// Workflow commands of GitHub Actions: the runner turns them into annotations.
// Source:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
// and, for the escapes, packages/core/src/command.ts of https://github.com/actions/toolkit
#include <fmt/format.h>

#include <array>

#include "scanner/core/excerpt.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

/// How many annotations of one level GitHub shows of a step.
constexpr std::size_t kShownPerLevel = 10;

enum class Level : std::uint8_t { Error, Warning, Notice };

std::string_view command_of(Level level) {
  switch (level) {
    case Level::Error:
      return "error";
    case Level::Warning:
      return "warning";
    case Level::Notice:
      return "notice";
  }
  return "error";
}

Level level_of(Severity severity) {
  if (severity == Severity::Error) return Level::Error;
  return severity == Severity::Warning ? Level::Warning : Level::Notice;
}

std::string escaped(std::string_view text, std::string_view characters) {
  std::string out;
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string escaped_data(std::string_view text) { return escaped(text, "%\r\n"); }
std::string escaped_property(std::string_view text) { return escaped(text, "%\r\n:,"); }

/// Text for the log that the runner takes for no command of either of its notations.
std::string log_text(std::string text) {
  for (std::size_t at = text.find("##["); at != std::string::npos; at = text.find("##[", at))
    text.insert(at + 1, " ");
  return text;
}

struct Annotation {
  Level level = Level::Error;
  std::string place;  ///< the properties that say where
  std::string title;
  std::string text;
  std::string log_line;  ///< says the same where no annotation can be shown
};

std::string command(const Annotation& annotation) {
  return fmt::format("::{} {}title={}::{}\n", command_of(annotation.level), annotation.place,
                     escaped_property(annotation.title), escaped_data(annotation.text));
}

/// GitHub takes columns only of places on one line.
std::string place_properties(const RunLookup& lookup, const Location& at) {
  std::string text = fmt::format("file={},", escaped_property(shown_path(lookup.path(at))));
  if (at.line == 0) return text;
  text += fmt::format("line={},endLine={},", at.line, at.end_line);
  if (at.end_line == at.line) text += fmt::format("col={},endColumn={},", at.column, at.end_column);
  return text;
}

Annotation annotation_of(const RunLookup& lookup, const Finding& finding) {
  Annotation annotation{.level = level_of(finding.severity),
                        .place = place_properties(lookup, finding.at),
                        .title = "credlint: " + finding.rule,
                        .text = message_and_help(finding)};
  for (const Related& related : finding.related)
    annotation.text += fmt::format("\nSee also {}: {}", shown_place(lookup, related.at),
                                   mask_unrecognised(related.message));
  annotation.log_line = fmt::format("{}[{}] {}: {}", to_string(finding.severity), finding.rule,
                                    shown_place(lookup, finding.at), message_and_help(finding));
  return annotation;
}

Annotation annotation_of(const Diagnostic& diagnostic) {
  Annotation annotation{.level = Level::Warning,
                        .title = "credlint: not checked",
                        .text = sentence(mask_unrecognised(diagnostic.message))};
  const std::string path = shown_path(diagnostic.path);
  if (!path.empty()) annotation.place = fmt::format("file={},", escaped_property(path));
  if (!path.empty() && diagnostic.line > 0)
    annotation.place += fmt::format("line={},", diagnostic.line);
  annotation.log_line = fmt::format("not checked: {}: {}", path, annotation.text);
  return annotation;
}

/// The gravest first; what could not be checked stands among the warnings, behind them.
std::vector<Annotation> annotations_of(const ReportInput& input) {
  const RunLookup lookup(input);
  std::vector<Annotation> annotations;
  std::vector<Annotation> notices;
  for (const std::size_t i : gravest_first(input.findings)) {
    Annotation annotation = annotation_of(lookup, input.findings[i]);
    (annotation.level == Level::Notice ? notices : annotations).push_back(std::move(annotation));
  }
  for (const Diagnostic& diagnostic : input.diagnostics)
    annotations.push_back(annotation_of(diagnostic));
  annotations.insert(annotations.end(), notices.begin(), notices.end());
  return annotations;
}

/// What GitHub would show, and what not: the notice that says so needs the place of one.
struct Shares {
  std::string commands;
  std::string log;
  std::size_t left = 0;
};

Shares shares_of(const std::vector<Annotation>& annotations, std::size_t notices) {
  Shares shares;
  std::array<std::size_t, 3> shown{};
  for (const Annotation& annotation : annotations) {
    const std::size_t limit = annotation.level == Level::Notice ? notices : kShownPerLevel;
    if (shown[static_cast<std::size_t>(annotation.level)]++ < limit) {
      shares.commands += command(annotation);
    } else {
      shares.log += "- " + log_text(annotation.log_line) + '\n';
      ++shares.left;
    }
  }
  return shares;
}

}  // namespace

std::string render_github(const ReportInput& input) {
  const std::vector<Annotation> annotations = annotations_of(input);
  Shares shares = shares_of(annotations, kShownPerLevel);
  if (shares.left == 0) return shares.commands;
  shares = shares_of(annotations, kShownPerLevel - 1);
  return fmt::format(
      "{}::group::credlint: {} more\n{}::endgroup::\n::notice title=credlint::{} more {} not shown "
      "as annotations, of which GitHub takes 10 of each level; the log of this step lists them.\n",
      shares.commands, shares.left, shares.log, shares.left, shares.left == 1 ? "is" : "are");
}

}  // namespace credlint
