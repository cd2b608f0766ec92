// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string_view>

#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The row "tool/name" of a setting, in any spelling.
const DataRow* misnamed(const DataTable& table, const ToolSetting& setting) {
  if (setting.meaning != Meaning::Other) return nullptr;
  for (const DataRow& row : table.rows) {
    const std::size_t slash = row.key.find('/');
    if (row.key.substr(0, slash) == setting.tool &&
        same_name(row.key.substr(slash + 1), setting.name))
      return &row;
  }
  return nullptr;
}

/// CREATE SECRET in the code of a program. In files of SQL it is read as settings, too.
void check_statements(const RuleContext& context, FindingSink& sink) {
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    const PatternMatch::Group* name = match.group("plain_token");
    if (match.pattern != "duckdb-secret" || name == nullptr || name->value.empty()) continue;
    const PatternMatch::Group* body = match.group("body");
    const bool of_aws = body != nullptr && contains(to_lower(body->value.reveal()), "key_id");
    if (!of_aws || same_name(name->value.reveal(), "session_token")) continue;
    sink.report(name->at, match.scope,
                fmt::format("DuckDB has no option {} for a secret of S3; the session token is "
                            "called SESSION_TOKEN there. The statement fails, and without it a "
                            "temporary key is refused.",
                            name->value.reveal()),
                fmt::format("write SESSION_TOKEN instead of {}", name->value.reveal()));
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_statements(context, sink);
  std::set<ScopeId> with_token;
  for (const ToolSetting& setting : context.facts.facts().tool_settings)
    if (setting.meaning == Meaning::Token) with_token.insert(setting.scope);
  const DataTable& table = context.catalog.table(Table::WrongKeywords);
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const DataRow* row = misnamed(table, setting);
    if (row == nullptr || with_token.contains(setting.scope)) continue;
    const ToolRow* tool = context.catalog.tool(setting.tool);
    sink.report(setting.name_at, setting.scope,
                fmt::format("{} has no setting {}; the session token is called {} there. As it "
                            "stands key and secret are sent without it, and AWS does not know a "
                            "temporary key without its token.",
                            tool == nullptr ? setting.tool : std::string(tool->title), setting.name,
                            row->value),
                fmt::format("write {} instead of {}", row->value, setting.name));
  }
}

}  // namespace

RuleDefinition token_field_misnamed() {
  return {.info = {.summary = "A session token by a name that the tool does not read",
                   .reporting = Reporting::InUse,
                   .error = "InvalidClientTokenId"},
          .check = check};
}

}  // namespace credlint::rules
