// SPDX-License-Identifier: MIT
// For a job summary: GitHub's $GITHUB_STEP_SUMMARY, or a comment on a change.
// Source:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
#include <fmt/format.h>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/markdown_text.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"
#include "scanner/report/uri.h"

namespace credlint {
namespace {

/// GitHub refuses a job summary of more than a MiB. Each part gets a share, so that none drives out
/// another; what is said beside them is small.
constexpr std::size_t kTroubleBytes = 100'000;
constexpr std::size_t kTableBytes = 400'000;
constexpr std::size_t kDetailBytes = 400'000;

/// Takes pieces as long as they fit; those that come later are only counted.
class Part {
 public:
  explicit Part(std::size_t limit) : limit_(limit) {}
  void add(const std::string& piece) {
    if (left_out_ == 0 && text_.size() + piece.size() <= limit_) {
      text_ += piece;
    } else {
      ++left_out_;
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// "\n12 more findings are not shown here…"; empty when nothing was left out.
  [[nodiscard]] std::string rest(std::string_view noun) const {
    if (left_out_ == 0) return {};
    return fmt::format("\n{} more {}{} not shown here: a job summary holds no more.\n", left_out_,
                       noun, left_out_ == 1 ? " is" : "s are");
  }

 private:
  std::size_t limit_;
  std::string text_;
  std::size_t left_out_ = 0;
};

class MarkdownReport {
 public:
  explicit MarkdownReport(const ReportInput& input)
      : input_(input), lookup_(input), order_(gravest_first(input.findings)) {}

  std::string render() const {
    const FindingCounts counts = count_findings(input_.findings);
    std::string text = fmt::format("## credlint: {}\n\n{}", counts_in_words(counts), table(counts));
    if (!order_.empty()) text += findings();
    if (!input_.diagnostics.empty()) text += trouble();
    return text;
  }

 private:
  std::string table(const FindingCounts& counts) const {
    std::string text = "| | |\n| --- | ---: |\n";
    const auto row = [&](std::string_view name, std::size_t count) {
      text += fmt::format("| {} | {} |\n", name, count);
    };
    row("errors", counts.of(Severity::Error));
    row("warnings", counts.of(Severity::Warning));
    row("notes", counts.of(Severity::Note));
    if (counts.suppressed > 0) row("suppressed", counts.suppressed);
    if (counts.in_baseline > 0) row("in the baseline", counts.in_baseline);
    row("files read", input_.summary.files_read);
    for (const auto& [reason, count] : input_.summary.skipped)
      if (count > 0) row("skipped: " + markdown_text(printable(reason)), count);
    return text;
  }

  std::string findings() const {
    Part rows(kTableBytes);
    Part details(kDetailBytes);
    for (const std::size_t i : order_) {
      rows.add(row(input_.findings[i]));
      details.add(detail(input_.findings[i]));
    }
    return fmt::format(
        "\n| severity | rule | place | what |\n| --- | --- | --- | --- |\n{}{}\n"
        "### What to do\n\n{}{}",
        rows.text(), rows.rest("finding"), details.text(), details.rest("finding"));
  }

  std::string row(const Finding& finding) const {
    return fmt::format("| {} | {} | {} | {} |\n", to_string(finding.severity),
                       rule_link(finding.rule), place_link(finding.at),
                       markdown_text(sentence(mask_unrecognised(finding.message))));
  }

  std::string rule_link(const std::string& id) const {
    const Rule* rule = lookup_.rule(id);
    const std::string url = rule == nullptr ? std::string() : lookup_.page_url(*rule);
    const std::string text = markdown_text(printable(id));
    return url.empty() ? text : fmt::format("[{}]({})", text, url);
  }

  /// A link to a file of the repository; files outside of it are only named.
  std::string place_link(const Location& at) const {
    const std::string text = markdown_text(shown_place(lookup_, at));
    const std::string_view path = lookup_.path(at);
    const std::string uri = path_to_uri(mask_path(path));
    if (is_absolute_path(path) || uri.starts_with("../") || uri.empty()) return text;
    const std::string anchor = at.line == 0 ? std::string() : fmt::format("#L{}", at.line);
    return fmt::format("[{}]({}{})", text, uri, anchor);
  }

  /// As HTML throughout, where no character of Markdown means anything; it ends at an empty line.
  std::string detail(const Finding& finding) const {
    std::string text = fmt::format("<details><summary>{}: {} at {}</summary>\n",
                                   to_string(finding.severity), html_text(printable(finding.rule)),
                                   html_text(shown_place(lookup_, finding.at)));
    if (const Excerpt* excerpt = lookup_.excerpt(finding.at))
      text +=
          fmt::format("<pre>{} | {}</pre>\n", finding.at.line, html_text(printable(excerpt->text)));
    text += fmt::format("<p>{}</p>\n<ul>\n", html_text(message_and_help(finding)));
    if (const std::string_view error = lookup_.error(finding); !error.empty())
      text += item("leads to", error);
    for (const Related& related : finding.related)
      text += item("see also", shown_place(lookup_, related.at) + ": " + related.message);
    if (finding.introduced) text += item("introduced", introduction_text(*finding.introduced));
    return text + "</ul></details>\n\n";
  }

  static std::string item(std::string_view label, std::string_view text) {
    return fmt::format("<li>{}: {}</li>\n", label, html_text(mask_unrecognised(text)));
  }

  std::string trouble() const {
    Part lines(kTroubleBytes);
    for (const Diagnostic& diagnostic : input_.diagnostics) {
      const std::string path = shown_path(diagnostic.path);
      const std::string line = diagnostic.line == 0 ? "" : fmt::format(":{}", diagnostic.line);
      const std::string place = path.empty() ? "" : path + line + ": ";
      lines.add(fmt::format("<li>{}</li>\n",
                            html_text(place + sentence(mask_unrecognised(diagnostic.message)))));
    }
    return fmt::format("\n### Not checked\n\n<ul>\n{}</ul>\n{}", lines.text(), lines.rest("place"));
  }

  const ReportInput& input_;
  RunLookup lookup_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::string render_markdown(const ReportInput& input) { return MarkdownReport(input).render(); }

}  // namespace credlint
