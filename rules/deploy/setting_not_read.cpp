// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The last key of a path, or of a name that is written with its parents.
std::string_view last_key(std::string_view path) { return path.substr(path.rfind('.') + 1); }

/// A path as people write it.
std::string_view shown_path(std::string_view path) {
  return path.starts_with("**.") ? path.substr(3) : path;
}

bool counts_case(const DataRow& row) { return row.note == "case"; }

bool is_spelling(const DataRow& row) { return row.note == "spelling" || counts_case(row); }

/// Upper and lower case are a reason to speak where it is known that the reader minds.
bool is_spelled_so(std::string_view name, const DataRow& row) {
  const std::string_view right = last_key(row.value);
  return counts_case(row) ? last_key(name) == right : to_lower(last_key(name)) == to_lower(right);
}

/// The row of a setting that the tool does not take, or nullptr.
const DataRow* unread_row(const DataTable& table, const ToolSetting& setting) {
  const DataRow* row = table.find(fmt::format("{}/{}", setting.tool, setting.path));
  if (row == nullptr || setting.value.empty()) return nullptr;
  return is_spelling(*row) && is_spelled_so(setting.name, *row) ? nullptr : row;
}

/// The settings of all tools by scope and name. Made once there is one to look beside.
class Neighbours {
 public:
  explicit Neighbours(const FileFacts& facts) : facts_(facts) {}

  /// The right name stands beside the wrong one, which does no harm then.
  [[nodiscard]] bool have_right(const ToolSetting& wrong, const DataRow& row) {
    if (named_.empty()) {
      for (const ToolSetting& setting : facts_.tool_settings)
        named_[{setting.scope, to_lower(last_key(setting.name))}].push_back(&setting);
    }
    const auto& namesakes = named_[{wrong.scope, to_lower(last_key(row.value))}];
    const auto right = [&](const ToolSetting* other) {
      return other->tool == wrong.tool && is_spelled_so(other->name, row) && other != &wrong;
    };
    return std::ranges::any_of(namesakes, right);
  }

 private:
  const FileFacts& facts_;
  std::map<std::pair<ScopeId, std::string>, std::vector<const ToolSetting*>> named_;
};

void check_settings(const RuleContext& context, const DataTable& table, FindingSink& sink) {
  Neighbours neighbours(context.facts.facts());
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const DataRow* row = unread_row(table, setting);
    if (row == nullptr || neighbours.have_right(setting, *row)) continue;
    const ToolRow* tool = context.catalog.tool(setting.tool);
    const std::string_view title = tool == nullptr ? setting.tool : tool->title;
    if (!is_spelling(*row)) {
      sink.report(
          setting.name_at, setting.scope,
          fmt::format("{} does not look at {}: {}.", title, shown_path(setting.path), row->note),
          fmt::format("use {}", row->value));
      continue;
    }
    Finding& finding = sink.report(
        setting.name_at, setting.scope,
        fmt::format(
            "{} knows no setting {}; it takes {}, spelled so, and passes over or refuses all else.",
            title, last_key(setting.name), row->value),
        fmt::format("write {}", row->value));
    finding.fix = replacement(setting.name_at, setting.name, row->value, FixSafety::Safe);
  }
}

bool is_read_in_code(const FileFacts& facts, std::string_view variable) {
  return std::ranges::any_of(facts.env_reads,
                             [&](const EnvRead& read) { return read.name == variable; });
}

void check_variables(const RuleContext& context, const DataTable& table, FindingSink& sink) {
  const FileFacts& facts = context.facts.facts();
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const DataRow* row = table.find(fmt::format("variable/{}", assignment.name));
    if (row == nullptr || is_read_in_code(facts, assignment.name)) continue;
    const auto beside = context.facts.env_in(assignment.scope);
    if (std::ranges::any_of(beside, [&](const auto* other) { return other->name == row->value; }))
      continue;
    Finding& finding = sink.report(assignment.name_at, assignment.scope,
                                   fmt::format("Nothing reads {}: {}.", assignment.name, row->note),
                                   fmt::format("write {}", row->value));
    // A program that is not here may read the name.
    finding.fix = replacement(assignment.name_at, assignment.name, row->value, FixSafety::Unsafe);
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const DataTable& table = context.catalog.table(Table::WrongKeywords);
  check_settings(context, table, sink);
  check_variables(context, table, sink);
}

}  // namespace

RuleDefinition setting_not_read() {
  return {.info = {.summary = "A setting at a place where the tool does not look",
                   .reporting = Reporting::InUse,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::SafeOrUnsafe},
          .check = check};
}

}  // namespace credlint::rules
