// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "parsers/code/code_model.h"
#include "parsers/document/mapped_text.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// What is left to do for who asked for the facts.
struct MappedFacts {
  std::vector<MappedText> scripts;  ///< in the same language, given as text: bash -c "…"
  bool complete = true;             ///< false when the model's time was over before the end
};

/// Turns what a model knows into facts. `top` is the scope of what stands outside functions.
MappedFacts map_facts(const CodeModel& model, const Catalog& catalog, ScopeId top,
                      FactWriter& writer);

}  // namespace credlint
