// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/value_fixes.h"
#include "rules/anatomy/words.h"
#include "rules/views/env_scopes.h"
#include "rules/views/exposure.h"
#include "rules/views/judged_parts.h"
#include "scanner/core/file_purpose.h"

namespace credlint::rules {
namespace {

bool is_null_word(std::string_view value) {
  constexpr std::array<std::string_view, 4> kWords = {"none", "null", "undefined", "nil"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return equals_ignoring_case(value, word); });
}

std::string_view without_quotes(std::string_view text) {
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  return text;
}

bool is_attempt(std::string_view value) {
  return is_key_id_attempt(value) || is_secret_attempt(value) || starts_like_session_token(value);
}

/// The credential itself where the brackets of an example were left around it: "<AKIA…>"; else
/// empty.
std::string_view within_brackets(std::string_view value, const Catalog& catalog) {
  if (value.size() < 2) return {};
  const bool angle = value.front() == '<' && value.back() == '>';
  const bool square = value.front() == '[' && value.back() == ']';
  const bool curly = value.front() == '{' && value.back() == '}';
  if (!angle && !square && !curly) return {};
  const std::string_view core = without_quotes(trim(value.substr(1, value.size() - 2)));
  return is_attempt(core) && !is_placeholder(core, catalog) ? core : std::string_view();
}

/// What of another language stands in the value; empty when nothing does.
std::string residue(std::string_view value, const Catalog& catalog) {
  if (is_null_word(value)) {
    return fmt::format("The word {} stands in the place of a value", value);
  }
  if (value.size() > 4 && (value.front() == '"' || value.front() == '\'') &&
      (contains(value, "\":") || contains(value, "':"))) {
    return "A name from JSON or Python stands before the value";
  }
  if (value.size() > 1 && (value.back() == ',' || value.back() == ';')) {
    const std::string_view core = without_quotes(trim(value.substr(0, value.size() - 1)));
    if (!is_attempt(core) || is_placeholder(core, catalog)) return {};
    return fmt::format("A {} ends the value", value.back() == ',' ? "comma" : "semicolon");
  }
  if (!within_brackets(value, catalog).empty()) return "Brackets stand around the value";
  return {};
}

/// Takes away brackets, or a comma or semicolon at the end, and quotes that it has let slip in.
std::optional<Fix> without_residue(const CredentialPart& part, const Catalog& catalog) {
  const std::string_view whole = part.value.reveal();
  const bool ended = !whole.empty() && (whole.back() == ',' || whole.back() == ';');
  const std::string_view core = ended ? without_quotes(trim(whole.substr(0, whole.size() - 1)))
                                      : within_brackets(trim(whole), catalog);
  if (core.empty()) return std::nullopt;
  const auto leading = static_cast<std::size_t>(core.data() - whole.data());
  return cut_ends(part.at, whole, leading, whole.size() - leading - core.size(),
                  "leave only the value itself");
}

/// Files that are nothing but names and values, and assignments to environment variables in scripts
/// and images.
bool is_plain_setting(const FileRecord& file, const EnvAssignment* assignment) {
  if (file.has(Trait::Template) || file.has(Trait::Prose)) return false;
  if (file.has(Trait::SharedConfig)) return true;
  return assignment != nullptr && assignment->literal && assignment->syntax != EnvSyntax::Code &&
         assignment->syntax != EnvSyntax::DockerArg;
}

/// "null" in an env file that PHP reads is nothing, not a word.
bool is_null_in_php(const RuleContext& context, const CredentialPart& part) {
  return to_lower(trim(part.value.reveal())) == "null" &&
         context.facts.file(part).has(Trait::EnvFile) && is_read_by_php(context.facts, part.name);
}

void check(const RuleContext& context, FindingSink& sink) {
  const AssignmentIndex& assignments = context.view<AssignmentIndex>();
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || part.recognition != Recognition::Named ||
        part.program_output)
      continue;
    const FileRecord& file = context.facts.file(part);
    if (!is_plain_setting(file, assignments.at(part.at))) continue;
    const std::string what = residue(trim(part.value.reveal()), context.catalog);
    if (what.empty() || is_null_in_php(context, part)) continue;
    Finding& finding = sink.report(
        part,
        what +
            ". This was left over from JSON, a programming language or an example, becomes "
            "part of the credential, and AWS refuses it.",
        is_null_word(trim(part.value.reveal())) ? "remove the line"
                                                : "leave only the value itself");
    finding.fix = without_residue(part, context.catalog);
    if (is_made_up_place(context.view<Purposes>().of(part))) finding.confidence = Confidence::Low;
  }
}

}  // namespace

RuleDefinition json_or_python_residue() {
  return {.info = {.summary = "Remains of JSON, code or an example in a value",
                   .reporting = Reporting::AsFound,
                   .error = "SignatureDoesNotMatch",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
