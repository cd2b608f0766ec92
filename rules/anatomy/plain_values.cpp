// SPDX-License-Identifier: MIT
#include "rules/anatomy/plain_values.h"

#include "rules/anatomy/arn.h"
#include "rules/anatomy/placeholder.h"

namespace credlint {

bool is_plain(std::string_view text) {
  return !text.empty() && !is_expansion(text) && !is_arn_template(text);
}

}  // namespace credlint
