// SPDX-License-Identifier: MIT
// PowerShell, read without a grammar: the cmdlets of AWS Tools, classes of the SDK for .NET, native
// commands and the environment. What a name means stands in rulesets/languages/powershell/.
#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parsers/code/shell_command.h"
#include "parsers/document/env_value.h"
#include "parsers/document/masked_text.h"
#include "parsers/document/named_value.h"
#include "parsers/formats/powershell/reader.h"
#include "parsers/formats/powershell/script.h"
#include "parsers/formats/powershell/values.h"
#include "parsers/parser.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/words.h"

namespace credlint::parsers {
namespace {

using powershell::Call;
using powershell::Range;
using powershell::Script;
using powershell::Token;
using powershell::TokenKind;

/// Names shorter than this say too little outside a known call.
constexpr std::size_t kShortestTellingName = 8;

class PowerShellReader {
 public:
  PowerShellReader(const ParseInput& input, const LanguageRow& language, Script script, ScopeId top,
                   FactWriter& writer)
      : input_(input),
        writer_(writer),
        top_(top),
        script_(std::move(script)),
        values_(script_, language, input.catalog, writer) {}

  void read() {
    if (!script_.lexed().closed) {
      const std::uint32_t at = script_.lexed().unclosed;
      writer_.trouble(writer_.source().line_of(script_.place({at, at}).begin),
                      "not all of it was read as powershell: what begins here is never closed");
    }
    for (const std::size_t word : script_.commands()) {
      if (is_late()) return;
      read_command(word);
    }
    for (std::size_t i = 0; i < script_.tokens().size(); ++i) {
      if (is_late()) return;
      if (script_.is(i, TokenKind::Static)) {
        if (const auto call = values_.method(i)) map(*call, i);
      }
      read_env(i);
    }
    for (const Script::Assignment& assignment : script_.assignments()) {
      if (is_late()) return;
      read_assignment(assignment);
    }
    for (std::size_t i = 0; i < script_.tokens().size(); ++i) {
      if (!script_.opens(i, "@{")) continue;
      const ScopeId scope = writer_.new_scope();
      for (const Script::Argument& entry : script_.entries(i))
        map_named(script_.content(entry.name), place_of(entry.name), entry.value, scope);
    }
  }

 private:
  /// Says so when the file has had its time.
  bool is_late() {
    constexpr unsigned kLooksAtOnce = 64;
    if (++looks_ % kLooksAtOnce != 0 || !is_over(input_.deadline)) return false;
    writer_.trouble(0, "not all of it was read as powershell: it takes too long");
    return true;
  }

  void read_command(std::size_t word) {
    if (const auto call = values_.command(word)) return map(*call, word);
    read_native(word);
  }

  void read_native(std::size_t word) {
    const auto command = values_.native(word);
    if (!command) return;
    const ScopeId scope =
        command->shape->yields == Yield::Settings ? scope_of(word) : writer_.new_scope();
    emit_command(*command, place_of(word), scope, input_.catalog, writer_);
    const Value name = command->value_of("name");
    map_setting(name, command->value_of("value"), scope);
    emit_setting_of_part(name, command->value_of("value"), input_.catalog, writer_);
  }

  void map(const Call& call, std::size_t token) {
    const Yield yields = call.shape->yields;
    for (const Range& secret : call.secrets) mask_below(secret);
    if (yields == Yield::EnvWrite) return map_env_call(call);
    if (yields == Yield::Env) return;
    if (yields == Yield::Role) map_role(call);
    map_construction(call, token);
  }

  void map_construction(const Call& call, std::size_t token) {
    const bool inherits = call.shape->yields == Yield::Client || call.shape->yields == Yield::Role;
    const bool given = call.region.given() || call.profile.given() || call.key_id.given() ||
                       call.secret.given() || call.token.given() || call.endpoint.given();
    if (!given) return map_definition(call, top_);
    if (call.shape->yields == Yield::Settings) return emit_values(call, scope_of(token));
    ClientConstruction fact;
    fact.at = writer_.locate(script_.place(call.at));
    fact.scope = writer_.new_scope();
    fact.sdk = std::string(call.shape->sdk);
    fact.constructor = fact.callee = call.name;
    fact.conditional = true;  // branches are not looked for
    fact.service = inherits ? call.service : std::string();
    fact.carrier = call.shape->yields == Yield::Credentials || call.shape->yields == Yield::Config;
    fact.provider = call.shape->yields == Yield::Credentials && !call.shape->chain;
    fact.carries_token = call.shape->carries_token;
    fact.region = call.region;
    fact.profile = call.profile;
    fact.key_id = call.key_id;
    fact.secret = call.secret;
    fact.token = call.token;
    fact.endpoint = call.endpoint;
    fact.open_ended = call.open_ended;
    // What is not given is taken from the defaults of the session.
    fact.unfollowed = inherits;
    emit_values(call, fact.scope);
    writer_.add(std::move(fact));
  }

  /// Masks what a setting or variable of that name is given, if it is a secret or token.
  void mask_value_of(std::string_view name, const Range& value) {
    for (const KeyName* known : {input_.catalog.key(name), input_.catalog.variable(name)}) {
      if (known != nullptr && is_secret(known->meaning)) return mask_below(value);
    }
  }

  /// Masks the strings that a secret or token is put together from, also those that are named
  /// first. In a command, and in brackets behind an object, stands what it is looked up by.
  void mask_below(const Range& secret) {
    std::vector<Range> open{secret};
    while (!open.empty()) {
      const Range range = open.back();
      open.pop_back();
      if (!masked_.emplace(range.begin, range.end).second) continue;
      const bool looks_up = looks_something_up(range);
      for (std::size_t i = range.begin; i < range.end; ++i) {
        if (script_.is(i, TokenKind::Variable)) add_values(script_.content(i), open);
        if (!script_.is(i, TokenKind::String)) continue;
        const Span content = script_.token(i).content;
        const bool whole = !looks_up && !script_.token(i).expands;
        whole ? mask_text(content, writer_) : mask_pieces(content, writer_);
      }
    }
  }

  [[nodiscard]] bool looks_something_up(const Range& range) const {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const bool called = script_.is(i, TokenKind::Static) || script_.is(i, TokenKind::Member);
      if (called || script_.opens(i, "[")) return true;
      if (script_.is(i, TokenKind::Word) && script_.slice(script_.token(i).span).size() > 1)
        return true;
    }
    return false;
  }

  /// All that a variable is ever given, once: in a long script it is given thousands of values.
  void add_values(std::string_view variable, std::vector<Range>& open) {
    if (!masked_variables_.insert(powershell::variable_name(variable)).second) return;
    for (const Range& value : script_.values_of(variable)) open.push_back(value);
  }

  void emit_values(const Call& call, ScopeId scope) {
    emit(call.key_id, "AccessKey", Meaning::KeyId, scope);
    emit(call.secret, "SecretKey", Meaning::Secret, scope);
    emit(call.token, "SessionToken", Meaning::Token, scope);
    emit(call.region, "region", Meaning::Region, scope);
    emit(call.endpoint, "endpoint", Meaning::Endpoint, scope);
    emit(call.profile, "profile", Meaning::Profile, scope);
    map_definition(call, scope);
  }

  /// The fact for a literal value; inherited ones were emitted where they stand.
  void emit(const Value& value, std::string_view name, Meaning meaning, ScopeId scope) {
    if (!value.given() || value.inherited) return;
    if (value.literal()) {
      if (!emitted_.insert(value.at.span.begin).second) return;
      emit_named_value({name, {}, value.text.reveal(), value.at.span, quoting_at(value), scope},
                       meaning, writer_);
    } else if (meaning == Meaning::Profile) {
      ProfileReference fact;
      fact.at = value.at;
      fact.scope = scope;
      fact.via = std::string(name);
      writer_.add(std::move(fact));
    }
  }

  void map_definition(const Call& call, ScopeId scope) {
    if (!call.profile_definition.literal()) return;
    ProfileDefinition fact;
    fact.at = call.profile_definition.at;
    fact.scope = scope;
    fact.name = std::string(call.profile_definition.text.reveal());
    writer_.add(std::move(fact));
  }

  void map_role(const Call& call) {
    RoleAssumption fact;
    fact.at = writer_.locate(script_.place(call.at));
    fact.scope = writer_.new_scope();
    fact.operation = std::string(call.shape->service);
    fact.role_arn = call.role_arn;
    fact.duration = call.duration;
    fact.external_id = call.external_id;
    fact.mfa_serial = call.mfa_serial;
    fact.session_name = call.session_name;
    writer_.add(std::move(fact));
  }

  /// [Environment]::SetEnvironmentVariable("NAME", value), Set-Item Env:NAME value
  void map_env_call(const Call& call) {
    if (!call.setting_name.literal()) return;
    std::string name(call.setting_name.text.reveal());
    Span span = call.setting_name.at.span;
    if (call.shape->service == "drive") {
      // Env:NAME, Env:\NAME
      const std::string_view drive = "env:";
      if (!equals_ignoring_case(std::string_view(name).substr(0, drive.size()), drive)) return;
      name.erase(0, std::min(name.find_first_not_of("\\/", drive.size()), name.size()));
      name = values_.env_name("env:" + name);
      const auto length = static_cast<std::uint32_t>(name.size());
      if (span.size() >= length) span.begin = span.end - length;
    }
    mask_value_of(name, call.value);
    assign_env(name, span, call.setting_value);
  }

  void assign_env(std::string_view name, Span name_span, const Value& value) {
    // $null and "" take the variable away.
    if (!value.given() || (value.literal() && value.text.empty())) return;
    EnvAssignment fact;
    fact.syntax = EnvSyntax::Code;
    fact.literal = value.literal();
    fact.source = value.source;
    fact.quoting = quoting_at(value);
    const std::string text(value.literal() ? value.text.reveal() : std::string_view());
    if (fact.literal) emitted_.insert(value.at.span.begin);
    emit_env_assignment(std::move(fact), {name, name_span}, {text, value.at.span}, top_,
                        input_.catalog, writer_);
  }

  /// Reads of $env:NAME, also within strings, and of [Environment]::GetEnvironmentVariable.
  void read_env(std::size_t i) {
    const Token& token = script_.token(i);
    if (token.kind == TokenKind::Variable && !script_.is(i + 1, TokenKind::Assign)) {
      note_read(values_.env_name(script_.content(i)), script_.place(token.span));
    } else if (token.kind == TokenKind::Static) {
      const auto call = values_.method(i);
      if (call && call->shape->yields == Yield::Env && call->setting_name.literal())
        note_read(std::string(call->setting_name.text.reveal()), call->setting_name.at.span);
    } else if (token.kind == TokenKind::String && token.expands) {
      const std::string_view content = script_.slice(token.content);
      for (std::size_t at = content.find('$'); at != std::string_view::npos;
           at = content.find('$', at + 1)) {
        const std::size_t first = at + (content.substr(at + 1, 1) == "{" ? 2 : 1);
        std::size_t end = first;
        while (end < content.size() &&
               (powershell::is_name_character(content[end]) || content[end] == ':')) {
          ++end;
        }
        const std::uint32_t begin = token.content.begin + static_cast<std::uint32_t>(at);
        note_read(values_.env_name(content.substr(first, end - first)),
                  script_.place({begin, token.content.begin + static_cast<std::uint32_t>(end)}));
      }
    }
  }

  void note_read(std::string name, Span span) {
    if (name.empty() || variable_or_near(input_.catalog, name) == nullptr) return;
    EnvRead fact;
    fact.at = writer_.locate(span);
    fact.scope = top_;
    fact.name = std::move(name);
    writer_.add(std::move(fact));
  }

  void read_assignment(const Script::Assignment& assignment) {
    const std::string_view written = script_.content(assignment.target);
    const Span span = place_of(assignment.target);
    const std::string env = values_.env_name(written);
    if (env.empty()) {
      if (!assignment.piped)
        map_named(written, span, assignment.value, scope_of(assignment.target));
      return;
    }
    mask_value_of(env, assignment.value);
    Value value = values_.evaluate(assignment.value);
    if (assignment.piped) value.kind = Value::Kind::Unknown;
    assign_env(env, {span.begin + 4, span.end}, value);
  }

  /// A variable or entry whose name means a credential part: $AWSSecretKey = "…".
  void map_named(std::string_view name, Span name_span, const Range& value, ScopeId scope) {
    name.remove_prefix(name.rfind(':') + 1);
    if (name.size() < kShortestTellingName) return;
    mask_value_of(name, value);
    if (value.size() != 1 || !script_.is(value.begin, TokenKind::String)) return;
    const KeyName* known = input_.catalog.key(name);
    if (known == nullptr || !part_of(known->meaning)) return;
    map_setting({std::string(name)}, name_span, *known, values_.evaluate(value), scope);
  }

  void map_setting(const Value& name, const Value& value, ScopeId scope) {
    if (!name.literal()) return;
    const std::string key(name.text.reveal());
    if (const KeyName* known = input_.catalog.key(key))
      map_setting(key, name.at.span, *known, value, scope);
  }

  void map_setting(const std::string& name, Span name_span, const KeyName& known,
                   const Value& value, ScopeId scope) {
    if (!value.literal() || !emitted_.insert(value.at.span.begin).second) return;
    emit_named_value(
        {name, name_span, value.text.reveal(), value.at.span, quoting_at(value), scope},
        known.meaning, writer_);
  }

  [[nodiscard]] Quoting quoting_at(const Value& value) const {
    const std::uint32_t begin = value.at.span.begin;
    return begin == 0 ? Quoting::None : quoting_of(writer_.source().text()[begin - 1]);
  }

  /// One scope for each function.
  ScopeId scope_of(std::size_t token) {
    const std::size_t function = script_.function_of(token);
    if (function == 0) return top_;
    const auto [entry, added] = scopes_.try_emplace(function);
    if (added) entry->second = writer_.new_scope();
    return entry->second;
  }

  /// Where a token's name, or the text between its quotes, stands in the file.
  [[nodiscard]] Span place_of(std::size_t token) const {
    return script_.place(script_.token(token).content);
  }

  const ParseInput& input_;
  FactWriter& writer_;
  ScopeId top_;  ///< of what stands outside functions
  Script script_;
  powershell::Values values_;
  std::set<std::uint32_t> emitted_;  ///< first bytes of values that have their fact
  std::set<std::pair<std::size_t, std::size_t>> masked_;  ///< by their tokens
  std::set<std::string> masked_variables_;
  unsigned looks_ = 0;
  std::unordered_map<std::size_t, ScopeId> scopes_;
};

}  // namespace
}  // namespace credlint::parsers

namespace credlint::powershell {

void read_script(const ParseInput& input, const LanguageRow& row, const MappedText& script,
                 ScopeId top, FactWriter& writer) {
  parsers::PowerShellReader(input, row, Script(script.text(), &script), top, writer).read();
}

}  // namespace credlint::powershell

namespace credlint::parsers {

void parse_powershell(const ParseInput& input, FactWriter& writer) {
  const LanguageRow* language = input.catalog.language(input.format.language);
  if (language == nullptr) return;
  PowerShellReader(input, *language, Script(input.source.text()), writer.file_scope(), writer)
      .read();
}

}  // namespace credlint::parsers
