// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/code/evaluator.h"
#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"

namespace credlint {

/// Notes what other files may want to know of this one: names with values that an SDK may be given
/// (regions, profiles, key ids, variables of the environment), and what its calls hand to functions
/// of other files. Bounded; the rest of the text's names is nobody's business.
void summarize(const CodeModel& model, const Evaluator& evaluator, const Catalog& catalog,
               FactWriter& writer);

}  // namespace credlint
