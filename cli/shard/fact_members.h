// SPDX-License-Identifier: MIT
// The members of every fact, told once for writing and reading. A member that is added to a fact is
// added here; a test sends all facts of the rule pages there and back.
#pragma once

#include "scanner/core/facts.h"

namespace credlint {

/// Calls `archive(name, member)` for each member of a fact but its place and scope.
template <typename Archive>
void members(Archive& archive, typename Archive::template Of<CredentialPart>& fact) {
  archive("part", fact.part);
  archive("recognition", fact.recognition);
  archive("quoting", fact.quoting);
  archive("legacy_token", fact.legacy_token);
  archive("program_output", fact.program_output);
  archive("encoded", fact.encoded);
  archive("line_break", fact.line_break);
  archive("name", fact.name);
  archive("name_at", fact.name_at);
  archive("value", fact.value);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ConfigSection>& fact) {
  archive("file_kind", fact.file_kind);
  archive("kind", fact.kind);
  archive("raw", fact.raw);
  archive("name", fact.name);
  archive("indented", fact.indented);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ConfigSetting>& fact) {
  archive("file_kind", fact.file_kind);
  archive("section_kind", fact.section_kind);
  archive("section", fact.section);
  archive("in_section", fact.in_section);
  archive("key", fact.key);
  archive("key_at", fact.key_at);
  archive("parent", fact.parent);
  archive("value", fact.value);
  archive("quoting", fact.quoting);
  archive("separator", fact.separator);
  archive("indented", fact.indented);
  archive("exported", fact.exported);
  archive("comment", fact.comment);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<OddLine>& fact) {
  archive("file_kind", fact.file_kind);
  archive("kind", fact.kind);
  archive("continues", fact.continues);
  archive("indented", fact.indented);
  archive("base64", fact.base64);
  archive("masked", fact.masked);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<SharedLine>& fact) {
  archive("file_kind", fact.file_kind);
  archive("end", fact.end);
  archive("text", fact.text);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<CacheEntry>& fact) {
  archive("kind", fact.kind);
  archive("name", fact.name);
  archive("complete", fact.complete);
  archive("start_url", fact.start_url);
  archive("region", fact.region);
  archive("account", fact.account);
  archive("expires", fact.expires);
  archive("registration_expires", fact.registration_expires);
  archive("registration_at", fact.registration_at);
  archive("has_access_token", fact.has_access_token);
  archive("has_refresh_token", fact.has_refresh_token);
  archive("refreshable", fact.refreshable);
  archive("key_id", fact.key_id);
  archive("has_secret", fact.has_secret);
  archive("has_token", fact.has_token);
  archive("masked", fact.masked);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ProfileDefinition>& fact) {
  archive("name", fact.name);
  archive("file_kind", fact.file_kind);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ProfileReference>& fact) {
  archive("name", fact.name);
  archive("via", fact.via);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<RegionSetting>& fact) {
  archive("value", fact.value);
  archive("via", fact.via);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<EndpointSetting>& fact) {
  archive("value", fact.value);
  archive("via", fact.via);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<Parameter>& parameter) {
  archive("index", parameter.index);
  archive("name", parameter.name);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<Elsewhere>& elsewhere) {
  archive("module", elsewhere.module);
  archive("name", elsewhere.name);
  archive("parameter", elsewhere.parameter);
  archive("taken_apart", elsewhere.taken_apart);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<Value>& fact) {
  archive("kind", fact.kind);
  archive("source", fact.source);
  archive("text", fact.text);
  archive("name", fact.name);
  archive("fallback", fact.fallback);
  archive("fallback_at", fact.fallback_at);
  archive("at", fact.at);
  archive("inherited", fact.inherited);
  archive("number", fact.number);
  archive("elsewhere", fact.elsewhere);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<EnvAssignment>& fact) {
  archive("syntax", fact.syntax);
  archive("name", fact.name);
  archive("name_at", fact.name_at);
  archive("value", fact.value);
  archive("literal", fact.literal);
  archive("source", fact.source);
  archive("quoting", fact.quoting);
  archive("prefix", fact.prefix);
  archive("space_before_equals", fact.space_before_equals);
  archive("space_after_equals", fact.space_after_equals);
  archive("trailing_space", fact.trailing_space);
  archive("carriage_return", fact.carriage_return);
  archive("comment", fact.comment);
  archive("test", fact.test);
  archive("tool", fact.tool);
  archive("encoded", fact.encoded);
  archive("passed_on", fact.passed_on);
  archive("function", fact.function);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ToolSetting>& fact) {
  archive("tool", fact.tool);
  archive("path", fact.path);
  archive("name", fact.name);
  archive("name_at", fact.name_at);
  archive("meaning", fact.meaning);
  archive("value", fact.value);
  archive("literal", fact.literal);
  archive("quoting", fact.quoting);
  archive("encoded", fact.encoded);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<PropertyAssignment>& fact) {
  archive("name", fact.name);
  archive("value", fact.value);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<EnvRead>& fact) {
  archive("name", fact.name);
  archive("fallback", fact.fallback);
  archive("fallback_at", fact.fallback_at);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<Argument>& fact) {
  archive("name", fact.name);
  archive("name_at", fact.name_at);
  archive("value", fact.value);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ClientConstruction>& fact) {
  archive("sdk", fact.sdk);
  archive("constructor", fact.constructor);
  archive("callee", fact.callee);
  archive("service", fact.service);
  archive("carries_token", fact.carries_token);
  archive("region", fact.region);
  archive("profile", fact.profile);
  archive("key_id", fact.key_id);
  archive("secret", fact.secret);
  archive("token", fact.token);
  archive("endpoint", fact.endpoint);
  archive("signature_version", fact.signature_version);
  archive("clock_offset", fact.clock_offset);
  archive("function", fact.function);
  archive("unknown_arguments", fact.unknown_arguments);
  archive("open_ended", fact.open_ended);
  archive("conditional", fact.conditional);
  archive("where_it_runs", fact.where_it_runs);
  archive("unfollowed", fact.unfollowed);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<RoleAssumption>& fact) {
  archive("operation", fact.operation);
  archive("role_arn", fact.role_arn);
  archive("duration", fact.duration);
  archive("external_id", fact.external_id);
  archive("mfa_serial", fact.mfa_serial);
  archive("session_name", fact.session_name);
  archive("key_id", fact.key_id);
  archive("profile", fact.profile);
  archive("region", fact.region);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<PresignedRequest>& fact) {
  archive("sdk", fact.sdk);
  archive("operation", fact.operation);
  archive("expires", fact.expires);
  archive("key_id", fact.key_id);
  archive("token", fact.token);
  archive("region", fact.region);
  archive("signature_version", fact.signature_version);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<PatternMatch>& fact) {
  archive("pattern", fact.pattern);
  archive("value", fact.value);
  archive("groups", fact.groups);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<SdkDependency>& fact) {
  archive("sdk", fact.sdk);
  archive("package", fact.package);
  archive("version", fact.version);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<ImageCopy>& fact) {
  archive("source", fact.source);
  archive("destination", fact.destination);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<EnvFileUse>& fact) {
  archive("reader", fact.reader);
  archive("path", fact.path);
  archive("function", fact.function);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<IgnoreComment>& fact) {
  archive("rules", fact.rules);
  archive("whole_file", fact.whole_file);
  archive("covers_next", fact.covers_next);
  archive("reason", fact.reason);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<PatternMatch::Group>& fact) {
  archive("name", fact.name);
  archive("value", fact.value);
  archive("at", fact.at);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<Exported>& told) {
  archive("name", told.name);
  archive("value", told.value);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<CallElsewhere::Given>& given) {
  archive("parameter", given.parameter);
  archive("value", given.value);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<CallElsewhere>& call) {
  archive("callee", call.callee);
  archive("given", call.given);
}

template <typename Archive>
void members(Archive& archive, typename Archive::template Of<OpenSetting>& setting) {
  archive("meaning", setting.meaning);
  archive("value", setting.value);
}

}  // namespace credlint
