// SPDX-License-Identifier: MIT
// How tools spell the parts of a credential, from rulesets/keys/.
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/file_record.h"

namespace credlint {

/// What a tool that knows a key id by some name does with a session token.
struct TokenField {
  std::string_view tool;  ///< "spring"; empty when no tool, or more than one, knows the name
  std::string_view name;  ///< "session_token"; empty when the tool has no field for one

  [[nodiscard]] bool tool_has_none() const { return !tool.empty() && name.empty(); }
};

/// The field for the token beside a key id of that name. Where several tools know the name, the
/// format of the file decides, else nothing is said.
TokenField token_field(const Catalog& catalog, const FileRecord& file,
                       std::string_view key_id_name);

}  // namespace credlint
