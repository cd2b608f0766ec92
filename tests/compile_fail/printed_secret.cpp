// SPDX-License-Identifier: MIT
// expect: (no match for .*operator<<|invalid operands)
#include <iostream>

#include "scanner/core/secret.h"

void use(const credlint::Secret& secret) { std::cout << secret; }
