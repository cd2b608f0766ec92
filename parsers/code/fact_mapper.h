// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/code/code_model.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Turns what a model knows into facts. `top` is the scope of what stands outside functions. False
/// when the model's time was over before all were found.
bool map_facts(const CodeModel& model, const Catalog& catalog, ScopeId top, FactWriter& writer);

}  // namespace credlint
