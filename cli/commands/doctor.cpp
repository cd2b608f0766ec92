// SPDX-License-Identifier: MIT
#include "cli/commands/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "cli/clock/time_services.h"
#include "cli/doctor_advice.h"
#include "cli/doctor_refusal.h"
#include "cli/doctor_report.h"
#include "cli/interruption.h"
#include "cli/machine.h"
#include "cli/rfc3339.h"
#include "cli/verify/verification.h"
#include "rules/resolver/expiry.h"
#include "rules/resolver/prediction.h"
#include "rules/resolver/resolver.h"
#include "rules/resolver/words_of.h"
#include "scanner/config/embedded.h"
#include "scanner/config/suggest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// "; did you mean js-v3 or js-v2?": the generations of a language, the newest first; else the
/// nearest name.
std::string sdk_hint(const Catalog& catalog, std::string_view word,
                     const std::vector<std::string_view>& names) {
  std::string wanted = to_lower(word);
  if (wanted.starts_with("aws-")) wanted.erase(0, 4);
  std::vector<std::string_view> meant;
  for (const std::string_view name : names) {
    const DataRow* called = catalog.table(Table::Sdks).find(fmt::format("{}.called", name));
    if (called != nullptr && std::ranges::count(resolver::words_of(called->value), wanted) > 0)
      meant.push_back(name);
    if (name == wanted || name.starts_with(wanted + "-v")) meant.insert(meant.begin(), name);
  }
  if (meant.empty()) return did_you_mean(word, names);
  return fmt::format("; did you mean '{}'?", fmt::join(meant, "' or '"));
}

Result<std::vector<std::string_view>> chosen_sdks(const DoctorFlags& flags,
                                                  const Catalog& catalog) {
  std::vector<std::string_view> names = resolver::sdk_names(catalog);
  if (flags.sdk == "all") return names;
  if (std::find(names.begin(), names.end(), flags.sdk) != names.end()) {
    return std::vector<std::string_view>{flags.sdk};
  }
  return Error{fmt::format("unknown SDK '{}'{} (there are: {}, all)", flags.sdk,
                           sdk_hint(catalog, flags.sdk, names), fmt::join(names, ", "))};
}

/// What rules say of the machine's files and environment, but for exposure: a home is the place for
/// credentials.
std::vector<Finding> findings_of(const LoadedMachine& loaded, const Catalog& catalog,
                                 TimePoint now) {
  RunOptions options;
  options.now = now;
  options.settings.ignore = {"leak"};
  std::vector<Finding> findings = judge(catalog, *loaded.facts, options);
  std::erase_if(findings, [](const Finding& finding) {
    return finding.suppressed || finding.severity == Severity::Note;
  });
  return findings;
}

class Doctor {
 public:
  Doctor(const LoadedMachine& loaded, const Catalog& catalog, TimePoint now)
      : machine_{.facts = *loaded.facts,
                 .catalog = catalog,
                 .environment = loaded.environment,
                 .now = now,
                 .probe = state_of,
                 .may_run = may_run},
        findings_(findings_of(loaded, catalog, now)),
        explainer_(machine_, findings_),
        unread_(loaded.diagnostics) {
    note_sections();
  }

  [[nodiscard]] const resolver::Machine& machine() const { return machine_; }

  [[nodiscard]] Diagnosis diagnose(const resolver::Sdk& sdk, std::string_view profile) const {
    const resolver::SharedView view(machine_, sdk);
    return diagnose(sdk, resolver::ProfileWalk(machine_, sdk, view), profile);
  }

  [[nodiscard]] Diagnosis diagnose(const resolver::Sdk& sdk, const resolver::ProfileWalk& walk,
                                   std::string_view profile) const {
    Diagnosis diagnosis;
    diagnosis.title = std::string(machine_.catalog.table(Table::SdkNames).find(sdk.name)->value);
    diagnosis.region_variables = fmt::format("{}", fmt::join(sdk.env_region, ", "));
    diagnosis.resolution = resolver::resolve(machine_, sdk, walk, profile);
    resolver::Resolution& resolution = diagnosis.resolution;
    std::optional<Explained> error;
    if (auto failure = resolver::predict_failure(machine_, sdk, resolution)) {
      error = explained(std::move(*failure), resolution);
      diagnosis.next = explainer_.refusal(sdk, resolution);
    } else {
      error = explainer_.refusal(sdk, resolution);
    }
    if (!resolution.failure && !resolution.credentials) {
      Explained absent = explained(without_credentials(sdk, resolution), resolution);
      (error ? diagnosis.next : diagnosis.absent) = std::move(absent);
    }
    if (error) {
      resolution.failure = std::move(error->failure);
      diagnosis.help = std::move(error->help);
    }
    for (const Finding& finding : findings_) {
      if (concerns(finding, resolution)) {
        diagnosis.findings.push_back(finding);
      } else {
        ++diagnosis.other_findings;
      }
    }
    return diagnosis;
  }

 private:
  [[nodiscard]] Explained explained(resolver::Failure failure,
                                    const resolver::Resolution& resolution) const {
    Explained out = explainer_.explain(std::move(failure), resolution);
    if (out.help.empty())
      out.help = advice_about_absence(machine_, unread_, out.failure, resolution);
    return out;
  }

  /// What the SDK says in the end, unless the machine is an instance with a role.
  [[nodiscard]] resolver::Failure without_credentials(
      const resolver::Sdk& sdk, const resolver::Resolution& resolution) const {
    return resolver::failure_of(machine_, sdk, "no-credentials", {resolution.profile.name, {}, {}},
                                {});
  }

  /// The profile or other section whose line it is; empty outside shared files.
  [[nodiscard]] std::string_view section_of(const Finding& finding) const {
    const auto found = sections_.find({finding.at.file, finding.at.line});
    return found == sections_.end() ? std::string_view{} : found->second;
  }

  [[nodiscard]] bool concerns(const Finding& finding,
                              const resolver::Resolution& resolution) const {
    const std::string_view section = section_of(finding);
    const bool source = resolution.credentials && section == resolution.credentials->source_profile;
    return section.empty() || section == resolution.profile.name || source;
  }

  void note_sections() {
    const auto note = [&](const Location& at, std::string_view section) {
      sections_.emplace(std::pair(at.file, at.line), section);
    };
    for (const ConfigSetting& setting : machine_.facts.facts().config_settings) {
      note(setting.at, setting.section);
      note(setting.key_at, setting.section);
    }
    for (const ConfigSection& section : machine_.facts.facts().config_sections) {
      note(section.at, section.name);
    }
  }

  resolver::Machine machine_;
  std::vector<Finding> findings_;
  Explainer explainer_;
  std::span<const Diagnostic> unread_;
  std::map<std::pair<FileId, std::uint32_t>, std::string_view> sections_;
};

std::string render(const DoctorFlags& flags, const std::vector<Diagnosis>& diagnoses,
                   const DoctorContext& context) {
  if (flags.format == "json") return doctor_as_json(diagnoses, context);
  if (flags.format == "html") return doctor_as_html(diagnoses, context);
  const bool table = flags.all_profiles || flags.sdk == "all";
  return table ? doctor_as_table(diagnoses, context, flags.all_profiles)
               : doctor_as_text(diagnoses.front(), context);
}

/// All that is asked for: diagnoses, and with --verify what is to be asked about each.
struct Examination {
  std::vector<Diagnosis> diagnoses;
  std::vector<VerificationTask> tasks;
};

class Examiner {
 public:
  Examiner(const Doctor& doctor, const Catalog& catalog, const DoctorFlags& flags)
      : doctor_(doctor), catalog_(catalog), flags_(flags) {}

  /// The profile of the flags, or all profiles, as one SDK takes them.
  void examine(std::string_view name) {
    const resolver::Sdk sdk(catalog_, name);
    const resolver::SharedView view(doctor_.machine(), sdk);
    const resolver::ProfileWalk walk(doctor_.machine(), sdk, view);
    std::vector<std::string> profiles = {flags_.profile};
    if (flags_.all_profiles) profiles = resolver::profile_names(view);
    for (const std::string& profile : profiles) {
      found_.diagnoses.push_back(doctor_.diagnose(sdk, walk, profile));
      // Nobody has named this one.
      if (flags_.all_profiles)
        found_.diagnoses.back().resolution.profile.selected_by = "--all-profiles";
      if (!flags_.verify) continue;
      const auto run = flags_.run_process ? RunProcess::Yes : RunProcess::No;
      found_.tasks.push_back(
          verification_task(doctor_.machine(), sdk, view, found_.diagnoses.back().resolution, run));
    }
  }

  Examination take() { return std::move(found_); }

 private:
  const Doctor& doctor_;
  const Catalog& catalog_;
  const DoctorFlags& flags_;
  Examination found_;
};

/// Asks AWS; the exit code of a signal that came meanwhile, or 0.
int ask_aws(const Catalog& catalog, Examination& found) {
  Progress progress;
  const Interruption interruption(progress);
  std::vector<Verification> answers = verify(catalog, found.tasks, progress);
  for (std::size_t i = 0; i < answers.size(); ++i)
    found.diagnoses[i].verification = std::move(answers[i]);
  return interruption.exit_code();
}

/// What this machine's clock is held against: the tokens in use, caches and shared files.
ClockReport clock_of(const Examination& found, const LoadedMachine& loaded, const Catalog& catalog,
                     TimePoint now) {
  ClockPlace place = clock_here(now);
  for (const Diagnosis& diagnosis : found.diagnoses) {
    const auto& credentials = diagnosis.resolution.credentials;
    if (!credentials) continue;
    if (const auto issued = resolver::issued_at(credentials->token.reveal()))
      place.witnesses.push_back({"the session token", *issued});
  }
  for (const FileRecord& file : loaded.facts->files()) {
    if (const auto written = written_at(file.path))
      place.witnesses.push_back({mask_path(file.path), *written});
  }
  return look_at_clock(catalog, place);
}

ExitCode exit_code_of(const std::vector<Diagnosis>& diagnoses, const LoadedMachine& loaded) {
  bool unread = !loaded.diagnostics.empty();
  for (const Diagnosis& diagnosis : diagnoses) {
    if (diagnosis.resolution.failure) return kFindings;
    if (!diagnosis.verification) continue;
    const Verification& said = *diagnosis.verification;
    if (said.outcome == Verification::Outcome::Refused || !said.contradictions.empty())
      return kFindings;
    unread = unread || said.outcome != Verification::Outcome::Confirmed;
  }
  return unread ? kUnread : kClean;
}

}  // namespace

Diagnosis diagnose(const LoadedMachine& loaded, const Catalog& catalog, TimePoint now,
                   std::string_view sdk, std::string_view profile) {
  return Doctor(loaded, catalog, now).diagnose(resolver::Sdk(catalog, sdk), profile);
}

int run_doctor(const DoctorFlags& flags, const Output& output) {
  const Catalog& catalog = embedded_catalog();
  const auto sdks = chosen_sdks(flags, catalog);
  if (!sdks) return output.fail(sdks.error().message);
  const Result<TimePoint> now = time_or_clock(flags.now);
  if (!now) return output.fail(now.error().message);
  if (flags.all_profiles && sdks->size() > 1) {
    return output.fail("--all-profiles needs one SDK, not all");
  }
  const Result<LoadedMachine> loaded = load_machine(catalog, process_environment(), *sdks);
  if (!loaded) return output.fail(loaded.error().message);
  const Doctor doctor(*loaded, catalog, *now);

  Examiner examiner(doctor, catalog, flags);
  for (const std::string_view name : *sdks) examiner.examine(name);
  Examination found = examiner.take();
  const int signal = flags.verify ? ask_aws(catalog, found) : 0;
  if (signal != 0) return signal;
  const std::vector<Diagnosis>& diagnoses = found.diagnoses;
  for (const Diagnostic& diagnostic : loaded->diagnostics) {
    output.note(printable(fmt::format("credlint: {}: {}", mask_path(diagnostic.path),
                                      mask_unrecognised(diagnostic.message))));
  }
  if (diagnoses.empty()) return output.fail("no profile is defined");
  // Another time than the clock's says nothing about the clock.
  std::optional<ClockReport> clock;
  if (flags.now.empty()) clock = clock_of(found, *loaded, catalog, *now);
  const DoctorContext context{.catalog = catalog,
                              .facts = *loaded->facts,
                              .home = loaded->paths.home,
                              .unread = loaded->diagnostics,
                              .now = *now,
                              .clock = clock ? &*clock : nullptr,
                              .color = output.color()};
  const Status written = output.write(render(flags, diagnoses, context));
  if (!written) return output.fail(written.error().message);
  return exit_code_of(diagnoses, *loaded);
}

}  // namespace credlint
