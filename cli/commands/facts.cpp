// SPDX-License-Identifier: MIT
#include "cli/commands/facts.h"

#include <string>

#include "cli/facts_json.h"
#include "cli/setup.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

/// Standard error takes what a report would list.
void list_trouble(const ScanResult& result, const Output& output) {
  for (const Diagnostic& diagnostic : result.diagnostics) {
    std::string place = mask_path(diagnostic.path);
    if (diagnostic.line > 0) place += ":" + std::to_string(diagnostic.line);
    output.note(printable("credlint: " + place + ": " + mask_unrecognised(diagnostic.message)));
  }
}

}  // namespace

int run_facts(const FactsFlags& flags, const Output& output) {
  const Result<Setup> setup = prepare(flags.scan);
  if (!setup) return output.fail(setup.error().message);
  const Result<ScanResult> result = scan(*setup);
  if (!result) return output.fail(result.error().message);
  const FactStore& facts = *result->facts;
  const Status written =
      output.write(flags.format == "jsonl" ? facts_as_jsonl(facts, setup->catalog())
                                           : facts_as_text(facts, setup->catalog()));
  if (!written) return output.fail(written.error().message);
  list_trouble(*result, output);
  return result->diagnostics.empty() ? kClean : kUnread;
}

}  // namespace credlint
