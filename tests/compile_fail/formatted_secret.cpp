// SPDX-License-Identifier: MIT
// expect: (static assertion failed|static_assert failed).*format
#include <fmt/core.h>

#include "scanner/core/secret.h"

std::string use(const credlint::Secret& secret) { return fmt::format("{}", secret); }
