// SPDX-License-Identifier: MIT
#include "cli/commands/explain_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/explain/error_guide.h"
#include "cli/explain/sightings.h"
#include "scanner/core/excerpt.h"

namespace credlint {
namespace {

/// All that is said about an error.
struct Explanation {
  const Catalog& catalog;
  RecognisedError error;
  ErrorGuide guide;
  Sightings sightings;

  [[nodiscard]] bool is_found(const Rule& rule) const { return sightings.places.contains(rule.id); }
};

/// "Terraform (Go SDK v2)", "Ruby SDK"; empty for what AWS says to everybody.
std::string printers_of(const Explanation& all) {
  std::vector<std::string_view> sdks;
  for (const std::string_view sdk : all.error.sdks) {
    sdks.push_back(name_of_printer(sdk, all.catalog));
  }
  const std::string said = fmt::format("{}", fmt::join(sdks, ", "));
  if (all.error.tool.empty()) return said;
  const std::string_view tool = name_of_printer(all.error.tool, all.catalog);
  return said.empty() ? std::string(tool) : fmt::format("{}, {}", tool, said);
}

/// The SDK to ask the doctor about: the one that spoke, else that of the tool, else boto3.
std::string_view sdk_to_ask(const RecognisedError& error, const Catalog& catalog) {
  if (!error.sdks.empty()) {
    const std::string_view sdk = sdk_of_printer(error.sdks.front(), catalog);
    if (!sdk.empty()) return sdk;
  }
  const std::string_view sdk = sdk_of_printer(error.tool, catalog);
  return sdk.empty() ? std::string_view("boto3") : sdk;
}

std::vector<const Rule*> found_rules(const Explanation& all) {
  std::vector<const Rule*> found;
  for (const Cause& cause : all.guide.causes) {
    for (const Rule* rule : cause.rules) {
      const bool first = std::find(found.begin(), found.end(), rule) == found.end();
      if (first && all.is_found(*rule)) found.push_back(rule);
    }
  }
  return found;
}

/// Where the doctor points, unless a rule has named that place already.
std::string doctors_place(const Explanation& all) {
  const DoctorSighting& doctor = *all.sightings.doctor;
  const auto named = all.sightings.places.find(doctor.rule);
  if (named == all.sightings.places.end()) return doctor.place;
  const std::vector<std::string>& places = named->second;
  const bool known = std::find(places.begin(), places.end(), doctor.place) != places.end();
  return known ? std::string() : doctor.place;
}

class Page {
 public:
  Page(const Explanation& all, bool color) : all_(all), color_(color) {}

  std::string write() {
    headline();
    found();
    causes();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string bold(std::string_view text) const {
    return color_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
  }

  void headline() {
    out_ += bold(all_.error.error);
    const std::string printers = printers_of(all_);
    if (!printers.empty()) out_ += fmt::format(" ({})", printers);
    out_ += fmt::format(": {}\n", all_.guide.meaning);
    if (all_.error.text != all_.error.error) {
      out_ += fmt::format("  known by  {}\n", all_.error.text);
    }
  }

  void found() {
    out_ += fmt::format("\n{}\n", bold("Found here"));
    if (all_.sightings.doctor) doctor();
    const std::vector<const Rule*> rules = found_rules(all_);
    for (const Rule* rule : rules) {
      out_ += fmt::format("  {}: {}\n    at {}\n", rule->id, rule->info.summary, places(*rule));
    }
    if (rules.empty() && !all_.sightings.doctor) {
      out_ +=
          "  none of the causes below, on this machine or in this folder; 'credlint doctor' tells\n"
          "  what an SDK would do here\n";
    }
  }

  void doctor() {
    const DoctorSighting& doctor = *all_.sightings.doctor;
    out_ += fmt::format("  {}\n", doctor.verdict);
    const std::string place = doctors_place(all_);
    if (!place.empty()) out_ += fmt::format("    at {}\n", place);
    if (!doctor.rule.empty()) out_ += fmt::format("    more: credlint explain {}\n", doctor.rule);
  }

  [[nodiscard]] std::string places(const Rule& rule) const {
    constexpr std::size_t kShown = 3;
    const std::vector<std::string>& places = all_.sightings.places.find(rule.id)->second;
    const auto end = places.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, places.size()));
    std::string text = fmt::format("{}", fmt::join(places.begin(), end, ", "));
    if (places.size() > kShown) text += fmt::format(" and {} more", places.size() - kShown);
    return text;
  }

  void causes() {
    std::string likely;
    std::string others;  // rules that nobody has put under a cause
    for (const Cause& cause : all_.guide.causes) {
      if (cause.text.empty()) {
        const Rule& rule = *cause.rules.front();
        others += fmt::format("  {}: {}\n", rule.id, rule.info.summary);
        continue;
      }
      likely += fmt::format("  - {}\n", cause.text);
      std::vector<std::string_view> rules;
      for (const Rule* rule : cause.rules) {
        if (!all_.is_found(*rule)) rules.push_back(rule->id);
      }
      if (!rules.empty()) likely += fmt::format("    {}\n", fmt::join(rules, ", "));
    }
    const auto list = [&](std::string_view heading, const std::string& lines) {
      if (!lines.empty())
        out_ += fmt::format("\n{} (credlint explain RULE)\n{}", bold(heading), lines);
    };
    list("Causes, the most likely first", likely);
    list("Rules that find what leads to it", others);
  }

  const Explanation& all_;
  bool color_;
  std::string out_;
};

using Json = nlohmann::ordered_json;

Json printers_as_json(const Explanation& all) {
  Json printers = Json::array();
  const auto add = [&](std::string_view id) {
    printers.push_back({{"id", id}, {"name", name_of_printer(id, all.catalog)}});
  };
  if (!all.error.tool.empty()) add(all.error.tool);
  for (const std::string_view sdk : all.error.sdks) add(sdk);
  return printers;
}

Json found_as_json(const Explanation& all) {
  Json found = Json::array();
  for (const Rule* rule : found_rules(all)) {
    found.push_back({{"rule", rule->id},
                     {"summary", rule->info.summary},
                     {"places", all.sightings.places.find(rule->id)->second}});
  }
  return found;
}

Json doctor_as_json(const Explanation& all) {
  if (!all.sightings.doctor) return nullptr;
  const DoctorSighting& doctor = *all.sightings.doctor;
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"sdk", doctor.sdk},
          {"verdict", doctor.verdict},
          {"place", or_null(doctor.place)},
          {"rule", or_null(doctor.rule)}};
}

Json causes_as_json(const Explanation& all) {
  Json causes = Json::array();
  for (const Cause& cause : all.guide.causes) {
    Json rules = Json::array();
    for (const Rule* rule : cause.rules) rules.push_back(rule->id);
    const std::string_view text =
        cause.text.empty() ? cause.rules.front()->info.summary : cause.text;
    causes.push_back({{"cause", text}, {"rules", std::move(rules)}});
  }
  return causes;
}

std::string as_json(const Explanation& all) {
  Json out;
  out["schema"] = "credlint.explain/1";
  out["error"] = all.error.error;
  out["meaning"] = all.guide.meaning;
  out["known_by"] = {{"text", all.error.text}, {"source", all.error.source}};
  out["printed_by"] = printers_as_json(all);
  out["found"] = found_as_json(all);
  out["doctor"] = doctor_as_json(all);
  out["causes"] = causes_as_json(all);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::optional<std::string> explain_error(std::string_view log, const Catalog& catalog,
                                         const ErrorTexts& texts, const ExplainStyle& style) {
  const std::optional<RecognisedError> error = texts.recognise(log);
  if (!error) return std::nullopt;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const Explanation all{
      .catalog = catalog,
      .error = *error,
      .guide = guide_to(error->error, catalog, texts),
      .sightings = look_around(*error, sdk_to_ask(*error, catalog), catalog, texts, now)};
  return style.json ? as_json(all) : Page(all, style.color).write();
}

}  // namespace credlint
