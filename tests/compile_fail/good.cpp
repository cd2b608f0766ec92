// SPDX-License-Identifier: MIT
#include <string_view>

#include "scanner/core/result.h"
#include "scanner/core/secret.h"

credlint::Result<int> parse() { return 1; }

bool use(const credlint::Secret& secret) {
  const std::string_view view = secret.reveal();
  return parse().has_value() && view.empty();
}
