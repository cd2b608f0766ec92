// SPDX-License-Identifier: MIT
// From a file to every report: nothing that a file says makes one that is damaged.
#include <chrono>
#include <string>
#include <string_view>

#include "scanner/config/embedded.h"
#include "scanner/engine/parse_run.h"
#include "scanner/report/report.h"
#include "tests/fuzz/targets/harness.h"

namespace {

constexpr std::string_view kNames[] = {"a.env", ".aws/config", "a.py", "a.yaml"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace credlint;
  const fuzz::NamedInput input = fuzz::named(kNames, {reinterpret_cast<const char*>(data), size});
  ParsedFile file = fuzz::parse(input.name, input.bytes);
  // What is not known to be harmless stands in names, too.
  file.record.path += input.bytes.substr(0, 20);
  std::vector<FileRecord> records;
  records.push_back(std::move(file.record));
  const FactStore facts(std::move(records), std::move(file.facts));
  RunOptions options;
  options.now = TimePoint(std::chrono::seconds(1'700'000'000));
  options.settings.min_confidence = Confidence::Low;
  const std::vector<Finding> findings = judge(embedded_catalog(), facts, options);
  const Summary summary;
  const ReportInput report{.findings = findings,
                           .diagnostics = file.diagnostics,
                           .facts = facts,
                           .rules = all_rules(),
                           .version = "0",
                           .summary = summary};
  for (const std::string_view format : report_format_names())
    fuzz::check_printable(report_format(format)->render(report, {}));
  return 0;
}
