// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/fact_store.h"

namespace credlint {

/// Writes texts of facts so that no credential is in them, but equal credentials stay equal: what
/// is one, or looks like one, becomes its length, its hash and (of a key id) the characters that
/// reports show, too. Reading makes a stand-in of it that rules judge alike.
class StandIns {
 public:
  explicit StandIns(const FactStore& facts);

  /// A string, or an array of strings and hidden stretches: {"hash": …, "size": …, "shown": …}.
  [[nodiscard]] nlohmann::ordered_json hide(FileId file, std::string_view text) const;
  /// What hide() gave, with a stand-in for each hidden stretch. Empty for anything else.
  [[nodiscard]] static std::string show(const nlohmann::ordered_json& hidden);

 private:
  std::map<FileId, std::vector<std::string_view>> by_file_;  ///< credentials, the longest first
  CredentialPieces pieces_;
};

}  // namespace credlint
