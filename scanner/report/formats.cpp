// SPDX-License-Identifier: MIT
#include "scanner/report/report.h"

namespace credlint {
namespace {

std::string sarif(const ReportInput& input, const TextStyle& /*style*/) {
  return render_sarif(input);
}

constexpr ReportFormat kFormats[] = {
    {"text", render_text},
    {"sarif", sarif},
};

}  // namespace

const ReportFormat* report_format(std::string_view name) {
  for (const ReportFormat& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

std::vector<std::string_view> report_format_names() {
  std::vector<std::string_view> names;
  for (const ReportFormat& format : kFormats) names.push_back(format.name);
  return names;
}

}  // namespace credlint
