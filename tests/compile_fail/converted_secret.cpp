// SPDX-License-Identifier: MIT
// expect: (could not convert|cannot convert|no viable conversion)
#include <string>

#include "scanner/core/secret.h"

std::string use(const credlint::Secret& secret) { return secret; }
