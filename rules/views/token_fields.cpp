// SPDX-License-Identifier: MIT
#include "rules/views/token_fields.h"

#include <algorithm>

namespace credlint {
namespace {

bool is_token(const PlaceRow& place) {
  return place.role == PlaceRole::Setting &&
         (place.meaning == Meaning::Token || place.meaning == Meaning::LegacyToken);
}

/// The tool's field for a token, by the last key of its place.
TokenField field_of(const ToolRow& tool) {
  const auto token = std::ranges::find_if(tool.places, is_token);
  if (token == tool.places.end()) return {tool.id, {}};
  return {tool.id, token->path.substr(token->path.rfind('.') + 1)};
}

}  // namespace

TokenFields::TokenFields(const RuleContext& context) : context_(context) {
  for (const ToolSetting& setting : context.facts.facts().tool_settings) {
    const ToolRow* tool = context.catalog.tool(setting.tool);
    if (setting.meaning == Meaning::KeyId && tool != nullptr) tools_[setting.at] = tool;
  }
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.key_id.literal() && !call.key_id.inherited) calls_.emplace(call.key_id.at, &call);
  }
}

TokenField TokenFields::of(const CredentialPart& key_id) const {
  const auto tool = tools_.find(key_id.at);
  if (tool != tools_.end()) return field_of(*tool->second);
  return token_field(context_.catalog, context_.facts.file(key_id), key_id.name);
}

CallToken TokenFields::in_call(const CredentialPart& key_id) const {
  const auto found = calls_.find(key_id.at);
  const std::string_view language = context_.facts.file(key_id).format;
  if (found != calls_.end()) return call_token(context_.catalog, language, *found->second);
  // A setting or variable whose own name tells the tool, whatever it stands in.
  if (!of(key_id).name.empty()) return {};
  return block_token(context_.catalog, language);
}

}  // namespace credlint
