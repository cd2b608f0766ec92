// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/code/code_model.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Turns what a model knows into facts.
void map_facts(const CodeModel& model, const Catalog& catalog, FactWriter& writer);

}  // namespace credlint
