// SPDX-License-Identifier: MIT
#include "cli/commands/explain_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <vector>

#include "cli/machine.h"
#include "cli/setup.h"
#include "scanner/config/embedded.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/rule.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// What is known about an error.
struct KnownError {
  std::vector<std::string_view> names;  ///< as rules have them
  std::string_view note;
};

std::vector<std::string_view> split(std::string_view names) {
  std::vector<std::string_view> parts;
  while (!(names = trim(names)).empty()) {
    const std::size_t end = std::min(names.find_first_of(" ,"), names.size());
    if (end > 0) parts.push_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return parts;
}

bool leads_to(const Rule& rule, std::string_view name) {
  const std::vector<std::string_view> errors = split(rule.info.error);
  return std::any_of(errors.begin(), errors.end(),
                     [&](std::string_view error) { return equals_ignoring_case(error, name); });
}

std::optional<KnownError> find_error(std::string_view text, const Catalog& catalog) {
  const std::string lower = to_lower(trim(text));
  const DataRow* longest = nullptr;
  for (const DataRow& row : catalog.table(Table::ErrorNames).rows) {
    if (!contains(lower, row.key)) continue;
    if (longest == nullptr || row.key.size() > longest->key.size()) longest = &row;
  }
  if (longest != nullptr) return KnownError{split(longest->value), longest->note};
  for (const Rule& rule : all_rules()) {
    for (const std::string_view error : split(rule.info.error)) {
      if (equals_ignoring_case(error, trim(text))) return KnownError{{error}, {}};
    }
  }
  return std::nullopt;
}

/// Where a rule speaks.
using Sightings = std::map<std::string, std::vector<std::string>, std::less<>>;

void note_sightings(const std::vector<Finding>& findings, const FactStore& facts,
                    Sightings& sightings) {
  for (const Finding& finding : findings) {
    if (finding.suppressed) continue;
    const std::string& path = facts.file(finding.at.file).path;
    sightings[finding.rule].push_back(
        path == "environment" ? path
                              : fmt::format("{}:{}", printable(mask_path(path)), finding.at.line));
  }
}

/// What rules see on this machine and below the working directory. What cannot be read is left out:
/// `check` and `doctor` say so.
Sightings look_around() {
  Sightings sightings;
  RunOptions options;
  options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const Catalog& catalog = embedded_catalog();
  if (const auto machine = load_machine(catalog, process_environment())) {
    note_sightings(judge(catalog, *machine->facts, options), *machine->facts, sightings);
  }
  if (Result<Setup> setup = prepare({})) {
    setup->options.now = options.now;
    if (const Result<ScanResult> result = scan(*setup)) {
      note_sightings(judge(setup->catalog(), *result->facts, setup->options), *result->facts,
                     sightings);
    }
  }
  return sightings;
}

std::string places_of(const std::vector<std::string>& places) {
  constexpr std::size_t kShown = 3;
  const std::set<std::string> unique(places.begin(), places.end());
  std::string text;
  std::size_t count = 0;
  for (const std::string& place : unique) {
    if (++count > kShown) break;
    text += (text.empty() ? "" : ", ") + place;
  }
  if (unique.size() > kShown) text += fmt::format(" and {} more", unique.size() - kShown);
  return text;
}

}  // namespace

std::optional<std::string> explain_error(std::string_view text, const Output& output) {
  const std::optional<KnownError> error = find_error(text, embedded_catalog());
  if (!error) return std::nullopt;
  std::vector<const Rule*> causes;
  for (const Rule& rule : all_rules()) {
    const bool cause = std::any_of(error->names.begin(), error->names.end(),
                                   [&](std::string_view name) { return leads_to(rule, name); });
    if (cause) causes.push_back(&rule);
  }
  std::stable_sort(causes.begin(), causes.end(), [](const Rule* a, const Rule* b) {
    return a->info.severity > b->info.severity;
  });
  const std::string_view bold = output.color() ? "\x1b[1m" : "";
  const std::string_view reset = output.color() ? "\x1b[0m" : "";
  std::string out = fmt::format("{}{}{}", bold, fmt::join(error->names, ", "), reset);
  out += error->note.empty() ? "\n" : fmt::format(": {}\n", error->note);

  const Sightings sightings = look_around();
  out += fmt::format("\n{}Seen here{}\n", bold, reset);
  bool any = false;
  for (const Rule* rule : causes) {
    const auto seen = sightings.find(rule->id);
    if (seen == sightings.end()) continue;
    any = true;
    out +=
        fmt::format("  {}: {}\n    at {}\n", rule->id, rule->info.summary, places_of(seen->second));
  }
  if (!any) {
    out +=
        "  none of the causes below, on this machine or in this folder; 'credlint doctor' tells\n"
        "  what an SDK would do here\n";
  }
  out += fmt::format("\n{}Causes that files can show{} (credlint explain RULE)\n", bold, reset);
  for (const Rule* rule : causes) out += fmt::format("  {}: {}\n", rule->id, rule->info.summary);
  if (causes.empty()) out += "  none\n";
  return out;
}

}  // namespace credlint
