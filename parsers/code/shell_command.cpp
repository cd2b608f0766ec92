// SPDX-License-Identifier: MIT
#include "parsers/code/shell_command.h"

#include <algorithm>

#include "parsers/document/env_value.h"
#include "parsers/document/named_value.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

const DataRow* keyword_of(const CallShape& shape, std::string_view name) {
  for (const DataRow& keyword : shape.keywords) {
    if (keyword.key == name) return &keyword;
  }
  return nullptr;
}

/// "{{ region }}": what makes the script of a template puts something else there.
Value without_template(Value value) {
  if (value.literal() && is_template_text(value.text.reveal())) value.kind = Value::Kind::Unknown;
  return value;
}

/// Bytes [first, last) of a word as it is written.
Span place_in_word(const CommandWord& word, std::size_t first, std::size_t last) {
  const std::uint32_t begin =
      word.source == nullptr ? word.value.at.span.begin : ts_node_start_byte(word.node);
  const Span written{begin + static_cast<std::uint32_t>(first),
                     begin + static_cast<std::uint32_t>(last)};
  return word.source == nullptr ? written : word.source->place(written.begin, written.end);
}

/// Bytes [begin, end) of a word whose value is known, with their place where the word stands as it
/// is read.
Value part_of_word(const CommandWord& word, std::size_t begin, std::size_t end,
                   const FactWriter& writer) {
  Value part = word.value;
  const std::string_view text = word.text();
  part.text = Secret(text.substr(begin, end - begin));
  const Span span = word.value.at.span;
  const std::string_view raw =
      word.source == nullptr ? writer.source().slice(span) : word.source->of(word.node);
  // There may be quotes around a part of the word.
  const std::size_t found = raw.size() == text.size() ? begin
                            : begin < end             ? raw.rfind(part.text.reveal())
                                                      : std::string_view::npos;
  if (found != std::string_view::npos) {
    part.at = writer.locate(place_in_word(word, found, found + (end - begin)));
    return part;
  }
  const auto from = static_cast<std::uint32_t>(begin);
  const auto behind = static_cast<std::uint32_t>(text.size() - end);
  if (from + behind <= span.size()) part.at = writer.locate({span.begin + from, span.end - behind});
  return part;
}

/// "-backend-config=region=eu-west-1", "-var aws_region=eu-west-1": a setting that an option names,
/// from byte `begin` of a word on.
void add_setting_of_option(const CallShape& shape, const std::string& name,
                           const CommandWord& option, const CommandWord& word, std::size_t begin,
                           const FactWriter& writer, ShellCommand& command) {
  const std::string_view text = word.text();
  const std::size_t equals = text.find('=', begin);
  if (equals == std::string_view::npos) return;
  const std::string setting = name + "=" + std::string(text.substr(begin, equals - begin));
  const DataRow* keyword = keyword_of(shape, setting);
  if (keyword == nullptr || keyword->value.empty()) return;
  command.options.push_back(
      {keyword->value, setting, option.span,
       without_template(part_of_word(word, equals + 1, text.size(), writer))});
}

/// Tries one shape; nothing when the leading words differ.
std::optional<ShellCommand> match(const CallShape& shape, const std::vector<CommandWord>& words,
                                  const FactWriter& writer) {
  ShellCommand command;
  command.shape = &shape;
  command.name = words.front().span;
  std::string_view callee = shape.callee;
  std::size_t position = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const CommandWord& word = words[i];
    const std::string_view text = word.text();
    if (is_option(text)) {
      const std::size_t equals = std::min(text.find('='), text.size());
      const std::string name(text.substr(0, equals));
      const DataRow* keyword = keyword_of(shape, name);
      if (keyword == nullptr) {
        const bool apart = equals == text.size();
        if (apart && i + 1 == words.size()) continue;
        add_setting_of_option(shape, name, word, apart ? words[i + 1] : word,
                              apart ? 0 : equals + 1, writer, command);
        continue;
      }
      const std::string_view role = keyword->value;
      if (role.empty()) {
        if (equals == text.size()) ++i;  // known to take a value, of no interest
        continue;
      }
      if (equals < text.size()) {
        command.options.push_back(
            {role, name, word.span,
             without_template(part_of_word(word, equals + 1, text.size(), writer))});
      } else if (i + 1 < words.size()) {
        ++i;
        command.options.push_back(
            {role, name, word.span, without_template(words[i].value), words[i].node});
      }
      continue;
    }
    if (!callee.empty()) {
      const std::string_view wanted = callee.substr(0, callee.find(' '));
      if (text != wanted && (i > 0 || program_of(text) != wanted)) return std::nullopt;
      callee.remove_prefix(std::min(wanted.size() + 1, callee.size()));
      continue;
    }
    if (position < shape.positional.size()) {
      const std::string_view role = shape.positional[position];
      if (!role.empty()) command.options.push_back({role, "", word.span, word.value, word.node});
    }
    ++position;
  }
  if (!callee.empty()) return std::nullopt;
  return command;
}

/// The words "profile" and "ci" before the name of a setting in "profile.ci.region": makes them an
/// option that defines the profile.
void take_setting_scope(ShellCommand& command, const Catalog& catalog, const FactWriter& writer) {
  const auto found = std::find_if(command.options.begin(), command.options.end(),
                                  [](const auto& option) { return option.role == "name"; });
  if (found == command.options.end() || !found->value.literal()) return;
  const CommandWord whole{found->value.at.span, found->value};
  const std::string_view text = whole.text();
  std::size_t name = text.find('.');
  const DataRow* scope = catalog.table(Table::SettingScopes).find(text.substr(0, name));
  if (scope == nullptr || name == std::string_view::npos) return;
  ShellCommand::Option profile{"profile-definition", "", found->name_span,
                               part_of_word(whole, 0, name++, writer)};
  if (scope->value.empty()) {
    const std::size_t begin = name;
    name = text.find('.', begin);
    if (name == std::string_view::npos) return;
    profile.value = part_of_word(whole, begin, name++, writer);
  }
  found->value = part_of_word(whole, name, text.size(), writer);
  command.options.push_back(std::move(profile));
}

void emit_option(const ShellCommand::Option& option, Meaning meaning, ScopeId scope,
                 const Catalog& catalog, FactWriter& writer) {
  if (option.value.literal()) {
    const Span span = option.value.at.span;
    const Quoting quoting =
        span.begin == 0 ? Quoting::None : quoting_of(writer.source().text()[span.begin - 1]);
    emit_named_value(
        {option.name, option.name_span, option.value.text.reveal(), span, quoting, scope}, meaning,
        writer);
  } else if (meaning == Meaning::Profile && option.value.given()) {
    ProfileReference fact;
    fact.at = option.value.at;
    fact.scope = scope;
    fact.via = option.name;
    writer.add(std::move(fact));
  } else if (meaning == Meaning::Endpoint && option.value.given()) {
    EndpointSetting fact;
    fact.at = option.value.at;
    fact.scope = scope;
    fact.via = option.name;
    writer.add(std::move(fact));
  } else if (option.value.fallback_at && catalog.variable(option.value.name) != nullptr) {
    EnvRead fact;
    fact.at = option.value.at;
    fact.scope = scope;
    fact.name = option.value.name;
    fact.fallback = option.value.fallback;
    fact.fallback_at = option.value.fallback_at;
    writer.add(std::move(fact));
  }
}

std::optional<Meaning> part_by_role(std::string_view role) {
  if (role == "key-id") return Meaning::KeyId;
  if (role == "secret") return Meaning::Secret;
  return role == "token" ? std::optional(Meaning::Token) : std::nullopt;
}

/// Beside a part that is not known, the others are no pair by themselves.
void emit_parts(const ShellCommand& command, ScopeId scope, const Catalog& catalog,
                FactWriter& writer) {
  const bool whole = std::ranges::all_of(command.options, [](const ShellCommand::Option& option) {
    return !part_by_role(option.role) || option.value.literal();
  });
  for (const ShellCommand::Option& option : command.options) {
    if (const auto meaning = part_by_role(option.role))
      emit_option(option, *meaning, whole ? scope : writer.new_scope(), catalog, writer);
  }
}

/// "aws configure set … --profile p" makes the profile when there is none.
void emit_definition(const ShellCommand::Option& option, ScopeId scope, FactWriter& writer) {
  if (!option.value.literal()) return;
  ProfileDefinition fact;
  fact.at = option.value.at;
  fact.scope = scope;
  fact.name = std::string(option.value.text.reveal());
  writer.add(std::move(fact));
}

/// aws sts assume-role and its kin. The operation is the last word of what the row names.
void emit_role(const ShellCommand& command, FactWriter& writer) {
  const std::string_view callee = command.shape->callee;
  RoleAssumption fact;
  fact.at = writer.locate(command.name);
  fact.scope = writer.new_scope();
  fact.operation = std::string(callee.substr(callee.rfind(' ') + 1));
  fact.role_arn = command.value_of("role-arn");
  fact.session_name = command.value_of("session-name");
  fact.duration = command.value_of("duration");
  fact.external_id = command.value_of("external-id");
  fact.mfa_serial = command.value_of("mfa-serial");
  fact.profile = command.value_of("profile");
  fact.region = command.value_of("region");
  writer.add(std::move(fact));
}

void emit_presigned(const ShellCommand& command, ScopeId scope, FactWriter& writer) {
  PresignedRequest fact;
  fact.at = writer.locate(command.name);
  fact.scope = scope;
  fact.sdk = std::string(command.shape->sdk);
  fact.operation = std::string(command.shape->callee);
  fact.expires = command.value_of("expires");
  fact.region = command.value_of("region");
  writer.add(std::move(fact));
}

/// "NAME" or NAME=$VALUE that a container is given: the variable's value comes from outside.
void emit_passed_on(const Value& word, ScopeId scope, const Catalog& catalog, FactWriter& writer) {
  Span span = word.at.span;
  std::string_view text = writer.source().slice(span);
  const std::size_t begin = std::min(text.find_first_not_of("\"'"), text.size());
  // $(aws configure get …) reads the shared files and ${{ secrets.X }} the store of the CI system,
  // whatever the shell has.
  const bool of_shell = text.find("configure get ") == std::string_view::npos &&
                        text.find("${{ secrets.") == std::string_view::npos &&
                        text.find("${{secrets.") == std::string_view::npos;
  text = text.substr(begin, text.find_first_of("=\"'", begin) - begin);
  if (variable_or_near(catalog, text) == nullptr) return;
  span.begin += static_cast<std::uint32_t>(begin);
  span.end = span.begin + static_cast<std::uint32_t>(text.size());
  EnvAssignment fact;
  fact.syntax = EnvSyntax::ShellPrefix;
  fact.literal = false;
  fact.passed_on = of_shell;
  emit_env_assignment_only(std::move(fact), {text, span}, {{}, span}, scope, writer);
}

/// What "docker run -e" gives to a container.
void emit_container_variable(const Value& word, ScopeId scope, const Catalog& catalog,
                             FactWriter& writer) {
  const bool assigned = word.literal() && contains(word.text.reveal(), "=");
  if (assigned)
    emit_assignment(word, scope, catalog, writer);
  else if (word.given())
    emit_passed_on(word, scope, catalog, writer);
}

}  // namespace

Value ShellCommand::value_of(std::string_view role) const {
  Value value;
  for (const Option& option : options) {
    if (option.role == role) value = option.value;
  }
  return value;
}

std::optional<ShellCommand> match_command(std::span<const CallShape> shapes,
                                          const std::vector<CommandWord>& words,
                                          const Catalog& catalog, const FactWriter& writer) {
  std::optional<ShellCommand> best;
  if (words.empty() || words.front().text().empty()) return best;
  for (const CallShape& shape : shapes) {
    if (best && best->shape->callee.size() >= shape.callee.size()) continue;
    if (auto found = match(shape, words, writer)) best = std::move(found);
  }
  if (best) take_setting_scope(*best, catalog, writer);
  return best;
}

void emit_assignment(const Value& word, ScopeId scope, const Catalog& catalog, FactWriter& writer,
                     std::string_view program) {
  if (!word.literal()) return;
  constexpr std::string_view kExport = "export ";
  const std::string text(word.text.reveal());
  const std::string_view view = text;
  const std::size_t begin = view.substr(0, kExport.size()) == kExport ? kExport.size() : 0;
  const std::size_t equals = view.find('=');
  const Span span = word.at.span;
  if (equals == std::string::npos || equals <= begin || span.size() < text.size()) return;
  const auto at = [&](std::size_t byte) { return span.begin + static_cast<std::uint32_t>(byte); };
  EnvAssignment fact;
  fact.syntax = EnvSyntax::ShellPrefix;
  fact.tool = std::string(program);
  emit_env_assignment(
      std::move(fact), {view.substr(begin, equals - begin), {at(begin), at(equals)}},
      {view.substr(equals + 1), {at(equals + 1), span.end}}, scope, catalog, writer);
}

void emit_setting_of_part(const Value& name, Value value, const Catalog& catalog,
                          FactWriter& writer) {
  if (!name.literal() || !value.given() || value.literal()) return;
  const KeyName* known = catalog.key(name.text.reveal());
  if (known == nullptr || !part_of(known->meaning)) return;
  PropertyAssignment fact;
  fact.at = name.at;
  fact.scope = writer.file_scope();
  fact.name = std::string(name.text.reveal());
  fact.value = std::move(value);
  writer.add(std::move(fact));
}

void emit_env_file(EnvFileReader reader, const Value& path, Span whole, FactWriter& writer) {
  EnvFileUse fact;
  fact.scope = writer.file_scope();
  fact.reader = reader;
  fact.at = path.given() ? path.at : writer.locate(whole);
  if (path.given() && !path.literal()) return;
  fact.path = path.literal() ? std::string(path.text.reveal()) : ".env";
  writer.add(std::move(fact));
}

void emit_command(const ShellCommand& command, Span whole, ScopeId scope, const Catalog& catalog,
                  FactWriter& writer) {
  std::optional<ScopeId> container;
  for (const ShellCommand::Option& option : command.options) {
    if (option.role == "container-variable") {
      if (!container) container = writer.new_scope();
      emit_container_variable(option.value, *container, catalog, writer);
    }
    if (option.role == "profile-definition") emit_definition(option, scope, writer);
    if (option.role == "profile") emit_option(option, Meaning::Profile, scope, catalog, writer);
    if (option.role == "region") emit_option(option, Meaning::Region, scope, catalog, writer);
    if (option.role == "endpoint") emit_option(option, Meaning::Endpoint, scope, catalog, writer);
    if (option.role == "shell-env-file")
      emit_env_file(EnvFileReader::Shell, option.value, whole, writer);
    if (option.role == "docker-env-file")
      emit_env_file(EnvFileReader::DockerRun, option.value, whole, writer);
    if (option.role == "kubectl-env-file")
      emit_env_file(EnvFileReader::Kubectl, option.value, whole, writer);
    if (option.role == "compose-env-file")
      emit_env_file(EnvFileReader::Compose, option.value, whole, writer);
    if (option.role == "assignment")
      emit_assignment(option.value, scope, catalog, writer, command.program);
  }
  emit_parts(command, scope, catalog, writer);
  if (command.shape == nullptr) return;
  if (command.shape->yields == Yield::Presign) emit_presigned(command, scope, writer);
  if (command.shape->yields == Yield::Role) emit_role(command, writer);
}

std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator, const Catalog& catalog,
                                               const FactWriter& writer) {
  std::vector<CommandWord> assignments;
  const std::vector<CommandWord> words =
      words_of_command(command, model, evaluator, catalog, assignments);
  auto best = match_command(model.language().shapes.all(), words, catalog, writer);
  if (!best && !assignments.empty()) best.emplace();
  if (best && !words.empty()) best->program = program_with_sdk(words, catalog);
  for (const CommandWord& word : assignments)
    best->options.push_back({"assignment", "", word.span, word.value});
  return best;
}

}  // namespace credlint
