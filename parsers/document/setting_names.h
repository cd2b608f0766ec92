// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/document/document.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Tells code that reads settings what the file says: regions, profiles, and what is filled in from
/// variables ("${NAME:default}").
void tell_settings(const Document& document, const Catalog& catalog, FactWriter& writer);

}  // namespace credlint
