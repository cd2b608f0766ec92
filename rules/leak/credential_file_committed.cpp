// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposure.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

bool is_real(const CredentialPart& part, const Catalog& catalog) {
  const std::string_view value = trim(part.value.reveal());
  if (is_placeholder(value, catalog) || is_expansion(value)) return false;
  switch (part.part) {
    case PartKind::KeyId:
      return is_well_formed_key_id(value);
    case PartKind::Secret:
      return is_secret_attempt(value);
    case PartKind::Token:
      return starts_like_session_token(value);
    case PartKind::Expiry:
      return false;
  }
  return false;
}

/// The first part of each file that is no placeholder.
std::map<FileId, const CredentialPart*> real_parts(const RuleContext& context) {
  std::map<FileId, const CredentialPart*> out;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (is_real(part, context.catalog)) out.emplace(part.at.file, &part);
  }
  return out;
}

Location first_line_of(FileId file) {
  return {.file = file,
          .line = 1,
          .column = 1,
          .end_line = 1,
          .end_column = 1,
          .utf16_column = 1,
          .utf16_end_column = 1};
}

void check(const RuleContext& context, FindingSink& sink) {
  const std::map<FileId, const CredentialPart*> parts = real_parts(context);
  for (FileId id = 0; id < context.facts.files().size(); ++id) {
    const FileRecord& file = context.facts.file(id);
    if (file.tracking != Tracking::Tracked || file.has(Trait::Template)) continue;
    const DataRow* kind = credential_file(file.path, context.catalog);
    const auto part = parts.find(id);
    // Caches hold sign-in tokens, which are no credential parts: the file itself says enough.
    if (kind == nullptr || (part == parts.end() && kind->note != "cache")) continue;
    Finding& finding =
        sink.report(part == parts.end() ? first_line_of(id) : part->second->at, {id, 0},
                    fmt::format("File with credentials is under version control: this is {}. "
                                "Everybody who can read the repository "
                                "or its history can use them.",
                                kind->value),
                    "deactivate these credentials, remove the file from the repository and its "
                    "history, and add it to .gitignore");
    finding.confidence = exposure_confidence(file);
  }
}

}  // namespace

RuleDefinition credential_file_committed() {
  return {.info = {.summary = "A file that exists to hold credentials is under version control",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
