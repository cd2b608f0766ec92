// SPDX-License-Identifier: MIT
#include "parsers/code/shell_command.h"

#include <algorithm>
#include <array>

#include "parsers/document/env_value.h"
#include "parsers/document/named_value.h"

namespace credlint {
namespace {

/// Commands that run the command behind them.
constexpr std::array<std::string_view, 8> kWrappers = {"sudo",    "env",   "time", "exec",
                                                       "command", "nohup", "eval", "cross-env"};
constexpr std::size_t kMaxWords = 256;

std::string_view text_of(const CommandWord& word) {
  return word.value.literal() ? word.value.text.reveal() : std::string_view();
}

bool is_option(std::string_view text) { return text.size() > 1 && text.front() == '-'; }

/// "NAME=value".
bool is_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && text.front() != '-';
}

/// The words of a command without those that only run it; `assignments` are those of "env A=b
/// command".
std::vector<CommandWord> words_of(TSNode command, const CodeModel& model,
                                  const Evaluator& evaluator,
                                  std::vector<CommandWord>& assignments) {
  std::vector<CommandWord> words;
  const std::uint32_t count = ts_node_named_child_count(command);
  for (std::uint32_t i = 0; i < count && words.size() < kMaxWords; ++i) {
    const TSNode child = model.unwrap(ts_node_named_child(command, i));
    if (kind_of(child) == "variable_assignment" || kind_of(child) == "file_redirect") continue;
    words.push_back({model.source().span(child), evaluator.evaluate(child)});
  }
  std::size_t skip = 0;
  for (; skip < words.size(); ++skip) {
    const std::string_view text = text_of(words[skip]);
    if (skip > 0 && is_assignment(text)) {
      assignments.push_back(words[skip]);
    } else if (std::find(kWrappers.begin(), kWrappers.end(), text) == kWrappers.end()) {
      break;
    }
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(skip));
  return words;
}

const DataRow* keyword_of(const CallShape& shape, std::string_view name) {
  for (const DataRow& keyword : shape.keywords) {
    if (keyword.key == name) return &keyword;
  }
  return nullptr;
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
    const std::string_view text = text_of(word);
    if (is_option(text)) {
      const std::size_t equals = std::min(text.find('='), text.size());
      const std::string name(text.substr(0, equals));
      const DataRow* keyword = keyword_of(shape, name);
      if (keyword == nullptr) continue;
      const std::string_view role = keyword->value;
      if (role.empty()) {
        if (equals == text.size()) ++i;  // known to take a value, of no interest
        continue;
      }
      if (equals < text.size()) {
        Value value = word.value;
        value.text = Secret(text.substr(equals + 1));
        const std::uint32_t length = value.at.span.size();
        const auto cut = static_cast<std::uint32_t>(equals + 1);
        if (cut <= length) value.at = writer.locate({value.at.span.begin + cut, value.at.span.end});
        command.options.push_back({role, name, word.span, std::move(value)});
      } else if (i + 1 < words.size()) {
        command.options.push_back({role, name, word.span, words[++i].value});
      }
      continue;
    }
    if (!callee.empty()) {
      const std::string_view wanted = callee.substr(0, callee.find(' '));
      // "/usr/bin/aws" is aws.
      if (text != wanted && (i > 0 || text.substr(text.rfind('/') + 1) != wanted))
        return std::nullopt;
      callee.remove_prefix(std::min(wanted.size() + 1, callee.size()));
      continue;
    }
    if (position < shape.positional.size()) {
      const std::string_view role = shape.positional[position];
      if (!role.empty()) command.options.push_back({role, "", word.span, word.value});
    }
    ++position;
  }
  if (!callee.empty()) return std::nullopt;
  return command;
}

void emit_option(const ShellCommand::Option& option, Meaning meaning, ScopeId scope,
                 FactWriter& writer) {
  if (option.value.literal()) {
    const Span span = option.value.at.span;
    const Quoting quoting =
        span.begin == 0 ? Quoting::None : quoting_of(writer.source().text()[span.begin - 1]);
    emit_named_value(
        {option.name, option.name_span, option.value.text.reveal(), span, quoting, scope}, meaning,
        writer);
  } else if (meaning == Meaning::Profile) {
    ProfileReference fact;
    fact.at = option.value.at;
    fact.scope = scope;
    fact.via = option.name;
    writer.add(std::move(fact));
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

/// A word "NAME=value" that sets a variable for somebody else: docker run -e NAME=value.
void emit_assignment(const Value& word, ScopeId scope, const Catalog& catalog, FactWriter& writer) {
  if (!word.literal()) return;
  const std::string text(word.text.reveal());
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return;
  const Span span = word.at.span;
  const auto cut = static_cast<std::uint32_t>(equals);
  if (span.size() < text.size()) return;
  EnvAssignment fact;
  fact.syntax = EnvSyntax::ShellPrefix;
  const std::string_view view = text;
  emit_env_assignment(std::move(fact), {view.substr(0, equals), {span.begin, span.begin + cut}},
                      {view.substr(equals + 1), {span.begin + cut + 1, span.end}}, scope, catalog,
                      writer);
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
                                          const FactWriter& writer) {
  std::optional<ShellCommand> best;
  if (words.empty() || text_of(words.front()).empty()) return best;
  for (const CallShape& shape : shapes) {
    if (best && best->shape->callee.size() >= shape.callee.size()) continue;
    if (auto found = match(shape, words, writer)) best = std::move(found);
  }
  return best;
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
  for (const ShellCommand::Option& option : command.options) {
    if (option.role == "profile-definition") emit_definition(option, scope, writer);
    if (option.role == "profile") emit_option(option, Meaning::Profile, scope, writer);
    if (option.role == "region") emit_option(option, Meaning::Region, scope, writer);
    if (option.role == "endpoint") emit_option(option, Meaning::Endpoint, scope, writer);
    if (option.role == "shell-env-file")
      emit_env_file(EnvFileReader::Shell, option.value, whole, writer);
    if (option.role == "docker-env-file")
      emit_env_file(EnvFileReader::DockerRun, option.value, whole, writer);
    if (option.role == "compose-env-file")
      emit_env_file(EnvFileReader::Compose, option.value, whole, writer);
    if (option.role == "assignment") emit_assignment(option.value, scope, catalog, writer);
  }
  if (command.shape == nullptr) return;
  if (command.shape->yields == "presign") emit_presigned(command, scope, writer);
  if (command.shape->yields == "role") emit_role(command, writer);
}

std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator,
                                               const FactWriter& writer) {
  std::vector<CommandWord> assignments;
  const std::vector<CommandWord> words = words_of(command, model, evaluator, assignments);
  auto best = match_command(model.language().shapes.all(), words, writer);
  if (!best && !assignments.empty()) best.emplace();
  for (const CommandWord& word : assignments)
    best->options.push_back({"assignment", "", word.span, word.value});
  return best;
}

}  // namespace credlint
