// SPDX-License-Identifier: MIT
// doctor --format json, as contracted: credlint.doctor/1.
#include <nlohmann/json.hpp>

#include "cli/doctor_advice.h"
#include "cli/doctor_report.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;
using resolver::Origin;

std::string_view word(Origin::Kind kind) {
  constexpr std::string_view kWords[] = {"nowhere", "environment", "file", "flag", "built-in"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string path_of(const std::string& path, const DoctorContext& context) {
  return printable(mask_path(from_home(path, context.home)));
}

Json json_of(const Origin& origin, const DoctorContext& context) {
  Json out;
  out["kind"] = word(origin.kind);
  if (!origin.name.empty()) out["name"] = origin.name;
  if (origin.kind == Origin::Kind::File) {
    out["path"] = path_of(origin.path, context);
    if (origin.line > 0) out["line"] = origin.line;
    if (!origin.profile.empty()) out["profile"] = shown_safely(origin.profile);
  }
  return out;
}

std::string_view kind_of(const resolver::ResolvedCredentials& credentials) {
  const std::string_view key = credentials.key_id.reveal();
  if (key.substr(0, 4) == "ASIA" || credentials.has_token) return "temporary";
  return key.substr(0, 4) == "AKIA" ? "long-term" : "unknown";
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string iso(std::chrono::sys_seconds time) {
  // "2023-11-14 22:13 UTC" has no seconds; contracts want RFC 3339.
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(time - days);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

Json json_of(const resolver::Expiry& expiry) {
  if (!expiry.at) return nullptr;
  return iso(*expiry.at);
}

std::string_view word(resolver::Expiry::Verdict verdict) {
  constexpr std::string_view kWords[] = {"alive", "expired", "probably-expired", "unknown"};
  return kWords[static_cast<std::size_t>(verdict)];
}

Json json_of(const resolver::ResolvedCredentials& found, const DoctorContext& context) {
  Json out;
  out["provider"] = found.provider;
  const bool role = found.provider == "assume-role";
  const Json key = found.key_id.empty() ? Json(nullptr) : Json(found.key_id.redacted_key_id());
  out["access_key_id"] = role ? Json(nullptr) : key;
  out["account"] = text_or_null(shown_safely(found.account));
  out["kind"] = role ? "temporary" : kind_of(found);
  out["has_secret"] = found.has_secret;
  out["has_session_token"] = found.has_token;
  out["expires"] = json_of(found.expiry);
  out["expiry"] = {{"verdict", word(found.expiry.verdict)},
                   {"reason", text_or_null(found.expiry.reason)}};
  out["from"] = json_of(found.from, context);
  if (!found.role_arn.empty()) out["role"] = shown_safely(found.role_arn);
  if (found.roles.size() > 1) {
    for (const std::string& on_the_way : found.roles)
      out["roles"].push_back(shown_safely(on_the_way));
  }
  if (role) {
    out["source"] = {{"provider", found.source_provider},
                     {"profile", text_or_null(shown_safely(found.source_profile))},
                     {"access_key_id", key}};
  }
  return out;
}

Json json_of(const Finding& finding, const DoctorContext& context) {
  const FileRecord& file = context.facts.file(finding.at.file);
  Json out;
  out["rule"] = finding.rule;
  out["severity"] = to_string(finding.severity);
  out["confidence"] = to_string(finding.confidence);
  out["path"] = path_of(file.path, context);
  out["line"] = finding.at.line;
  out["message"] = shown_safely(finding.message);
  out["help"] = shown_safely(finding.help);
  return out;
}

std::string_view word(Verification::Outcome outcome) {
  constexpr std::string_view kWords[] = {"confirmed", "refused", "no-answer", "not-asked"};
  return kWords[static_cast<std::size_t>(outcome)];
}

Json json_of(const Verification& verification) {
  Json out;
  out["outcome"] = word(verification.outcome);
  out["cause"] = text_or_null(verification.cause);
  out["message"] = text_or_null(shown_safely(verification.message));
  out["subject"] = text_or_null(shown_safely(verification.subject));
  out["endpoint"] = text_or_null(shown_safely(verification.endpoint));
  out["region"] = text_or_null(shown_safely(verification.region));
  out["account"] = text_or_null(verification.account);
  out["arn"] = text_or_null(verification.arn);
  out["error"] = nullptr;
  if (!verification.error_code.empty()) {
    out["error"] = {{"code", verification.error_code}, {"message", verification.error_message}};
  }
  out["contradictions"] = verification.contradictions;
  out["clock_ahead_seconds"] =
      verification.clock_ahead ? Json(verification.clock_ahead->count()) : Json(nullptr);
  return out;
}

Json json_of(const ClockReport& clock) {
  Json out;
  out["summary"] = shown_safely(clock.summary);
  out["synchronised"] = clock.kernel ? Json(clock.kernel->synchronised) : Json(nullptr);
  out["estimated_error_us"] =
      clock.kernel ? Json(clock.kernel->estimated_error.count()) : Json(nullptr);
  out["services"] = Json::array();
  for (const TimeService& service : clock.services) {
    out["services"].push_back({{"name", service.name}, {"sources", service.sources}});
  }
  out["host"] = text_or_null(clock.host);
  out["hardware_clock"] = clock.hardware_clock_is_local ? "local" : "utc";
  out["zone"] = zone_text(clock.zone);
  out["behind_seconds"] = clock.behind.count();
  out["hints"] = clock.hints;
  return out;
}

constexpr std::string_view kProviders[] = {"environment",
                                           "shared-credentials-file",
                                           "config-file",
                                           "assume-role",
                                           "assume-role-with-web-identity",
                                           "sso",
                                           "process",
                                           "login",
                                           "container",
                                           "imds"};

Json json_of(const Diagnosis& diagnosis, const DoctorContext& context) {
  const resolver::Resolution& resolution = diagnosis.resolution;
  Json out;
  out["schema"] = "credlint.doctor/1";
  out["sdk"] = resolution.sdk;
  out["verdict"] = verdict_of(diagnosis, context);
  out["profile"] = {{"name", shown_safely(resolution.profile.name)},
                    {"selected_by", resolution.profile.selected_by},
                    {"exists", resolution.profile.exists}};
  out["region"] = nullptr;
  if (resolution.region) {
    out["region"] = {{"value", shown_safely(resolution.region->value)},
                     {"from", json_of(resolution.region->from, context)}};
  }
  out["credentials"] =
      resolution.credentials ? json_of(*resolution.credentials, context) : Json(nullptr);
  out["chain"] = Json::array();
  for (const resolver::Step& step : resolution.chain) {
    // What scripts know of. Others, of one SDK alone, hand out nothing that files tell.
    const bool known = std::ranges::find(kProviders, step.provider) != std::end(kProviders);
    Json link = {
        {"provider", known ? step.provider : "none"},
        {"outcome", shown_safely(known ? step.outcome : step.provider + ": " + step.outcome)}};
    if (step.from.kind != Origin::Kind::Nowhere) link["from"] = json_of(step.from, context);
    out["chain"].push_back(std::move(link));
  }
  out["shadowed"] = Json::array();
  for (const resolver::Shadowed& other : resolution.shadowed) {
    out["shadowed"].push_back(
        {{"provider", other.provider}, {"from", json_of(other.from, context)}});
  }
  out["predicted_error"] = nullptr;
  if (resolution.failure) {
    out["predicted_error"] = {{"type", resolution.failure->type},
                              {"message", shown_safely(resolution.failure->message)},
                              {"rule", text_or_null(resolution.failure->rule)}};
    const DataRow* since = context.catalog.table(Table::Sdks)
                               .find(resolution.sdk + ".since-" + resolution.failure->defect);
    if (since != nullptr) {
      out["predicted_error"]["since"] = {{"version", since->value}, {"before", since->note}};
    }
    if (resolution.failure->from.kind != Origin::Kind::Nowhere) {
      out["predicted_error"]["from"] = json_of(resolution.failure->from, context);
    }
    if (diagnosis.next) {
      const resolver::Failure& next = diagnosis.next->failure;
      out["predicted_error"]["then"] = {{"type", next.type},
                                        {"message", shown_safely(next.message)},
                                        {"rule", text_or_null(next.rule)},
                                        {"from", json_of(next.from, context)}};
    }
  }
  if (diagnosis.verification) out["verify"] = json_of(*diagnosis.verification);
  out["findings"] = Json::array();
  for (const Finding& finding : diagnosis.findings) {
    out["findings"].push_back(json_of(finding, context));
  }
  return out;
}

}  // namespace

std::string doctor_as_json(std::span<const Diagnosis> diagnoses, const DoctorContext& context) {
  Json out;
  if (diagnoses.size() == 1) {
    out = json_of(diagnoses.front(), context);
  } else {
    out["schema"] = "credlint.doctor/1";
    out["machines"] = Json::array();
    for (const Diagnosis& diagnosis : diagnoses) {
      out["machines"].push_back(json_of(diagnosis, context));
    }
  }
  if (context.clock != nullptr) out["clock"] = json_of(*context.clock);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace credlint
