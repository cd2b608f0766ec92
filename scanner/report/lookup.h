// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "scanner/report/report.h"

namespace credlint {

/// What every format looks up for a finding. Lives no longer than the ReportInput.
class RunLookup {
 public:
  explicit RunLookup(const ReportInput& input);

  /// The rule of that id, or nullptr.
  [[nodiscard]] const Rule* rule(std::string_view id) const;
  /// The error that a finding leads to, in the words of its place; empty for exposure.
  [[nodiscard]] std::string_view error(const Finding& finding) const;
  [[nodiscard]] std::string_view path(const Location& at) const;
  /// The masked first line of a place, or nullptr.
  [[nodiscard]] const Excerpt* excerpt(const Location& at) const;
  /// Address of a rule's page, or empty.
  [[nodiscard]] std::string page_url(const Rule& rule) const;

 private:
  const ReportInput& input_;
  std::map<std::string_view, const Rule*> rules_;
};

}  // namespace credlint
