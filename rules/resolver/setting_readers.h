// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "scanner/core/catalog.h"
#include "scanner/core/facts.h"

namespace credlint::resolver {

/// What is known of a setting of the shared files, in Markdown: who takes credentials from it,
/// which values it may have, and in which of the files it is looked for. Its value is not shown.
std::string summary_of_setting(const Catalog& catalog, const ConfigSetting& setting);

}  // namespace credlint::resolver
