// SPDX-License-Identifier: MIT
#include "scanner/report/report.h"

namespace credlint {
namespace {

/// For formats that have no style.
template <std::string (*render)(const ReportInput&)>
std::string plain(const ReportInput& input, const TextStyle& /*style*/) {
  return render(input);
}

constexpr ReportFormat kFormats[] = {
    {"text", render_text},
    {"json", plain<render_json>},
    {"jsonl", plain<render_jsonl>},
    {"sarif", plain<render_sarif>},
    {"github", plain<render_github>},
    {"gitlab", plain<render_gitlab>},
    {"gitlab-sast", plain<render_gitlab_sast>},
    {"gitlab-secret-detection", plain<render_gitlab_secret_detection>},
    {"junit", plain<render_junit>},
    {"markdown", plain<render_markdown>},
    {"html", plain<render_html>},
    {"rdjson", plain<render_rdjson>},
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
