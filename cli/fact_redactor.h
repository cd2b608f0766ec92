// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/credential_pieces.h"
#include "scanner/core/fact_store.h"

namespace credlint {

/// Decides what of a fact may be shown. Knows all credentials of the run; every text of a fact goes
/// through one of these functions.
class FactRedactor {
 public:
  FactRedactor(const FactStore& facts, const Catalog& catalog);

  /// "AKIA************YZ7A", "[secret, 40 characters]", …
  [[nodiscard]] std::string part(PartKind kind, const Secret& value) const;
  /// A value that should not be a credential, standing at that place; redacted if it is one after
  /// all.
  [[nodiscard]] std::string value(const Location& at, std::string_view text) const;
  /// A value of the setting or variable of that name; one of an unknown name is not shown.
  [[nodiscard]] std::string setting(const KeyName* name, const Location& at,
                                    const Secret& value) const;
  /// A name or path of that file: credentials in it, and pieces of the file's secrets, are masked.
  [[nodiscard]] std::string text(FileId file, std::string_view text) const;
  /// What a broken file has for a name. It may be a piece of a token, so only plain words are
  /// shown.
  [[nodiscard]] std::string name(FileId file, std::string_view name) const;

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }

 private:
  /// The credentials of one file.
  struct Credentials {
    std::vector<const CredentialPart*> parts;  ///< as in the file, by offset
    std::vector<std::string_view> texts;       ///< each once, the longest first
  };

  [[nodiscard]] const CredentialPart* part_at(const Location& at) const;
  [[nodiscard]] const CredentialPieces& pieces_of(FileId file,
                                                  const Credentials& credentials) const;

  const Catalog& catalog_;
  std::map<FileId, Credentials> by_file_;
  // Of one file: facts are asked about file by file, and the pieces of all would take much memory.
  mutable std::optional<FileId> pieces_file_;
  mutable CredentialPieces pieces_;
};

}  // namespace credlint
