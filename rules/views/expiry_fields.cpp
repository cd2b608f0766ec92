// SPDX-License-Identifier: MIT
#include "rules/views/expiry_fields.h"

#include <algorithm>
#include <set>

#include "rules/anatomy/words.h"

namespace credlint {
namespace {

/// True when the tool that the note names writes local times.
bool writes_local_time(const Catalog& catalog, std::string_view tool) {
  const DataTable& table = catalog.table(Table::ExpiryFields);
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
    return row.note == tool && contains(row.value, "local");
  });
}

/// Two tools write the same field, one in UTC, one in local time; the other keys of a section tell
/// which.
std::set<ScopeId> scopes_in_local_time(const RuleContext& context) {
  const DataTable& known = context.catalog.table(Table::ConfigKeys);
  std::set<ScopeId> scopes;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const DataRow* row = known.find(to_lower(setting.key));
    if (row != nullptr && writes_local_time(context.catalog, row->note))
      scopes.insert(setting.scope);
  }
  return scopes;
}

std::optional<Timestamp> time_in_scope(const Catalog& catalog, std::string_view name,
                                       std::string_view value, bool local) {
  return local ? parse_timestamp(value) : read_expiry(catalog, name, value);
}

}  // namespace

std::vector<ExpiryField> expiry_fields(const RuleContext& context) {
  std::vector<ExpiryField> fields;
  const std::set<ScopeId> local_scopes = scopes_in_local_time(context);
  std::set<Location> seen;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const DataRow* row =
        setting.parent.empty() ? expiry_field(context.catalog, setting.key) : nullptr;
    if (row == nullptr || !seen.insert(setting.at).second) continue;
    fields.push_back({&setting, setting.key, setting.value.reveal(),
                      time_in_scope(context.catalog, setting.key, setting.value.reveal(),
                                    local_scopes.contains(setting.scope))});
  }
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::Expiry || part.program_output ||
        context.catalog.variable(part.name) != nullptr)
      continue;
    if (!seen.insert(part.at).second) continue;
    fields.push_back({&part, part.name, part.value.reveal(),
                      time_in_scope(context.catalog, part.name, part.value.reveal(),
                                    local_scopes.contains(part.scope))});
  }
  return fields;
}

std::map<ScopeId, Timestamp> expiry_by_scope(const RuleContext& context) {
  std::map<ScopeId, Timestamp> latest;
  for (const ExpiryField& field : expiry_fields(context)) {
    if (!field.time) continue;
    const auto [entry, added] = latest.try_emplace(field.fact->scope, *field.time);
    if (!added && entry->second.time < field.time->time) entry->second = *field.time;
  }
  return latest;
}

}  // namespace credlint
