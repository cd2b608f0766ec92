// SPDX-License-Identifier: MIT
// Prefilter and matcher: both engines say the same, and what matches was announced.
#include "scanner/match/matcher.h"

#include <algorithm>
#include <string_view>

#include "scanner/config/embedded.h"
#include "scanner/match/prefilter.h"
#include "tests/fuzz/targets/harness.h"

namespace credlint::fuzz {
namespace {

class Scanning {
 public:
  explicit Scanning(Engine engine)
      : prefilter_(Prefilter::create(embedded_catalog(), embedded_prefilter(), engine).value()),
        scratch_(prefilter_) {}

  const Prefilter::Hits& scan(std::string_view text) {
    prefilter_.scan(text, scratch_, hits_);
    return hits_;
  }

 private:
  Prefilter prefilter_;
  Prefilter::Scratch scratch_;
  Prefilter::Hits hits_;
};

void match(std::string_view text) {
  static Scanning usual(Engine::Auto);
  static Scanning other(Engine::Re2Set);
  static const Matcher matcher(embedded_catalog());
  const Prefilter::Hits& hits = usual.scan(text);
  for (const std::uint32_t pattern : other.scan(text).patterns) {
    bool matches = false;
    matcher.find(pattern, text, [&](const PatternHit& hit) {
      matches = true;
      if (hit.span.begin > hit.span.end || hit.span.end > text.size()) fail("a match outside");
    });
    const bool announced = std::ranges::binary_search(hits.patterns, pattern);
    if (matches && !announced) fail("the prefilter misses a match");
  }
}

}  // namespace
}  // namespace credlint::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  credlint::fuzz::match({reinterpret_cast<const char*>(data), size});
  return 0;
}
