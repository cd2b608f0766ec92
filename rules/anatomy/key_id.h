// SPDX-License-Identifier: MIT
// What an access key id says about itself. Source:
// docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (prefixes) and
// awsteele.com/blog/2020/09/26/aws-access-key-format.html (account inside).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace credlint {

enum class KeyIdKind {
  LongTerm,   ///< AKIA
  Temporary,  ///< ASIA: only with a session token
  Other,
};

/// By the prefix alone, in any case.
KeyIdKind key_id_kind(std::string_view key_id);

/// True for the prefix (of an access key or of another kind of credential) followed by 16
/// characters of [A-Z2-7].
bool is_well_formed_id(std::string_view id, std::string_view prefix);

/// True for AKIA/ASIA followed by 16 characters of [A-Z2-7].
bool is_well_formed_key_id(std::string_view key_id);

/// True when the characters behind the prefix repeat more than chance would have it: fewer than 2.6
/// bits each, as one of 50,000 random ids has.
bool has_few_characters(std::string_view key_id);

/// The 12-digit account inside a well-formed id. Absent for ids of the layout used before 2019
/// (fifth character I or J, and others whose layout bit is not set) and for impossible accounts.
std::optional<std::string> account_of_key_id(std::string_view key_id);

/// The account number that the body decodes to, whether or not it is possible; absent when the id
/// is not well formed or of the old layout.
std::optional<unsigned long long> account_number_of_key_id(std::string_view key_id);

}  // namespace credlint
