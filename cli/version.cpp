// SPDX-License-Identifier: MIT
#include "cli/version.h"

#include <string_view>

#include "cli/commit.h"

namespace credlint {

std::string version_line() {
  constexpr std::string_view kCommit = CREDLINT_COMMIT;
  std::string line = "credlint " CREDLINT_VERSION;
  if (!kCommit.empty()) line.append(" (").append(kCommit).append(")");
  return line;
}

}  // namespace credlint
