// SPDX-License-Identifier: MIT
// expect: (use of deleted|deleted function|deleted member)
#include <string_view>

#include "scanner/core/secret.h"

credlint::Secret make();

std::string_view use() { return make().reveal(); }
