// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/core/rule.h"
#include "scanner/core/source_file.h"
#include "scanner/engine/workspace.h"

namespace credlint {

/// A text that an editor has open, and what was found in it when it last stood still.
struct OpenDocument {
  std::string uri;
  std::string path;
  std::string text;
  std::int64_t version = 0;
  bool stale = true;        ///< changed since it was judged
  bool unpublished = true;  ///< the client does not know the judgement
  Workspace::Judged judged;
};

/// The rule of a finding, or nullptr.
const Rule* rule_of(const Finding& finding);

/// What "textDocument/publishDiagnostics" takes of each finding that is not suppressed.
nlohmann::json diagnostics_json(const OpenDocument& document);
nlohmann::json diagnostic_json(const OpenDocument& document, const Finding& finding);

/// What "textDocument/hover" answers; null where there is nothing to say. Credentials are shown in
/// their redacted forms only.
nlohmann::json hover_json(const Catalog& catalog, const OpenDocument& document,
                          const nlohmann::json& position);

}  // namespace credlint
