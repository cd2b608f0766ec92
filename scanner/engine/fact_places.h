// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/facts.h"

namespace credlint {

/// Calls `visit` with every place that a finding about these facts may point to.
void for_each_place(const FileFacts& facts, const std::function<void(const Location&)>& visit);

/// Where credentials stand, sorted: what no report may show.
std::vector<MaskSpan> credential_spans(const FileFacts& facts);
/// Secrets and tokens, to find pieces of them elsewhere in their file.
CredentialPieces secret_pieces(const FileFacts& facts);

}  // namespace credlint
