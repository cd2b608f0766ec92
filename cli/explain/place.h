// SPDX-License-Identifier: MIT
// What becomes of a line on its way into the report of `check`: the stages of the engine are run,
// and each is asked what it let through.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/setup.h"
#include "scanner/core/result.h"

namespace credlint {

/// A place in a file: "src/app.py:12".
struct Place {
  std::string path;
  std::uint32_t line = 0;  ///< 1-based
};

/// The error says what is wrong with the text.
Result<Place> read_place(std::string_view text);

/// What one stage did with the file, with something on the line, or with a finding.
struct Gate {
  std::string_view name;
  bool passed = true;
  std::string detail;  ///< holds no credential
};

/// A fact on the line.
struct Candidate {
  nlohmann::ordered_json fact;  ///< as `facts --format jsonl` shows it, redacted
  std::vector<Gate> gates;
};

/// What a rule said about the line, whether or not it is reported.
struct Said {
  Finding finding;
  std::vector<Gate> gates;
  bool reported = true;
};

struct PlaceReport {
  Place place;
  std::vector<Gate> file;
  std::vector<Candidate> candidates;
  std::vector<Said> findings;
};

/// Runs the stages as `check` of these options would. Error where the file cannot be found.
Result<PlaceReport> explain_place(const Place& place, const Setup& setup);

}  // namespace credlint
