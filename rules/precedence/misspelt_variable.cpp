// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/anatomy/words.h"
#include "rules/views/comments.h"
#include "rules/views/misspelt_names.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool reads_pair(const RuleContext& context, const ClientConstruction& call) {
  const auto reads = [&](const Value& value, Meaning meaning) {
    const KeyName* name =
        value.kind == Value::Kind::Env ? context.catalog.variable(value.name) : nullptr;
    return name != nullptr && name->tool == "aws" && name->meaning == meaning;
  };
  return reads(call.key_id, Meaning::KeyId) && reads(call.secret, Meaning::Secret);
}

/// Code gives the pair by the names of the SDKs and the token by another. Those who make temporary
/// credentials set the usual name only.
void check_tokens(const RuleContext& context, FindingSink& sink) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    const Value& token = call.token;
    if (token.kind != Value::Kind::Env || token.inherited || token.otherwise != nullptr ||
        !reads_pair(context, call))
      continue;
    const auto near = near_variable(context.catalog, token.name);
    if (!near || near->meant->meaning != Meaning::Token) continue;
    if (!context.facts.env(token.name).empty()) continue;
    sink.report(token.at, call.scope,
                fmt::format("The session token is read from {}, which nothing sets; {} is meant, "
                            "it seems. AWS refuses temporary keys without their token.",
                            token.name, near->meant->name),
                fmt::format("read {}", near->meant->name))
        .error = "InvalidClientTokenId";
  }
}

void check_assignments(const RuleContext& context, FindingSink& sink) {
  for (const MisspeltVariable& variable : context.view<MisspeltNames>().variables()) {
    const EnvAssignment& assignment = *variable.assignment;
    Finding& finding = sink.report(
        assignment.name_at, assignment.scope,
        fmt::format("No SDK reads {}; {} is meant, it seems. The value is not found under this "
                    "name, and the SDK looks elsewhere or stops.",
                    assignment.name, variable.meant),
        fmt::format("write {} for {}", variable.meant, assignment.name));
    // A program that is not here may read the name.
    finding.fix =
        replacement(assignment.name_at, assignment.name, variable.meant, FixSafety::Unsafe);
  }
}

/// A name that differs from that of an SDK in the case of letters alone.
struct CaseSlip {
  const PatternMatch* match = nullptr;
  const PatternMatch::Group* name = nullptr;
  const KeyName* meant = nullptr;
  bool sets = false;
};

/// The variable of the SDKs whose name is this one in capital letters, or nullptr.
const KeyName* variable_in_any_case(const Catalog& catalog, std::string_view name) {
  std::string capital(name);
  for (char& c : capital) c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return catalog.variable(capital);
}

std::optional<CaseSlip> case_slip(const RuleContext& context, const PatternMatch& match) {
  CaseSlip slip{.match = &match};
  for (const char* group : {"plain_set", "plain_read", "plain_line"}) {
    if (slip.name == nullptr) slip.name = match.group(group);
  }
  if (slip.name == nullptr || stands_in_comment(context, match.at)) return std::nullopt;
  const bool line = match.group("plain_line") != nullptr;
  if (line && !context.facts.file(match).has(Trait::EnvFile)) return std::nullopt;
  slip.sets = match.group("plain_read") == nullptr || match.group("plain_assigned") != nullptr;
  slip.meant = variable_in_any_case(context.catalog, slip.name->value.reveal());
  if (slip.meant == nullptr || slip.meant->tool != "aws") return std::nullopt;
  return slip;
}

/// "AWS_SECRET_ACCESS_kEY": who writes "Aws_Region" does so on purpose, and may set it elsewhere.
bool is_slip_of_finger(std::string_view written, std::string_view meant) {
  constexpr int kMost = 2;
  int differing = 0;
  for (std::size_t i = 0; i < written.size() && i < meant.size(); ++i)
    differing += written[i] != meant[i];
  return differing <= kMost;
}

/// Names in another case: each once in a file. What is both set and read so is a program's own.
void check_case(const RuleContext& context, FindingSink& sink) {
  std::vector<CaseSlip> slips;
  std::set<std::string_view> set;
  std::set<std::string_view> read;
  for (const PatternMatch& match : context.facts.facts().pattern_matches) {
    if (match.pattern != "variable-in-mixed-case") continue;
    const std::optional<CaseSlip> slip = case_slip(context, match);
    if (!slip) continue;
    (slip->sets ? set : read).insert(slip->name->value.reveal());
    slips.push_back(*slip);
  }
  std::set<std::pair<FileId, std::string_view>> told;
  for (const CaseSlip& slip : slips) {
    const std::string_view name = slip.name->value.reveal();
    if (set.contains(name) && read.contains(name)) continue;
    if (!told.emplace(slip.match->at.file, name).second) continue;
    Finding& finding = sink.report(
        slip.name->at, slip.match->scope,
        fmt::format(
            "{} is {} by a name of which only the case differs from {}. Outside of Windows "
            "that is another variable{}.",
            name, slip.sets ? "set" : "read", slip.meant->name,
            slip.sets ? ", which no SDK reads" : ", which is set only where somebody does so"),
        fmt::format("write {} for {}", slip.meant->name, name));
    const bool on_purpose = !slip.sets && !is_slip_of_finger(name, slip.meant->name);
    if (on_purpose) {
      finding.severity = Severity::Note;
    } else {
      finding.fix = replacement(slip.name->at, name, slip.meant->name, FixSafety::Unsafe);
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_assignments(context, sink);
  check_case(context, sink);
  check_tokens(context, sink);
}

}  // namespace

RuleDefinition misspelt_variable() {
  return {.info = {.summary = "A variable of the SDKs by a name that none of them reads",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "NoCredentialsError",
                   .fixes = Fixes::Unsafe},
          .check = check};
}

}  // namespace credlint::rules
