// SPDX-License-Identifier: MIT
// One page that needs nothing else: no network, and of scripts only its own. Without scripts all
// findings are there, and only the filters are missing.
#include <fmt/format.h>

#include <map>
#include <set>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/finding_text.h"
#include "scanner/report/html_page.h"
#include "scanner/report/lookup.h"
#include "scanner/report/report.h"
#include "scanner/report/selection.h"

namespace credlint {
namespace {

/// Filters: a finding is shown while its severity is ticked, its rule and file are chosen and it
/// holds the text.
constexpr std::string_view kScript = R"js(
(() => {
  const all = [...document.querySelectorAll('article')];
  const ticks = [...document.querySelectorAll('input[type=checkbox]')];
  const rule = document.getElementById('rule'), file = document.getElementById('file');
  const text = document.getElementById('text'), shown = document.getElementById('shown');
  document.getElementById('filters').hidden = false;
  const apply = () => {
    const severities = new Set(ticks.filter(t => t.checked).map(t => t.value));
    const wanted = text.value.toLowerCase();
    let count = 0;
    for (const a of all) {
      const d = a.dataset;
      a.hidden = !(severities.has(d.severity) && (!rule.value || d.rule === rule.value) &&
        (!file.value || d.file === file.value) && a.textContent.toLowerCase().includes(wanted));
      if (!a.hidden) ++count;
    }
    for (const s of document.querySelectorAll('section.file'))
      s.hidden = ![...s.querySelectorAll('article')].some(a => !a.hidden);
    shown.textContent = count + ' of ' + all.length + ' shown';
  };
  for (const e of [...ticks, rule, file, text]) e.addEventListener('input', apply);
  apply();
})();
)js";

/// The line with its place marked; masked as every excerpt is.
std::string frame(const Location& at, const Excerpt& excerpt) {
  std::string marked;
  std::uint32_t column = excerpt.first_column;
  bool open = false;
  const bool goes_on = at.end_line > at.line;
  for (std::size_t i = 0; i < excerpt.text.size(); ++column) {
    const std::size_t length = decode_utf8(excerpt.text, i).length;
    const bool inside = column >= at.column && (goes_on || column < at.end_column);
    if (inside != open) marked += inside ? "<mark>" : "</mark>";
    open = inside;
    marked += html_safe(excerpt.text.substr(i, length));
    i += length;
  }
  if (open) marked += "</mark>";
  return fmt::format("<pre><span class=\"line\">{}</span>{}{}{}</pre>", at.line,
                     excerpt.cut_before ? "…" : "", marked, excerpt.cut_after ? "…" : "");
}

class HtmlReport {
 public:
  explicit HtmlReport(const ReportInput& input) : input_(input), lookup_(input) {}

  std::string render() {
    for (const std::size_t i : open_findings(input_.findings)) {
      const Finding& finding = input_.findings[i];
      by_file_[shown_path(lookup_.path(finding.at))].push_back(&finding);
      rules_.insert(finding.rule);
    }
    std::string page = html_begin("credlint report", kScript) + header() + filters();
    for (const auto& [path, findings] : by_file_) page += section(path, findings);
    page += trouble();
    page += html_end(kScript);
    return page;
  }

 private:
  [[nodiscard]] std::string header() const {
    const FindingCounts counts = count_findings(input_.findings);
    const std::size_t hidden = counts.suppressed + counts.in_baseline;
    return fmt::format(
        "<header><h1>credlint</h1><p class=\"lead\">{}</p><p>{} read{}; version {}.</p></header>\n",
        html_safe(counts_in_words(counts)), counted(input_.summary.files_read, "file"),
        hidden == 0 ? "" : fmt::format(", {} suppressed", counted(hidden, "finding")),
        html_safe(input_.version));
  }

  template <typename Names>
  static std::string options_of(const Names& names, std::string_view all) {
    std::string out = fmt::format("<option value=\"\">{}</option>", all);
    for (const auto& name : names) out += fmt::format("<option>{}</option>", html_safe(name));
    return out;
  }

  [[nodiscard]] std::string filters() const {
    if (by_file_.empty()) return {};
    std::set<std::string> files;
    for (const auto& [path, _] : by_file_) files.insert(path);
    std::string ticks;
    for (const char* severity : {"error", "warning", "note"})
      ticks += fmt::format(
          "<label class=\"{0}\"><input type=\"checkbox\" value=\"{0}\" checked> {0}s</label> ",
          severity);
    return fmt::format(
        "<form id=\"filters\" hidden>{}<select id=\"rule\" aria-label=\"rule\">{}</select> "
        "<select id=\"file\" aria-label=\"file\">{}</select> <input id=\"text\" type=\"search\" "
        "placeholder=\"text\" aria-label=\"text\"> <output id=\"shown\"></output></form>\n",
        ticks, options_of(rules_, "all rules"), options_of(files, "all files"));
  }

  [[nodiscard]] std::string section(const std::string& path,
                                    const std::vector<const Finding*>& findings) const {
    std::string out = fmt::format("<section class=\"file\"><h2>{}</h2>\n", html_safe(path));
    for (const Finding* finding : findings) out += article(*finding, path);
    return out + "</section>\n";
  }

  [[nodiscard]] std::string article(const Finding& finding, const std::string& path) const {
    const Rule* rule = lookup_.rule(finding.rule);
    const std::string url = rule == nullptr ? std::string() : lookup_.page_url(*rule);
    const std::string id =
        url.empty() ? html_safe(finding.rule)
                    : fmt::format("<a href=\"{}\">{}</a>", html_safe(url), html_safe(finding.rule));
    std::string out = fmt::format(
        "<article data-severity=\"{0}\" data-rule=\"{1}\" data-file=\"{2}\"><h3><span "
        "class=\"{0}\">{0}</span> {3}</h3>\n<p>{4}</p>\n",
        to_string(finding.severity), html_safe(finding.rule), html_safe(path), id,
        html_safe(mask_unrecognised(finding.message)));
    out += place(finding.at, {});
    const std::string_view error = lookup_.error(finding);
    out += "<dl>" + entry("leads to", error) + entry("help", mask_unrecognised(finding.help)) +
           entry("fix", fix_of(finding)) +
           (finding.introduced ? entry("introduced", introduction_text(*finding.introduced)) : "") +
           "</dl>\n";
    for (const Related& related : finding.related)
      out += place(related.at, mask_unrecognised(related.message));
    return out + "</article>\n";
  }

  static std::string fix_of(const Finding& finding) {
    if (!finding.fix) return {};
    const bool safe = finding.fix->safety == FixSafety::Safe;
    return fmt::format("{}: credlint check --fix{}", mask_unrecognised(finding.fix->title),
                       safe ? "" : " --unsafe-fixes");
  }

  static std::string entry(std::string_view name, std::string_view text) {
    if (text.empty()) return {};
    return fmt::format("<dt>{}</dt><dd>{}</dd>", name, html_safe(printable(text)));
  }

  /// A place and its line; related ones say what they are.
  [[nodiscard]] std::string place(const Location& at, std::string_view what) const {
    std::string out =
        fmt::format("<p class=\"place\">{}{}{}</p>\n", html_safe(shown_place(lookup_, at)),
                    what.empty() ? "" : ": ", html_safe(what));
    const Excerpt* excerpt = lookup_.excerpt(at);
    return excerpt == nullptr ? out : out + frame(at, *excerpt) + "\n";
  }

  [[nodiscard]] std::string trouble() const {
    if (input_.diagnostics.empty()) return {};
    std::string out = "<section><h2>Not checked</h2><ul>\n";
    for (const Diagnostic& diagnostic : input_.diagnostics) {
      const std::string where = diagnostic.path.empty() ? "" : shown_path(diagnostic.path) + ": ";
      out += fmt::format("<li>{}{}</li>\n", html_safe(where),
                         html_safe(mask_unrecognised(diagnostic.message)));
    }
    return out + "</ul></section>\n";
  }

  const ReportInput& input_;
  RunLookup lookup_;
  std::map<std::string, std::vector<const Finding*>> by_file_;
  std::set<std::string> rules_;
};

}  // namespace

std::string render_html(const ReportInput& input) { return HtmlReport(input).render(); }

}  // namespace credlint
