// SPDX-License-Identifier: MIT
// The parsers of one family: CREDLINT_FUZZ_NAMES are the names of files that it reads.
#include <string_view>

#include "tests/fuzz/targets/harness.h"

namespace {

constexpr std::string_view kNames[] = {CREDLINT_FUZZ_NAMES};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace credlint::fuzz;
  const NamedInput file = named(kNames, {reinterpret_cast<const char*>(data), size});
  parse(file.name, file.bytes);
  return 0;
}
