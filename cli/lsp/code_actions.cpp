// SPDX-License-Identifier: MIT
#include "cli/lsp/code_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/ignore_trial.h"
#include "cli/lsp/document.h"
#include "cli/lsp/json_access.h"
#include "scanner/core/excerpt.h"
#include "scanner/engine/fix_files.h"
#include "scanner/suppress/comment_signs.h"
#include "scanner/suppress/ignore_edits.h"
#include "scanner/suppress/text_blocks.h"

namespace credlint {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFixAll = "source.fixAll.credlint";

Json text_edit(const SourceFile& source, Span span, std::string_view text) {
  return {{"range", range_json(source, span)}, {"newText", text}};
}

Json edit_of(const OpenDocument& document, Json edits) {
  return {{"changes", {{document.uri, std::move(edits)}}}};
}

/// The edits of a fix; nothing where they are not all of this text as it is.
std::optional<Json> edits_of(const OpenDocument& document, const SourceFile& source,
                             const Fix& fix) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    const Span span = edit.at.span;
    if (edit.at.file != document.judged.file || span.end > source.text().size())
      return std::nullopt;
    if (source.slice(span) != edit.before) return std::nullopt;
    edits.push_back(text_edit(source, span, edit.after));
  }
  if (edits.empty()) return std::nullopt;
  return edits;
}

/// The comment of a file that would ignore a finding, as `check --add-ignores` writes it.
std::optional<IgnoreEdit> ignore_edit(const Setup& setup, const OpenDocument& document,
                                      const SourceFile& source, const Finding& finding) {
  const std::string& format = document.judged.facts->file(document.judged.file).format;
  const CommentSigns signs = comment_signs_of(setup.catalog(), document.path, format);
  std::vector<const IgnoreComment*> ignores;
  for (const IgnoreComment& ignore : document.judged.facts->facts().ignore_comments) {
    if (ignore.at.file == document.judged.file && !ignore.whole_file) ignores.push_back(&ignore);
  }
  const std::vector<LineState> states = line_states(source, signs, setup.catalog());
  const IgnoreTrial trial(setup, source, format);
  const IgnoreTarget target{.source = source,
                            .signs = signs,
                            .states = states,
                            .ignores = ignores,
                            .reason = {},
                            .has_grammar = trial.has_grammar()};
  const IgnoreWish wish{finding.at.line, {finding.rule}};
  const IgnoreWish* const wishes[] = {&wish};
  for (const IgnoreEdit& edit : ways_to_ignore(target, wish).edits) {
    const std::span<const IgnoreEdit> one(&edit, 1);
    if (trial.of(one, wishes).fits) return edit;
  }
  return std::nullopt;
}

/// Actions for what touches a range, in the order of findings.
class Actions {
 public:
  Actions(const Setup& setup, const OpenDocument& document)
      : setup_(setup), document_(document), source_(0, document.path, document.text) {}

  void add_for(const Finding& finding) {
    const Json diagnostics = Json::array({diagnostic_json(document_, finding)});
    add_fix(finding, diagnostics);
    if (finding.rule != "unused-ignore") add_ignore(finding, diagnostics);
    const std::string title = fmt::format("credlint: explain {}", finding.rule);
    list_.push_back({{"title", title},
                     {"kind", "quickfix"},
                     {"diagnostics", diagnostics},
                     {"command",
                      {{"title", title},
                       {"command", kExplainCommand},
                       {"arguments", Json::array({finding.rule})}}}});
  }

  /// All safe fixes that fit together, as edits of the old text.
  void add_all_fixes() {
    Json edits = Json::array();
    std::vector<Span> taken;
    for (const Finding& finding : document_.judged.findings) {
      if (!is_allowed(finding, FixSafety::Safe)) continue;
      const std::optional<Json> one = edits_of(document_, source_, *finding.fix);
      const bool free = std::ranges::none_of(finding.fix->edits, [&](const Edit& edit) {
        return std::ranges::any_of(taken, [&](Span other) {
          return other == edit.at.span || other.overlaps(edit.at.span);
        });
      });
      if (!one || !free) continue;
      for (const Edit& edit : finding.fix->edits) taken.push_back(edit.at.span);
      edits.insert(edits.end(), one->begin(), one->end());
    }
    if (edits.empty()) return;
    list_.push_back({{"title", "credlint: make all safe fixes"},
                     {"kind", kFixAll},
                     {"edit", edit_of(document_, std::move(edits))}});
  }

  Json take() { return std::move(list_); }

 private:
  void add_fix(const Finding& finding, const Json& diagnostics) {
    if (!finding.fix) return;
    std::optional<Json> edits = edits_of(document_, source_, *finding.fix);
    if (!edits) return;
    const bool safe = finding.fix->safety == FixSafety::Safe;
    list_.push_back({{"title", fmt::format("credlint: {}{}", mask_unrecognised(finding.fix->title),
                                           safe ? "" : " (unsafe)")},
                     {"kind", "quickfix"},
                     {"isPreferred", safe},
                     {"diagnostics", diagnostics},
                     {"edit", edit_of(document_, std::move(*edits))}});
  }

  void add_ignore(const Finding& finding, const Json& diagnostics) {
    if (finding.at.line == 0) return;
    const std::optional<IgnoreEdit> edit = ignore_edit(setup_, document_, source_, finding);
    if (!edit) return;
    list_.push_back(
        {{"title", fmt::format("credlint: ignore {} here", finding.rule)},
         {"kind", "quickfix"},
         {"diagnostics", diagnostics},
         {"edit", edit_of(document_,
                          Json::array({text_edit(source_, {edit->at, edit->at}, edit->text)}))}});
  }

  const Setup& setup_;
  const OpenDocument& document_;
  SourceFile source_;
  Json list_ = Json::array();
};

/// Whether the client asks for actions of a kind: for all, or for a kind that it belongs to.
bool is_asked(const Json& params, std::string_view kind, bool by_default) {
  const Json& only = member(member(params, "context"), "only");
  if (!only.is_array() || only.empty()) return by_default;
  return std::ranges::any_of(only, [&](const Json& wanted) {
    const std::string text = text_of(wanted);
    return !text.empty() &&
           (kind == text || (kind.starts_with(text) && kind.substr(text.size()).starts_with('.')));
  });
}

}  // namespace

Json code_actions_json(const Setup& setup, const OpenDocument& document, const Json& params) {
  Actions actions(setup, document);
  const SourceFile source(0, document.path, document.text);
  const Json& range = member(params, "range");
  const auto begin = offset_of(source, member(range, "start"));
  const auto end = offset_of(source, member(range, "end"));
  if (begin && end && is_asked(params, "quickfix", true)) {
    for (const Finding& finding : document.judged.findings) {
      const Span span = finding.at.span;
      if (!finding.suppressed && span.begin <= *end && *begin <= span.end) actions.add_for(finding);
    }
  }
  if (is_asked(params, kFixAll, false)) actions.add_all_fixes();
  return actions.take();
}

}  // namespace credlint
