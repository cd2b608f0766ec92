// SPDX-License-Identifier: MIT
#include "cli/verify/credential_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "scanner/core/words.h"
#include "scanner/input/child_process.h"

namespace credlint {
namespace {

using nlohmann::json;

/// The words of a line as a shell splits them, but nothing is expanded; empty when a quote is not
/// closed.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      word += text[++i];
      inside = true;
    } else if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      inside = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (inside) words.push_back(std::move(word));
  return quote == 0 ? words : std::vector<std::string>{};
}

std::vector<std::string> own_environment() {
  std::vector<std::string> all;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
    all.emplace_back(*entry);
  return all;
}

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::vector<std::string> process_command(const resolver::Sdk& sdk, std::string_view setting) {
  if (trim(setting).empty()) return {};
  if (!sdk.starts_process_itself) return {"/bin/sh", "-c", std::string(setting)};
  std::vector<std::string> words = split_words(setting);
  if (words.empty() || words.front().find('/') != std::string::npos) return words;
  const auto path = find_program(words.front());
  if (path) words.front() = *path;
  return words;
}

Result<SigningKeys> read_process_output(std::string_view text) {
  const json answer = json::parse(text, nullptr, false);
  if (!answer.is_object()) return Error{"the credential_process prints no JSON object"};
  const auto version = answer.find("Version");
  if (version == answer.end() || *version != 1) {
    return Error{"the credential_process does not print \"Version\": 1"};
  }
  SigningKeys keys{Secret(text_of(answer, "AccessKeyId")),
                   Secret(text_of(answer, "SecretAccessKey")),
                   Secret(text_of(answer, "SessionToken"))};
  if (keys.key_id.empty() || keys.secret.empty()) {
    return Error{"the credential_process prints no AccessKeyId or no SecretAccessKey"};
  }
  return keys;
}

Result<SigningKeys> run_credential_process(const std::vector<std::string>& command,
                                           std::chrono::milliseconds patience,
                                           const Progress& progress) {
  using End = ChildOutcome::End;
  Result<ChildOutcome> outcome = run_child({.command = command,
                                            .environment = own_environment(),
                                            .input = {},
                                            .deadline = std::chrono::steady_clock::now() + patience,
                                            .progress = &progress});
  if (!outcome) {
    return Error{fmt::format("the credential_process cannot be run: {}", outcome.error().message)};
  }
  if (outcome->end == End::Stopped) return Error{"the credential_process was interrupted"};
  if (outcome->end == End::TooLate) return Error{"the credential_process does not end in time"};
  if (outcome->end == End::TooLong) return Error{"the credential_process prints too much"};
  if (outcome->exit_code != 0) {
    return Error{fmt::format("the credential_process ends with exit code {}", outcome->exit_code)};
  }
  return read_process_output(outcome->output);
}

}  // namespace credlint
