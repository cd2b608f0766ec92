// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "cli/lsp/open_document.h"
#include "cli/setup.h"

namespace credlint {

inline constexpr char kExplainCommand[] = "credlint.explain";

/// What "textDocument/codeAction" answers: for each finding that touches the range its fix, a
/// comment that ignores it, and its explanation; all safe fixes of the document where
/// "source.fixAll" is asked for. Edits are those of the text as it is now; a fix that no longer
/// fits it is left out, and so are those that a text in an editor cannot have (of byte order marks
/// and line ends).
nlohmann::json code_actions_json(const Setup& setup, const OpenDocument& document,
                                 const nlohmann::json& params);

}  // namespace credlint
