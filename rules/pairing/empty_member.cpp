// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/anatomy/config_words.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/judged_parts.h"
#include "rules/views/project_sdks.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kRemove = "give it its value, or remove the line";

struct Empty {
  Meaning meaning;
  std::string_view name;
  const Location& at;
  ScopeId scope;
  std::string_view program = {};  ///< that a variable is set for
};

bool is_continued(const RuleContext& context, const ConfigSetting& setting) {
  const auto& lines = context.facts.facts().odd_lines;
  return std::any_of(lines.begin(), lines.end(), [&](const OddLine& line) {
    return line.scope == setting.scope && line.kind == OddLineKind::Continuation &&
           same_name(line.continues, setting.key);
  });
}

const CredentialPart* key_id_of(const RuleContext& context, ScopeId scope) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    if (set.scope == scope) return set.key_id;
  }
  return nullptr;
}

/// An empty token is the same as none: harmless beside a long-term key, fatal beside a temporary
/// one.
void report_token(const RuleContext& context, const Empty& empty, FindingSink& sink) {
  const CredentialPart* key_id = key_id_of(context, empty.scope);
  if (key_id == nullptr || key_id_kind(key_id->value.reveal()) != KeyIdKind::Temporary) return;
  Finding& finding = sink.report(empty.at, empty.scope,
                                 fmt::format("{} is empty beside temporary access key {}. AWS "
                                             "refuses a key that begins with ASIA without "
                                             "the session token issued with it.",
                                             empty.name, key_id->value.redacted_key_id()),
                                 "fill in the session token that was issued with this key, or log "
                                 "in again and copy all three values");
  finding.related.push_back({key_id->at, "the temporary key"});
}

/// What SDKs make of a pair of which a half, or both, is there and empty.
resolver::Outcomes outcomes_of_pair(const RuleContext& context, const std::string& id,
                                    const std::string& secret, bool in_file) {
  std::vector<std::pair<std::string, std::string>> variables;
  std::vector<std::string> file;
  if (in_file)
    file = {"[default]", "aws_access_key_id = " + id, "aws_secret_access_key = " + secret};
  else
    variables = {{"AWS_ACCESS_KEY_ID", id}, {"AWS_SECRET_ACCESS_KEY", secret}};
  return resolver::stops_or(
      context, {context, {}, file, variables}, [](const resolver::Resolution& resolution) {
        return resolution.stops_at.empty() ? "take it as it is, and AWS refuses what they send"
                                           : "pass over the pair";
      });
}

resolver::Outcomes outcomes_of_half(const RuleContext& context, bool key_id, bool in_file) {
  return key_id ? outcomes_of_pair(context, "", "secret", in_file)
                : outcomes_of_pair(context, "id", "", in_file);
}

/// AWS looks at the key id first: a request that names none is no request that it can check.
void name_error(const Empty& empty, Finding& finding) {
  if (empty.meaning == Meaning::KeyId) finding.error = "IncompleteSignature";
}

/// Sections whose pair is empty, as in a form that nobody has filled in.
std::map<ScopeId, FileId> blank_sections(const RuleContext& context) {
  std::map<ScopeId, std::set<Meaning>> empty;
  std::map<ScopeId, FileId> blank;
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    const KeyName* name = context.catalog.key(setting.key);
    if (name == nullptr || !setting.parent.empty() || !setting.value.empty()) continue;
    if (name->meaning != Meaning::KeyId && name->meaning != Meaning::Secret) continue;
    std::set<Meaning>& halves = empty[setting.scope];
    halves.insert(name->meaning);
    if (halves.size() == 2) blank.emplace(setting.scope, setting.at.file);
  }
  return blank;
}

std::size_t sections_in(const std::map<ScopeId, FileId>& blank, FileId file) {
  return static_cast<std::size_t>(
      std::ranges::count(blank, file, [](const auto& section) { return section.second; }));
}

void report_blank(const RuleContext& context, const Empty& empty, std::size_t sections,
                  FindingSink& sink) {
  const std::string where = sections == 1 ? std::string("in this section")
                                          : fmt::format("in this and {} more section{} of the file",
                                                        sections - 1, sections == 2 ? "" : "s");
  Finding& finding = sink.report(
      empty.at, empty.scope,
      fmt::format("Access key id and secret key are empty {}. {}", where,
                  outcomes_of_pair(context, "", "", true).sentence()),
      sections == 1 ? "give them their values, or remove the lines"
                    : "give them their values, or remove the sections that nobody uses");
  finding.error = "IncompleteSignature";
  // What only looks like a shared file may be a form that is copied and filled in.
  if (context.facts.files()[empty.at.file].format == "aws-shared")
    finding.severity = Severity::Note;
}

void report_half_in_file(const RuleContext& context, const Empty& empty, FindingSink& sink) {
  name_error(
      empty,
      sink.report(
          empty.at, empty.scope,
          fmt::format("{} is empty. {}", empty.name,
                      outcomes_of_half(context, empty.meaning == Meaning::KeyId, true).sentence()),
          std::string(kRemove)));
}

void report_half_in_environment(const RuleContext& context, const ScopeParts& parts,
                                const Empty& empty, FindingSink& sink) {
  const bool key_id = empty.meaning == Meaning::KeyId;
  const PartKind other = key_id ? PartKind::Secret : PartKind::KeyId;
  // Nothing is set at all: every SDK goes on to its next source.
  if (!parts.given(empty.scope, other)) return;
  name_error(empty, sink.report(empty.at, empty.scope,
                                fmt::format("{} is empty while its {} is set. {}", empty.name,
                                            key_id ? "secret key" : "access key id",
                                            outcomes_of_half(context, key_id, false).sentence()),
                                std::string(kRemove)));
}

/// What SDKs make of an empty region, in the variable or in the config file.
resolver::Outcomes outcomes_of_region(const RuleContext& context, std::string_view variable) {
  std::vector<std::string> config;
  std::vector<std::pair<std::string, std::string>> variables = {{"AWS_SDK_LOAD_CONFIG", "1"}};
  if (variable.empty())
    config = {"[default]", "region ="};
  else
    variables.emplace_back(variable, "");
  return resolver::resolved_by_all(
      context.view<resolver::AllSdks>(),
      resolver::SmallMachine(context, config, {}, variables).machine(),
      [](const resolver::Sdk&, const resolver::Resolution& resolution) {
        const bool taken = resolution.region && resolution.region->value.empty();
        return taken ? "take it for the region, which makes no host name" : "look elsewhere";
      });
}

void report_region(const RuleContext& context, const Empty& empty, std::string_view variable,
                   Severity severity, FindingSink& sink) {
  Finding& finding = sink.report(
      empty.at, empty.scope,
      fmt::format("{} is empty. {}", empty.name, outcomes_of_region(context, variable).sentence()),
      std::string(kRemove));
  finding.severity = std::min(finding.severity, severity);
  finding.error = "NoRegionError";
}

constexpr std::string_view kNotSet = "take it as not set";

/// What SDKs make of a variable that names the profile "".
resolver::Outcomes outcomes_of_profile(const RuleContext& context, std::string_view variable) {
  return resolver::stops_or(
      context,
      {context,
       {},
       {"[default]", "aws_access_key_id = id", "aws_secret_access_key = secret"},
       {{std::string(variable), ""}, {"AWS_SDK_LOAD_CONFIG", "1"}}},
      [](const resolver::Resolution&) { return std::string(kNotSet); });
}

/// The SDKs that may read the variable: of the program that it is set for, else those of code and
/// manifests below the file.
std::set<std::string> readers_of(const RuleContext& context, const Empty& empty) {
  std::set<std::string> sdks;
  for (const std::string_view sdk : resolver::sdk_names(context.catalog)) {
    const DataRow* programs =
        context.catalog.table(Table::Sdks).find(fmt::format("{}.programs", sdk));
    if (programs == nullptr || empty.program.empty()) continue;
    for (const std::string_view program : split(programs->value, " ")) {
      if (program == empty.program) sdks.emplace(sdk);
    }
  }
  if (!sdks.empty()) return sdks;
  return context.view<ProjectSdks>().below(folder_of(context.facts.files()[empty.at.file].path));
}

/// How bad it is for those who read it: nothing where all take the variable as not set; where some
/// do, nobody can tell which of them reads it.
std::optional<Severity> severity_for_readers(const RuleContext& context, const Empty& empty,
                                             const resolver::Outcomes& outcomes) {
  const std::set<std::string> sdks = readers_of(context, empty);
  const auto harmless = std::count_if(sdks.begin(), sdks.end(), [&](const std::string& sdk) {
    return outcomes.of(sdk) == kNotSet;
  });
  if (harmless == 0) return Severity::Error;
  if (harmless == static_cast<std::ptrdiff_t>(sdks.size())) return std::nullopt;
  return Severity::Note;
}

void report_profile(const RuleContext& context, const Empty& empty, FindingSink& sink) {
  const resolver::Outcomes outcomes = outcomes_of_profile(context, empty.name);
  const std::optional<Severity> severity = severity_for_readers(context, empty, outcomes);
  if (!severity) return;
  Finding& finding = sink.report(
      empty.at, empty.scope,
      fmt::format("{} is set but empty, which can name a profile without a name. {}", empty.name,
                  outcomes.sentence()),
      fmt::format("remove the line (in a shell: unset {}), or name a profile", empty.name));
  finding.severity = std::min(finding.severity, *severity);
  finding.error = "ProfileNotFound";
}

void check_settings(const RuleContext& context, FindingSink& sink) {
  const std::map<ScopeId, FileId> blank = blank_sections(context);
  std::set<FileId> told;  // one form, one finding
  for (const ConfigSetting& setting : context.facts.facts().config_settings) {
    if (!setting.value.empty() || !setting.parent.empty()) continue;
    const KeyName* name = context.catalog.key(setting.key);
    if (name == nullptr || context.facts.file(setting).has(Trait::Template)) continue;
    if (is_continued(context, setting)) continue;
    const Empty empty{name->meaning, setting.key, setting.at, setting.scope};
    switch (name->meaning) {
      case Meaning::KeyId:
      case Meaning::Secret:
        if (!blank.contains(setting.scope)) {
          report_half_in_file(context, empty, sink);
        } else if (told.insert(setting.at.file).second) {
          report_blank(context, empty, sections_in(blank, setting.at.file), sink);
        }
        break;
      case Meaning::Token:
      case Meaning::LegacyToken:
        report_token(context, empty, sink);
        break;
      case Meaning::Region:
        if (is_sdk_key(context.catalog, setting.key))
          report_region(context, empty, {}, Severity::Error, sink);
        break;
      default:
        break;
    }
  }
}

/// The token of a tool's settings; shared files and variables are judged by their lines.
void check_tools(const RuleContext& context, FindingSink& sink) {
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::Token || !part.value.empty() ||
        context.catalog.variable(part.name) != nullptr)
      continue;
    const FileRecord& file = context.facts.file(part);
    const bool settings = file.has(Trait::Settings) || file.has(Trait::Infra);
    if (!settings || file.has(Trait::SharedConfig) || file.has(Trait::Template)) continue;
    report_token(context, {Meaning::Token, part.name, part.at, part.scope}, sink);
  }
}

/// Where an empty value reaches a process as it is. An ARG without default is filled by the build,
/// test helpers empty variables on purpose.
bool reaches_process(const RuleContext& context, const EnvAssignment& assignment) {
  return assignment.literal && assignment.value.empty() && !assignment.test &&
         assignment.syntax != EnvSyntax::DockerArg && assignment.syntax != EnvSyntax::ShellAssign &&
         !context.facts.file(assignment).has(Trait::Template);
}

/// A region beside a pair that is empty, too, is a form that somebody fills in.
bool is_form(const RuleContext& context, const Empty& empty) {
  bool key_id = false;
  bool secret = false;
  for (const EnvAssignment& each : context.facts.facts().env_assignments) {
    if (each.scope != empty.scope || !each.literal || !each.value.empty()) continue;
    const KeyName* name = context.catalog.variable(each.name);
    key_id |= name != nullptr && name->meaning == Meaning::KeyId;
    secret |= name != nullptr && name->meaning == Meaning::Secret;
  }
  return key_id && secret;
}

void check_assignment(const RuleContext& context, const ScopeParts& parts,
                      const EnvAssignment& assignment, FindingSink& sink) {
  const KeyName* name = context.catalog.variable(assignment.name);
  if (name == nullptr || name->tool != "aws") return;
  const Empty empty{
      name->meaning, assignment.name, assignment.at, assignment.scope,
      assignment.syntax == EnvSyntax::ShellPrefix ? assignment.tool : std::string_view()};
  const bool file = assignment.syntax == EnvSyntax::EnvFile ||
                    assignment.syntax == EnvSyntax::DockerEnv ||
                    assignment.syntax == EnvSyntax::Unit;
  switch (name->meaning) {
    case Meaning::Profile:
      return report_profile(context, empty, sink);
    // In a script or a program emptying these is a way to unset them.
    case Meaning::Region:
      if (!file || is_form(context, empty)) return;
      // Other stores mostly take any region.
      if (context.view<ForeignEndpoints>().in_file(empty.at.file)) return;
      return report_region(context, empty, empty.name, Severity::Warning, sink);
    case Meaning::KeyId:
    case Meaning::Secret:
      return file ? report_half_in_environment(context, parts, empty, sink) : void();
    case Meaning::Token:
    case Meaning::LegacyToken:
      return file || assignment.syntax == EnvSyntax::Document ? report_token(context, empty, sink)
                                                              : void();
    default:
      return;
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  const ScopeParts& parts = context.view<ScopeParts>();
  check_settings(context, sink);
  check_tools(context, sink);
  std::set<Location> told;  // what services of one file share is one line
  for (const EnvAssignment& assignment : context.facts.facts().env_assignments) {
    if (!reaches_process(context, assignment)) continue;
    if (assignment.syntax == EnvSyntax::Document && !told.insert(assignment.at).second) continue;
    check_assignment(context, parts, assignment, sink);
  }
}

}  // namespace

RuleDefinition empty_member() {
  return {.info = {.summary = "A part of a credential, a profile or a region is named but empty",
                   .reporting = Reporting::InUse,
                   .error = "SignatureDoesNotMatch",
                   .yields_at_span = {{"dockerfile-variable-undeclared"}}},
          .check = check};
}

}  // namespace credlint::rules
