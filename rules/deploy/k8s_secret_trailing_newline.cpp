// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "rules/views/kubernetes_secrets.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// The encoded text ends in characters that stand for the break alone; which, tells the length of
/// the value without it.
std::optional<Fix> without_line_break(const Location& at, std::size_t size) {
  const std::size_t groups = (size + 1 + 2) / 3;
  if (at.span.size() != groups * 4) return std::nullopt;
  struct End {
    std::string_view before, after;
  };
  constexpr End kEnds[] = {{"Cg==", ""}, {"o=", "=="}, {"K", "="}};
  const End& end = kEnds[size % 3];
  const auto length = static_cast<std::uint32_t>(end.before.size());
  Fix fix = replacement(ascii_within(at, at.span.size() - length, length), end.before, end.after,
                        FixSafety::Safe);
  fix.title = "encode the value without the line break";
  return fix;
}

/// What the break does to a value that is no credential, and the error that it leads to.
struct Damage {
  std::string_view what, error;
};

Damage damage_to(Meaning meaning) {
  switch (meaning) {
    case Meaning::Region:
      return {"no region is called so, and SDKs refuse it or ask a host that does not exist",
              "InvalidRegionError"};
    case Meaning::Profile:
      return {"no profile is called so", "ProfileNotFound"};
    case Meaning::Endpoint:
      return {"it is no URL with it", "EndpointConnectionError"};
    default:
      return {"SDKs put it into the Authorization header, where it is not allowed, or sign with it",
              ""};
  }
}

void report(const Fact& fact, std::string_view name, std::size_t size, FindingSink& sink,
            Meaning meaning = Meaning::Secret) {
  const Damage damage = damage_to(meaning);
  Finding& finding =
      sink.report(fact,
                  fmt::format("The value of {} ends in a line break once it is decoded. The break "
                              "is a part of the value: {}.",
                              name, damage.what),
                  "encode it again without the line break: printf %s \"$VALUE\" | base64 -w0, or "
                  "let kubectl encode it: kubectl create secret generic NAME --from-literal=…");
  finding.fix = without_line_break(fact.at, size);
  if (!damage.error.empty()) finding.error = damage.error;
}

/// What an entry of any name is the value of, and that it ends in one line break.
bool is_part_with_break(const RuleContext& context, const ToolSetting& entry) {
  const KeyName* variable =
      context.catalog.variable(context.view<KubernetesSecrets>().variable_of(entry));
  return variable != nullptr && variable->meaning != Meaning::Other &&
         entry.value.reveal().ends_with('\n');
}

void check(const RuleContext& context, FindingSink& sink) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.encoded == Encoded::Base64 && part.line_break)
      report(part, part.name, part.value.size(), sink);
  }
  for (const EnvAssignment& each : context.facts.facts().env_assignments) {
    const KeyName* variable = context.catalog.variable(each.name);
    if (each.encoded != Encoded::Base64 || !each.trailing_space || variable == nullptr) continue;
    const bool own = variable->meaning == Meaning::Region ||
                     variable->meaning == Meaning::Profile ||
                     variable->meaning == Meaning::Endpoint;
    if (own) report(each, each.name, each.value.size(), sink, variable->meaning);
  }
  for (const ToolSetting& entry : context.facts.facts().tool_settings) {
    if (entry.encoded == Encoded::Base64 && is_part_with_break(context, entry))
      report(entry, entry.name, entry.value.size() - 1, sink);
  }
}

}  // namespace

RuleDefinition k8s_secret_trailing_newline() {
  return {.info = {.summary = "A line break at the end of an encoded credential",
                   .reporting = Reporting::InUse,
                   .error = "IncompleteSignature",
                   .fixes = Fixes::Safe},
          .check = check};
}

}  // namespace credlint::rules
