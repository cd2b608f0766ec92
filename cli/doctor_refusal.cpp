// SPDX-License-Identifier: MIT
#include "cli/doctor_refusal.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/doctor_advice.h"
#include "rules/resolver/prediction.h"
#include "scanner/core/near_variable.h"
#include "scanner/core/part_of.h"
#include "scanner/core/words.h"
#include "scanner/engine/pipeline.h"

namespace credlint {
namespace {

using resolver::Expiry;
using resolver::Origin;
using resolver::Resolution;
using resolver::ResolvedCredentials;

/// The first sentence of a message, which is its title, without the full stop.
std::string title_of(std::string_view message) {
  std::size_t end = message.find(". ");
  if (end == std::string_view::npos) end = message.size();
  while (end > 0 && message[end - 1] == '.') --end;
  return std::string(message.substr(0, end));
}

/// What the finding leads to.
std::string error_of(const Finding& finding) {
  return finding.error.empty() ? resolver::error_of(finding.rule) : finding.error;
}

/// Keys that the SDK itself holds; those of other providers come with an answer.
bool holds_keys(const ResolvedCredentials& credentials) {
  const std::string& provider =
      credentials.provider == "assume-role" ? credentials.source_provider : credentials.provider;
  return provider == "environment" || provider == "shared-credentials-file" ||
         provider == "config-file";
}

/// Characters that a credential never holds, but quotes and comments that a reader kept do.
bool holds_oddities(std::string_view value) {
  return value.find_first_of(" \t\r\n\"'`#;,") != std::string_view::npos;
}

RunOptions judging(TimePoint now) {
  RunOptions options;
  options.now = now;
  options.settings.ignore = {"leak"};
  return options;
}

}  // namespace

Explainer::Explainer(const resolver::Machine& machine, const std::vector<Finding>& findings)
    : machine_(machine), findings_(findings) {
  for (const EnvAssignment& assignment : machine.facts.facts().env_assignments) {
    if (machine.facts.file(assignment).format != "environment") continue;
    variables_.emplace(std::pair(assignment.at.file, assignment.at.line), assignment.name);
  }
  for (const Finding& finding : findings) {
    const Origin place = origin_of(finding);
    if (place.kind == Origin::Kind::Variable) {
      by_variable_[place.name].push_back(&finding);
    } else {
      by_line_[{place.path, place.line}].push_back(&finding);
    }
  }
}

Origin Explainer::origin_of(const Finding& finding) const {
  Origin place;
  const auto variable = variables_.find({finding.at.file, finding.at.line});
  if (variable != variables_.end()) {
    place.kind = Origin::Kind::Variable;
    place.name = std::string(variable->second);
    return place;
  }
  place.kind = Origin::Kind::File;
  place.path = machine_.facts.file(finding.at.file).path;
  place.line = finding.at.line;
  return place;
}

std::vector<const Finding*> Explainer::at(const Origin& place) const {
  if (place.kind == Origin::Kind::Variable) {
    const auto found = by_variable_.find(place.name);
    return found == by_variable_.end() ? std::vector<const Finding*>{} : found->second;
  }
  const auto found = by_line_.find({place.path, place.line});
  return found == by_line_.end() ? std::vector<const Finding*>{} : found->second;
}

std::vector<const Finding*> Explainer::at_places(const Resolution& resolution) const {
  std::vector<const Finding*> found;
  std::vector<Origin> places = resolution.credentials->places;
  if (resolution.region) places.push_back(resolution.region->from);
  for (const Origin& place : places) {
    for (const Finding* finding : at(place)) {
      if (finding->severity == Severity::Error) found.push_back(finding);
    }
  }
  return found;
}

/// The rules' word on the values as the SDK has read them, whatever they look like in their file.
void Explainer::judge_signed(const Resolution& resolution, std::vector<Candidate>& out) const {
  const ResolvedCredentials& credentials = *resolution.credentials;
  RunOptions options = judging(machine_.now);
  const auto add = [&](std::string name, std::string_view value) {
    if (!value.empty()) options.environment.push_back({std::move(name), std::string(value)});
  };
  add("AWS_ACCESS_KEY_ID", credentials.key_id.reveal());
  add("AWS_SECRET_ACCESS_KEY", credentials.secret.reveal());
  add("AWS_SESSION_TOKEN", credentials.token.reveal());
  add("AWS_SECURITY_TOKEN", credentials.passed_over_token.reveal());
  if (resolution.region) add("AWS_REGION", resolution.region->value);
  const Result<CheckResult> checked = check(machine_.catalog, options);
  if (!checked) return;
  for (const Finding& finding : checked->findings) {
    if (finding.severity != Severity::Error) continue;
    out.push_back({error_of(finding), finding.rule, title_of(finding.message), finding.help});
  }
  if (credentials.has_secret) return;
  out.push_back({resolver::error_of("empty-member"), "empty-member",
                 "the secret access key is empty", "fill in the secret access key"});
}

/// What rules say of the lines where they stand: of roles, and of quotes and comments where the SDK
/// has not taken them off.
void Explainer::judge_lines(const Resolution& resolution, std::vector<Candidate>& out) const {
  const ResolvedCredentials& credentials = *resolution.credentials;
  const bool odd = holds_oddities(credentials.key_id.reveal()) ||
                   holds_oddities(credentials.secret.reveal()) ||
                   holds_oddities(credentials.token.reveal());
  for (const Finding* finding : at_places(resolution)) {
    std::string type = error_of(*finding);
    if (!odd && type != "ValidationError") continue;
    out.push_back({std::move(type), finding->rule, title_of(finding->message), finding->help});
  }
}

void Explainer::judge_expiry(const ResolvedCredentials& credentials,
                             std::vector<Candidate>& out) const {
  const Expiry& expiry = credentials.expiry;
  // What the token itself says is a rule's to say.
  if (expiry.verdict != Expiry::Verdict::Certain || !expiry.at) return;
  out.push_back(
      {"ExpiredToken", "expiry-field-past",
       fmt::format("the credentials expired on {} ({})", to_text(*expiry.at), expiry.reason),
       "log in again; these credentials are over"});
}

std::vector<Explainer::Candidate> Explainer::candidates(const Resolution& resolution) const {
  std::vector<Candidate> out;
  const ResolvedCredentials& credentials = *resolution.credentials;
  if (holds_keys(credentials)) judge_signed(resolution, out);
  judge_lines(resolution, out);
  judge_expiry(credentials, out);
  return out;
}

std::optional<Explained> Explainer::refusal(const resolver::Sdk& sdk,
                                            const Resolution& resolution) const {
  if (!resolution.credentials || !resolver::talks_to_aws(machine_)) return std::nullopt;
  std::vector<Candidate> found = candidates(resolution);
  const auto rank = [&](const Candidate& candidate) {
    return std::find(sdk.refusals.begin(), sdk.refusals.end(), candidate.type) -
           sdk.refusals.begin();
  };
  const auto first =
      std::min_element(found.begin(), found.end(),
                       [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  if (first == found.end() || rank(*first) == static_cast<std::ptrdiff_t>(sdk.refusals.size())) {
    return std::nullopt;
  }
  Explained explained;
  explained.failure = {.defect = first->rule,
                       .type = first->type,
                       .message = first->message,
                       .rule = first->rule,
                       .from = resolution.credentials->from};
  explained.help = first->help;
  // The line says more than the value alone: what it is called there, and why it is so.
  const std::vector<const Finding*> lines = at_places(resolution);
  const auto by = [&](const auto& same) { return std::find_if(lines.begin(), lines.end(), same); };
  auto line = by([&](const Finding* finding) { return finding->rule == first->rule; });
  if (line == lines.end()) {
    line = by([&](const Finding* finding) { return error_of(*finding) == first->type; });
  }
  if (line == lines.end()) return explained;
  explained.failure.defect = explained.failure.rule = (*line)->rule;
  explained.failure.message = title_of((*line)->message);
  explained.failure.from = origin_of(**line);
  explained.help = (*line)->help;
  return explained;
}

/// A finding about a header that was meant to define the profile: "[dev]" in *config*, other case,
/// white space.
const Finding* Explainer::about_profile_header(std::string_view profile, bool config) const {
  for (const ConfigSection& section : machine_.facts.facts().config_sections) {
    if (config && section.file_kind != SharedFile::Config) continue;
    std::string_view name = trim(section.raw);
    if (starts_with(name, "profile")) name = trim(name.substr(std::string_view("profile").size()));
    if (!equals_ignoring_case(name, profile)) continue;
    Origin place;
    place.kind = Origin::Kind::File;
    place.path = machine_.facts.file(section).path;
    place.line = section.at.line;
    for (const Finding* finding : at(place)) {
      if (error_of(*finding) == "ProfileNotFound") return finding;
    }
  }
  return nullptr;
}

/// A finding about a line of the profile that was meant to hold its region, or a part of its key.
const Finding* Explainer::about_key(std::string_view profile, bool region) const {
  for (const ConfigSetting& setting : machine_.facts.facts().config_settings) {
    if (setting.section != profile) continue;
    Origin place;
    place.kind = Origin::Kind::File;
    place.path = machine_.facts.file(setting).path;
    place.line = setting.key_at.line;
    const bool of_key = !region && starts_with(setting.key, "aws_");
    for (const Finding* finding : at(place)) {
      const bool renames =
          finding->fix && std::ranges::any_of(finding->fix->edits, [&](const Edit& edit) {
            return region ? edit.after == "region" : starts_with(edit.after, "aws_");
          });
      if (renames || (of_key && finding->severity == Severity::Error)) return finding;
    }
  }
  return nullptr;
}

/// Something that was meant to be there, and stands where the SDK does not see it.
const Finding* Explainer::about_absence(const resolver::Failure& failure,
                                        const Resolution& resolution) const {
  const bool region = failure.defect == "no-region";
  if (const Finding* header = about_profile_header(resolution.profile.name, region)) return header;
  if (failure.defect == "profile-missing") return nullptr;
  if (const Finding* key = about_key(resolution.profile.name, region)) return key;
  return about_variable(region);
}

/// A finding about a variable that was meant to hold the region, or a part of the key.
const Finding* Explainer::about_variable(bool region) const {
  for (const auto& [name, findings] : by_variable_) {
    const auto near = near_variable(machine_.catalog, name);
    if (!near) continue;
    const Meaning meaning = near->meant->meaning;
    if (region ? meaning != Meaning::Region : !part_of(meaning)) continue;
    for (const Finding* finding : findings) {
      if (finding->rule == "misspelt-variable") return finding;
    }
  }
  return nullptr;
}

/// A finding about the file as an SDK cannot read it, at that line before all others.
const Finding* Explainer::about_file(const Origin& place) const {
  const Finding* elsewhere = nullptr;
  for (const Finding& finding : findings_) {
    if (machine_.facts.file(finding.at.file).path != place.path) continue;
    if (error_of(finding) != "ConfigParseError") continue;
    if (finding.at.line == place.line) return &finding;
    if (elsewhere == nullptr) elsewhere = &finding;
  }
  return elsewhere;
}

const Finding* Explainer::cause_of(const resolver::Failure& failure,
                                   const Resolution& resolution) const {
  if (failure.defect == "config-unparsable") return about_file(failure.from);
  if (failure.defect == "env-partial") {
    if (const Finding* misspelt = about_variable(false)) return misspelt;
  }
  if (is_absence(failure)) {
    if (const Finding* absent = about_absence(failure, resolution)) return absent;
  }
  for (const Finding* finding : at(failure.from)) {
    if (finding->rule == failure.rule) return finding;
  }
  return nullptr;
}

Explained Explainer::explain(resolver::Failure failure, const Resolution& resolution) const {
  Explained explained{std::move(failure), {}};
  const Finding* cause = cause_of(explained.failure, resolution);
  if (cause == nullptr) return explained;
  explained.failure.rule = cause->rule;
  if (is_absence(explained.failure)) explained.failure.from = origin_of(*cause);
  explained.help = cause->help;
  return explained;
}

}  // namespace credlint
