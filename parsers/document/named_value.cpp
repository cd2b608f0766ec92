// SPDX-License-Identifier: MIT
#include "parsers/document/named_value.h"

namespace credlint {

void emit_tool_setting(std::string_view tool, const NamedValue& named, Meaning meaning,
                       bool literal, FactWriter& writer) {
  ToolSetting fact;
  fact.scope = named.scope;
  fact.at = writer.locate(named.value_span);
  fact.tool = std::string(tool);
  fact.name = std::string(named.name);
  fact.name_at = writer.locate(named.name_span);
  fact.meaning = meaning;
  fact.value = Secret(named.value);
  fact.literal = literal;
  fact.quoting = named.quoting;
  writer.add(std::move(fact));
}

void emit_role_setting(const NamedValue& named, bool literal, FactWriter& writer) {
  if (named.value.empty()) return;
  RoleAssumption fact;
  fact.scope = named.scope;
  fact.at = writer.locate(named.value_span);
  fact.setting = true;
  fact.role_arn.kind = literal ? Value::Kind::Literal : Value::Kind::Unknown;
  fact.role_arn.at = fact.at;
  if (literal) fact.role_arn.text = Secret(named.value);
  writer.add(std::move(fact));
}

Quoting quoting_of(char c) {
  if (c == '"') return Quoting::Double;
  if (c == '\'') return Quoting::Single;
  if (c == '`') return Quoting::Backtick;
  return Quoting::None;
}

void emit_named_value(const NamedValue& named, Meaning meaning, FactWriter& writer) {
  const Location at = writer.locate(named.value_span);
  const Fact base{at, named.scope};
  if (const auto part = part_of(meaning)) {
    CredentialPart fact;
    static_cast<Fact&>(fact) = base;
    fact.part = *part;
    fact.recognition = Recognition::Named;
    fact.quoting = named.quoting;
    fact.legacy_token = meaning == Meaning::LegacyToken;
    fact.encoded = named.encoded;
    fact.line_break = named.line_break;
    fact.name = std::string(named.name);
    fact.name_at = writer.locate(named.name_span);
    fact.value = Secret(named.value);
    writer.add(std::move(fact));
    return;
  }
  if (named.value.empty()) return;
  if (meaning == Meaning::Region) {
    RegionSetting fact;
    static_cast<Fact&>(fact) = base;
    fact.value = std::string(named.value);
    fact.via = std::string(named.name);
    writer.add(std::move(fact));
  } else if (meaning == Meaning::Profile) {
    ProfileReference fact;
    static_cast<Fact&>(fact) = base;
    fact.name = std::string(named.value);
    fact.via = std::string(named.name);
    writer.add(std::move(fact));
  } else if (meaning == Meaning::Endpoint) {
    EndpointSetting fact;
    static_cast<Fact&>(fact) = base;
    fact.value = std::string(named.value);
    fact.via = std::string(named.name);
    writer.add(std::move(fact));
  }
}

}  // namespace credlint
