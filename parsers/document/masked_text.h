// SPDX-License-Identifier: MIT
#pragma once

#include "scanner/core/fact_writer.h"

namespace credlint {

/// Masks a text that is a piece of a secret. One without letters and digits says nothing.
void mask_text(Span place, FactWriter& writer);

/// Masks what may be pieces of a secret in a text that holds names, too: of what is looked up, of
/// variables that are filled in.
void mask_pieces(Span place, FactWriter& writer);

}  // namespace credlint
