// SPDX-License-Identifier: MIT
// What a repository may configure: credlint.toml, git ignores, a baseline.
#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/settings.h"
#include "scanner/input/ignore_rules.h"
#include "scanner/suppress/baseline.h"
#include "tests/fuzz/targets/harness.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace credlint;
  static const std::vector<std::string> rules = {"leak", "region", "region-is-az", "expired-token"};
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const unsigned kind = input.empty() ? 0 : data[0] % 3U;
  const std::string_view text = input.substr(input.empty() ? 0 : 1);
  if (kind == 0) {
    const Result<Settings> settings = parse_settings(text, "credlint.toml", rules);
    if (!settings && settings.error().message.empty()) fuzz::fail("no reason");
  } else if (kind == 1) {
    const IgnoreRules ignores = IgnoreRules::parse(text);
    if (ignores.cost() <= IgnoreRules::kMaxCost) (void)ignores.match({"d.py", false}, "a/b c/d.py");
  } else {
    const Result<Baseline> baseline = parse_baseline(text, "b", "/x");
    if (!baseline) return 0;
    const std::string written = render_baseline(*baseline);
    const Result<Baseline> again = parse_baseline(written, "b", "/x");
    if (!again || render_baseline(*again) != written) fuzz::fail("a baseline changes");
  }
  return 0;
}
