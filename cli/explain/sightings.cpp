// SPDX-License-Identifier: MIT
#include "cli/explain/sightings.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/commands/doctor.h"
#include "cli/doctor_report.h"
#include "cli/machine.h"
#include "cli/setup.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnvironment = "environment";  ///< the path of facts about variables

/// Names each place in one way, whichever way it was reached: as it was met first.
class Places {
 public:
  explicit Places(std::string home) : home_(std::move(home)) {}

  /// "path:line", masked; "environment" for variables.
  const std::string& name(const std::string& path, std::uint32_t line) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    std::string key = fmt::format("{}:{}", error ? path : real.string(), line);
    if (path == kEnvironment) key = path;
    const auto known = names_.find(key);
    if (known != names_.end()) return known->second;
    return names_.emplace(std::move(key), shown(path, line)).first->second;
  }

 private:
  [[nodiscard]] std::string shown(std::string path, std::uint32_t line) const {
    if (path == kEnvironment) return path;
    if (!home_.empty() && path.starts_with(home_ + "/")) path = "~" + path.substr(home_.size());
    path = printable(mask_path(path));
    return line == 0 ? path : fmt::format("{}:{}", path, line);
  }

  std::string home_;
  std::map<std::string, std::string> names_;
};

void note(const std::vector<Finding>& findings, const FactStore& facts, Places& places,
          Sightings& sightings) {
  for (const Finding& finding : findings) {
    if (finding.suppressed) continue;
    const std::string& place = places.name(facts.file(finding.at.file).path, finding.at.line);
    std::vector<std::string>& known = sightings.places[finding.rule];
    if (std::find(known.begin(), known.end(), place) == known.end()) known.push_back(place);
  }
}

std::string place_of(const resolver::Origin& origin, Places& places) {
  if (origin.kind == resolver::Origin::Kind::File) return places.name(origin.path, origin.line);
  return origin.kind == resolver::Origin::Kind::Variable ? origin.name : std::string();
}

/// Whether that is what the SDK would raise: by the defect, or by its words.
bool is_error(const resolver::Failure& failure, std::string_view error, const ErrorTexts& texts) {
  if (texts.error_of(failure.defect, failure.type) == error) return true;
  const auto said = texts.recognise(failure.type + ": " + failure.message);
  return said && said->error == error;
}

std::optional<DoctorSighting> ask_doctor(const RecognisedError& error, std::string_view sdk,
                                         const LoadedMachine& machine, const Catalog& catalog,
                                         const ErrorTexts& texts, Places& places, TimePoint now) {
  const Diagnosis diagnosis = diagnose(machine, catalog, now, sdk, error.profile);
  const auto& failure = diagnosis.resolution.failure;
  if (!failure) return std::nullopt;
  if (!is_error(*failure, error.error, texts)) return std::nullopt;
  const DoctorContext context{.catalog = catalog,
                              .facts = *machine.facts,
                              .home = machine.paths.home,
                              .unread = machine.diagnostics,
                              .now = now,
                              .color = false};
  return DoctorSighting{.sdk = diagnosis.title,
                        .verdict = verdict_of(diagnosis, context),
                        .rule = failure->rule,
                        .place = place_of(failure->from, places)};
}

}  // namespace

Sightings look_around(const RecognisedError& error, std::string_view sdk, const Catalog& catalog,
                      const ErrorTexts& texts, TimePoint now) {
  Sightings sightings;
  RunOptions options;
  options.now = now;
  const auto machine = load_machine(catalog, process_environment(), {&sdk, 1});
  Places places(machine ? machine->paths.home : std::string());
  // The folder comes first: its files are named as people know them.
  if (Result<Setup> setup = prepare({})) {
    setup->options.now = now;
    if (const Result<ScanResult> result = scan(*setup)) {
      note(judge(setup->catalog(), *result->facts, setup->options), *result->facts, places,
           sightings);
    }
  }
  if (machine) {
    note(judge(catalog, *machine->facts, options), *machine->facts, places, sightings);
    sightings.doctor = ask_doctor(error, sdk, *machine, catalog, texts, places, now);
  }
  return sightings;
}

}  // namespace credlint
