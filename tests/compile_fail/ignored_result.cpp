// SPDX-License-Identifier: MIT
// expect: ignoring return
#include "scanner/core/result.h"

credlint::Result<int> parse() { return 1; }

void use() { parse(); }
