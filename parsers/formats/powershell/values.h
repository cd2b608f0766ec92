// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parsers/code/shell_command.h"
#include "parsers/formats/powershell/script.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"
#include "scanner/core/facts.h"

namespace credlint::powershell {

/// What a command or constructor that a row of language.toml knows is given.
struct Call {
  const CallShape* shape = nullptr;
  std::string name;     ///< as written: Set-AWSCredential, BasicAWSCredentials
  Span at;              ///< of that name
  std::string service;  ///< of a cmdlet, by the beginning of its noun
  Value region, profile, profile_definition, key_id, secret, token, endpoint;
  Value role_arn, duration, external_id, mfa_serial, session_name, setting_name, setting_value;
  std::vector<Range> secrets;  ///< what is given as secret or token
  Range value;                 ///< what setting_value is
  bool open_ended = false;
};

/// Follows expressions of one script to their values. What cannot be followed is Unknown, never
/// guessed.
class Values {
 public:
  Values(const Script& script, const LanguageRow& language, const Catalog& catalog,
         const FactWriter& writer);

  [[nodiscard]] Value evaluate(const Range& range) const { return evaluate(range, 0); }
  /// The command that begins at this token, when a row knows it.
  [[nodiscard]] std::optional<Call> command(std::size_t word) const { return command(word, 0); }
  /// The native command that begins at this token, when a row of the shell knows it: aws s3 ls.
  [[nodiscard]] std::optional<ShellCommand> native(std::size_t word) const {
    return native(word, 0);
  }
  /// [Type]::new(…) and [Type]::Method(…); `name` is the token of the method.
  [[nodiscard]] std::optional<Call> method(std::size_t name) const { return method(name, 0); }
  [[nodiscard]] Value literal(std::string text, Span span) const;
  /// The environment variable of $env:NAME, as SDKs spell it; empty for other variables.
  [[nodiscard]] std::string env_name(std::string_view variable) const;

 private:
  [[nodiscard]] Value evaluate(Range range, int depth) const;
  [[nodiscard]] std::optional<Call> command(std::size_t word, int depth) const;
  [[nodiscard]] std::optional<ShellCommand> native(std::size_t word, int depth) const;
  [[nodiscard]] bool asks_sts(std::size_t word, int depth) const;
  [[nodiscard]] std::optional<Call> method(std::size_t name, int depth) const;
  [[nodiscard]] std::optional<Call> call_in(Range range, int depth) const;
  [[nodiscard]] Value unknown(const Range& range) const;
  [[nodiscard]] Value string_value(std::size_t i, int depth) const;
  [[nodiscard]] Value variable_value(std::size_t i, int depth) const;
  [[nodiscard]] Value member_value(const Range& range, int depth) const;
  [[nodiscard]] Value::Source source_of(Range range, int depth) const;
  [[nodiscard]] Range unwrapped(Range range) const;
  [[nodiscard]] const CallShape* shape_of(std::string_view name, std::string& service) const;
  void assign(std::string_view role, const Range& value, Call& call, int depth) const;
  void take_named(const Script::Argument& argument, Call& call, int depth) const;
  void take_splat(std::size_t splat, Call& call, int depth) const;
  void take_positional(const std::vector<Range>& values, Call& call, int depth) const;

  const Script& script_;
  const Catalog& catalog_;
  const FactWriter& writer_;
  std::unordered_map<std::string, const CallShape*> shapes_;  ///< by name in lower case
  const CallShape* any_cmdlet_ = nullptr;                     ///< the row "*-*"
};

}  // namespace credlint::powershell
