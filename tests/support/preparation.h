// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "scanner/config/embedded.h"
#include "scanner/engine/preparation.h"

namespace credlint::tests {

/// Of the embedded catalog, made once for all runs of a test program.
inline std::shared_ptr<const Preparation> embedded_preparation() {
  static const std::shared_ptr<const Preparation> made =
      Preparation::make(embedded_catalog(), Engine::Auto).value();
  return made;
}

}  // namespace credlint::tests
