// SPDX-License-Identifier: MIT
// Real-looking credential parts, for the rules that tell where they are exposed.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/core/file_purpose.h"
#include "scanner/core/rule.h"

namespace credlint {

/// A part that is exposed where it stands, with the severity and confidence at which that counts.
struct ExposedPart {
  const CredentialPart* part = nullptr;
  Severity severity = Severity::Error;
  Confidence confidence = Confidence::High;
  /// Base64 of the value, as in a Kubernetes Secret, or the value with escapes or in pieces.
  bool disguised = false;
  /// A secret whose session is certainly over: it opens nothing any more.
  bool ended = false;
  std::string_view doubt = {};  ///< why it is probably nobody's; to be said behind the message
};

/// Why a credential where values are made up or copied is probably nobody's, to be said behind the
/// message; empty elsewhere.
std::string_view doubt_in(FilePurpose purpose);

/// Where a part stands: written there, or printed by a program.
enum class Written { ByAuthor, ByProgram };

/// Secret keys of the right shape, named or close to a key id. Those that may be another service's
/// are notes where nothing of AWS stands near. In tests, samples, documentation and copied code a
/// secret is a warning where a key id that may be live stands in its file, else a note; so are
/// tokens and key ids there.
std::vector<ExposedPart> exposed_secrets(const RuleContext& context,
                                         Written written = Written::ByAuthor);

/// Session tokens of a plausible length, except in URLs. Those of a head that STS was never seen to
/// use count under a name of AWS's or beside a key of AWS, and are warnings where no key stands.
std::vector<ExposedPart> exposed_tokens(const RuleContext& context,
                                        Written written = Written::ByAuthor);

/// Long-term access key ids (AKIA), except in URLs, where they are public by design.
std::vector<ExposedPart> exposed_key_ids(const RuleContext& context,
                                         Written written = Written::ByAuthor);

/// Reports exposed secret keys and session tokens in files with the trait.
void report_exposed_in(const RuleContext& context, FindingSink& sink, Trait trait,
                       std::string_view where, std::string_view help);

}  // namespace credlint
