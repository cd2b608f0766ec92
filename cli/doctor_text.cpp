// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/doctor_advice.h"
#include "cli/doctor_report.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

using resolver::Expiry;
using resolver::Failure;
using resolver::Origin;
using resolver::Resolution;
using resolver::ResolvedCredentials;

std::string place_in_words(const Origin& origin, const DoctorContext& context) {
  switch (origin.kind) {
    case Origin::Kind::File: {
      const std::string path = mask_path(from_home(origin.path, context.home));
      return origin.line > 0 ? fmt::format("{}:{}", printable(path), origin.line) : printable(path);
    }
    case Origin::Kind::Variable:
    case Origin::Kind::Flag:
      return origin.name;
    case Origin::Kind::BuiltIn:
      return "built in";
    case Origin::Kind::Nowhere:
      break;
  }
  return {};
}

std::string from(const Origin& origin, const DoctorContext& context) {
  const std::string place = place_in_words(origin, context);
  return place.empty() ? place : "  from " + place;
}

/// "profile dev" as what somebody says.
std::string profile_of(const Resolution& resolution) {
  return fmt::format("profile \"{}\"", shown_safely(resolution.profile.name));
}

std::string use_of(const Diagnosis& diagnosis) {
  const ResolvedCredentials& found = *diagnosis.resolution.credentials;
  const std::string profile = profile_of(diagnosis.resolution);
  if (found.provider == "environment") return "the keys in the environment";
  if (found.provider == "assume-role") {
    return fmt::format("the role {}, asked for with the credentials of {}",
                       shown_safely(found.role_arn),
                       found.source_profile.empty()
                           ? found.source_provider
                           : fmt::format("profile \"{}\"", shown_safely(found.source_profile)));
  }
  if (found.provider == "assume-role-with-web-identity") {
    return fmt::format("the role {}, asked for with a web identity token",
                       shown_safely(found.role_arn));
  }
  if (found.provider == "sso") return "the SSO session of " + profile;
  if (found.provider == "login") return "the login session of " + profile;
  if (found.provider == "process") return "what the credential_process of " + profile + " prints";
  if (found.provider == "container") return "what the container's credential service answers";
  if (found.provider == "imds") return "the role of the instance";
  return "the keys of " + profile;
}

/// `help` is that of the finding that explains the failure, or empty.
std::string advice_for(const Failure& failure, std::string_view help, const Diagnosis& diagnosis,
                       const DoctorContext& context) {
  if (!help.empty()) return shown_safely(help);
  const DataTable& table = context.catalog.table(Table::DefectAdvice);
  const DataRow* row = table.find(failure.defect);
  if (row == nullptr) return {};
  std::string advice(row->value);
  const std::pair<std::string_view, std::string> places[] = {
      {"{profile}", shown_safely(diagnosis.resolution.profile.name)},
      {"{region-variables}", diagnosis.region_variables}};
  for (const auto& [place, text] : places) {
    for (std::size_t at = advice.find(place); at != std::string::npos;
         at = advice.find(place, at + text.size())) {
      advice.replace(at, place.size(), text);
    }
  }
  return advice;
}

/// This machine's clock beside AWS's. A second comes from the way and from rounding.
std::string clock_against_aws(std::chrono::seconds ahead, std::chrono::seconds zone) {
  if (abs(ahead) <= std::chrono::seconds(1)) return "this clock agrees with AWS's to a second";
  const std::string why = is_zone_offset(ahead, zone)
                              ? fmt::format(
                                    ", the offset of the time zone ({}): local time was "
                                    "set as UTC",
                                    zone_text(zone))
                              : "";
  return fmt::format("this clock is {} seconds {} AWS's{}", abs(ahead).count(),
                     ahead.count() > 0 ? "ahead of" : "behind", why);
}

bool refused(const Diagnosis& diagnosis) {
  return diagnosis.verification &&
         diagnosis.verification->outcome == Verification::Outcome::Refused;
}

class Page {
 public:
  Page(const Diagnosis& diagnosis, const DoctorContext& context)
      : diagnosis_(diagnosis), resolution_(diagnosis.resolution), context_(context) {}

  std::string write() {
    headline();
    line("profile", fmt::format("{}{}  from {}", shown_safely(resolution_.profile.name),
                                resolution_.profile.exists ? "" : " (not defined)",
                                resolution_.profile.selected_by));
    region();
    credentials();
    verification();
    clock();
    chain();
    shadowed();
    findings();
    return std::move(out_);
  }

 private:
  void headline() {
    const std::string verdict = verdict_of(diagnosis_, context_);
    const bool bad = resolution_.failure.has_value() || refused(diagnosis_);
    out_ += context_.color ? fmt::format("\x1b[1;{}m{}\x1b[0m\n", bad ? 31 : 32, verdict)
                           : verdict + "\n";
    if (resolution_.failure) {
      cause(*resolution_.failure, diagnosis_.help);
      next();
    } else if (diagnosis_.absent) {
      cause(diagnosis_.absent->failure, diagnosis_.absent->help);
    }
    out_ += "\n";
  }

  void cause(const Failure& failure, std::string_view help) {
    const std::string place = place_in_words(failure.from, context_);
    if (!place.empty()) line("where", place);
    const std::string advice = advice_for(failure, help, diagnosis_, context_);
    if (!advice.empty()) line("mend it", advice);
    const DataRow* since =
        context_.catalog.table(Table::Sdks).find(resolution_.sdk + ".since-" + failure.defect);
    if (since != nullptr) {
      line("since", fmt::format("{}; earlier versions {}", since->value, since->note));
    }
    if (!failure.rule.empty()) line("more", "credlint explain " + failure.rule);
  }

  void next() {
    if (!diagnosis_.next) return;
    const Failure& failure = diagnosis_.next->failure;
    line("then", fmt::format("{}: {}{}", failure.type, shown_safely(failure.message),
                             from(failure.from, context_)));
    const std::string advice = advice_for(failure, diagnosis_.next->help, diagnosis_, context_);
    if (!advice.empty()) line("", advice);
  }

  void line(std::string_view name, std::string_view text) {
    out_ += fmt::format("  {:<12} {}\n", name, text);
  }

  void region() {
    if (!resolution_.region) {
      return line("region", fmt::format("none  ({} looks at {} and the profile)", diagnosis_.title,
                                        diagnosis_.region_variables));
    }
    line("region",
         shown_safely(resolution_.region->value) + from(resolution_.region->from, context_));
  }

  void credentials() {
    if (!resolution_.credentials) return line("credentials", "none");
    const ResolvedCredentials& found = *resolution_.credentials;
    std::string text = found.provider;
    if (!found.key_id.empty()) text += "  " + found.key_id.redacted_key_id();
    if (found.has_token) text += " with a session token";
    if (!found.account.empty()) text += fmt::format(", account {}", shown_safely(found.account));
    line("credentials", text + from(found.from, context_));
    const std::string left = time_left(found.expiry, context_.now);
    if (!left.empty()) line("valid", left + bar(found.expiry));
  }

  /// On a terminal the chain is drawn as a tree.
  [[nodiscard]] std::string_view branch(bool last) const {
    if (!context_.color) return "";
    return last ? "└─ " : "├─ ";
  }

  /// On a terminal: what is left of the twelve hours that sessions of a role last at most.
  [[nodiscard]] std::string bar(const Expiry& expiry) const {
    constexpr int kCells = 12;
    if (!context_.color || expiry.verdict != Expiry::Verdict::AliveUntil) return {};
    const auto left =
        std::min<std::chrono::seconds>(*expiry.at - context_.now, kLongestRoleSession);
    const int full = static_cast<int>(
        (left * kCells + kLongestRoleSession - std::chrono::seconds(1)) / kLongestRoleSession);
    std::string out = "  ";
    for (int i = 0; i < kCells; ++i) out += i < full ? "█" : "░";
    return out;
  }

  void verification() {
    if (!diagnosis_.verification) return;
    const Verification& verification = *diagnosis_.verification;
    std::string text = verification_of(verification);
    if (!verification.subject.empty())
      text += fmt::format("  ({})", shown_safely(verification.subject));
    line("AWS says", text);
    if (!verification.error_message.empty()) line("", verification.error_message);
    for (const std::string& contradiction : verification.contradictions) line("", contradiction);
    if (!verification.endpoint.empty()) {
      line("", fmt::format("asked at {}, signed for {}", shown_safely(verification.endpoint),
                           verification.region));
    }
    if (verification.clock_ahead) {
      const auto zone = context_.clock == nullptr ? std::chrono::seconds(0) : context_.clock->zone;
      line("", clock_against_aws(*verification.clock_ahead, zone));
    }
  }

  void clock() {
    if (context_.clock == nullptr) return;
    line("clock", context_.clock->summary);
    for (const std::string& hint : context_.clock->hints) line("", hint);
  }

  void chain() {
    std::string_view name = "chain";
    for (const resolver::Step& step : resolution_.chain) {
      const bool last = &step == &resolution_.chain.back();
      line(std::exchange(name, ""),
           fmt::format("{}{}: {}{}", branch(last), step.provider, shown_safely(step.outcome),
                       from(step.from, context_)));
    }
  }

  void shadowed() {
    std::string_view name = "shadowed";
    for (const resolver::Shadowed& other : resolution_.shadowed) {
      line(std::exchange(name, ""), other.provider + from(other.from, context_));
    }
  }

  void findings() {
    const std::size_t before = out_.size();
    for (const Finding& finding : diagnosis_.findings) {
      Origin at;
      at.kind = Origin::Kind::File;
      at.path = context_.facts.file(finding.at.file).path;
      at.line = finding.at.line;
      // A variable has no line.
      const bool variable = at.path == "environment";
      out_ += fmt::format("  {}[{}] {}: {}\n", to_string(finding.severity), finding.rule,
                          variable ? at.path : place_in_words(at, context_),
                          shown_safely(finding.message));
    }
    if (diagnosis_.other_findings > 0) {
      out_ += fmt::format("  {} more about other profiles: credlint check ~/.aws\n",
                          diagnosis_.other_findings);
    }
    if (out_.size() > before) out_.insert(before, "\n");
  }

  const Diagnosis& diagnosis_;
  const Resolution& resolution_;
  const DoctorContext& context_;
  std::string out_;
};

std::string short_credentials(const Resolution& resolution) {
  if (!resolution.credentials) return "none";
  std::string text = resolution.credentials->provider;
  if (!resolution.credentials->key_id.empty()) {
    text += " " + resolution.credentials->key_id.redacted_key_id();
  }
  return text;
}

std::string short_verdict(const Diagnosis& diagnosis) {
  const Resolution& resolution = diagnosis.resolution;
  if (resolution.failure && diagnosis.next)
    return fmt::format("{}, then {}", resolution.failure->type, diagnosis.next->failure.type);
  if (resolution.failure) return resolution.failure->type;
  if (resolution.stops_at == "imds") return "only on EC2";
  return "would go on";
}

}  // namespace

std::string time_left(const Expiry& expiry, TimePoint now) {
  switch (expiry.verdict) {
    case Expiry::Verdict::AliveUntil:
      return fmt::format("until {} ({} left)", to_text(*expiry.at), to_text(*expiry.at - now));
    case Expiry::Verdict::Certain:
      return expiry.at ? fmt::format("expired on {}", to_text(*expiry.at))
                       : "expired: " + expiry.reason;
    case Expiry::Verdict::Probable:
      return "probably expired: " + expiry.reason;
    case Expiry::Verdict::Unknown:
      break;
  }
  return expiry.reason;
}

namespace {

/// What the verdict does not rest on, because it could not be read; empty when all could.
std::string caveat(const DoctorContext& context) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> paths;
  for (const Diagnostic& diagnostic : context.unread) {
    std::string path =
        place_in_words({.kind = Origin::Kind::File, .path = diagnostic.path}, context);
    if (std::find(paths.begin(), paths.end(), path) == paths.end())
      paths.push_back(std::move(path));
  }
  if (paths.empty()) return {};
  const std::size_t count = paths.size();
  paths.resize(std::min(count, kShown));
  return fmt::format(" Not seen, or not as a whole: {}{}.", fmt::join(paths, ", "),
                     count > kShown ? fmt::format(" and {} more", count - kShown) : "");
}

std::string verdict_alone(const Diagnosis& diagnosis) {
  const Resolution& resolution = diagnosis.resolution;
  if (resolution.failure) {
    return fmt::format("{} would fail: {}: {}", diagnosis.title, resolution.failure->type,
                       shown_safely(resolution.failure->message));
  }
  if (!resolution.credentials) {
    return fmt::format(
        "{} finds no credentials on this machine; only the instance metadata service is left to "
        "ask, and that answers on EC2 alone.",
        diagnosis.title);
  }
  const Expiry::Verdict time = resolution.credentials->expiry.verdict;
  if (time == Expiry::Verdict::Probable) {
    return fmt::format("{} would use {}, which have probably expired: {}.", diagnosis.title,
                       use_of(diagnosis), resolution.credentials->expiry.reason);
  }
  if (refused(diagnosis)) {
    return fmt::format("{} would use {}, and AWS refuses them: {}: {}.", diagnosis.title,
                       use_of(diagnosis), diagnosis.verification->error_code,
                       diagnosis.verification->message);
  }
  const bool trouble = std::ranges::any_of(diagnosis.findings, [](const Finding& finding) {
    return finding.severity == Severity::Error;
  });
  return fmt::format("{} would use {}; {}.", diagnosis.title, use_of(diagnosis),
                     trouble ? "what is reported below does not stop it, but may stop others"
                             : "nothing here speaks against it");
}

}  // namespace

std::string verification_of(const Verification& verification) {
  switch (verification.outcome) {
    case Verification::Outcome::Confirmed:
      return fmt::format("account {}, {}", verification.account, verification.arn);
    case Verification::Outcome::Refused:
      return fmt::format("{}: {}", verification.error_code, verification.message);
    case Verification::Outcome::NoAnswer:
      return "no answer: " + shown_safely(verification.message);
    case Verification::Outcome::NotAsked:
      break;
  }
  return "not asked: " + shown_safely(verification.message);
}

std::string verdict_of(const Diagnosis& diagnosis, const DoctorContext& context) {
  std::string verdict = verdict_alone(diagnosis);
  const std::string rest = caveat(context);
  // Errors of SDKs end as they are printed, many without a stop.
  if (!rest.empty() && !verdict.ends_with('.')) verdict += '.';
  return verdict + rest;
}

std::string doctor_as_text(const Diagnosis& diagnosis, const DoctorContext& context) {
  return Page(diagnosis, context).write();
}

std::string doctor_as_table(std::span<const Diagnosis> diagnoses, const DoctorContext& context,
                            bool by_profile) {
  const bool asked = !diagnoses.empty() && diagnoses.front().verification;
  std::vector<std::vector<std::string>> rows;
  if (by_profile)
    rows.push_back({"profile", "region", "credentials", "verdict"});
  else
    rows.push_back({"sdk", "profile", "region", "credentials", "verdict"});
  if (asked) rows.back().emplace_back("AWS says");
  for (const Diagnosis& diagnosis : diagnoses) {
    const Resolution& resolution = diagnosis.resolution;
    rows.emplace_back();
    if (!by_profile) rows.back().push_back(resolution.sdk);
    rows.back().insert(rows.back().end(),
                       {shown_safely(resolution.profile.name),
                        resolution.region ? shown_safely(resolution.region->value) : "none",
                        short_credentials(resolution), short_verdict(diagnosis)});
    if (asked) rows.back().push_back(verification_of(*diagnosis.verification));
  }
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  (void)context;
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += fmt::format("{:<{}}  ", row[i], i + 1 < row.size() ? widths[i] : 0);
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

}  // namespace credlint
