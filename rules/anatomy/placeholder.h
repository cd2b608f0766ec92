// SPDX-License-Identifier: MIT
// Values that stand where a credential should stand but are none. What counts as such is data:
// documentation_keys.toml, placeholders.toml and
// made_up_words.toml in rulesets/data/.
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

enum class PlaceholderKind {
  None,           ///< may be a credential
  Documentation,  ///< a value that AWS publishes as an example, recognised exactly
  FillIn,         ///< "<your key>", "YOUR_KEY", "changeme", "xxxx", "AKIA****", "ACCESSKEYID"
  BlankedOut,     ///< "AKIA2FH352KXXXXXX": a part of a real one is hidden by hand
  Code,           ///< "process.env.AWS_REGION": a program's reading of a variable, as a text
  Dummy,          ///< "test", "minioadmin", "fakeAccessKey123": made up for a local stack or a test
};

PlaceholderKind placeholder_kind(std::string_view value, const Catalog& catalog);

/// True for all kinds but None.
bool is_placeholder(std::string_view value, const Catalog& catalog);

/// True when the value is the name of a setting for a part of a credential ("AWS_ACCESS_KEY_ID",
/// "s3.access-key-id"): code keeps such names in constants.
bool names_setting(std::string_view value, const Catalog& catalog);

/// True for accounts that documentation and local stacks use: nobody's.
bool is_documentation_account(std::string_view account, const Catalog& catalog);

/// True for the accounts of local stacks alone.
bool is_local_account(std::string_view account, const Catalog& catalog);

/// True when the value is, or holds, something that another program was meant to replace: ${X}, $X,
/// %X%, {{ x }}, ${{ x }}, <%= x %>, #{x}, $(x), @X@, ##X##, __X__, `x`, !Ref x, << a.x >>.
bool is_expansion(std::string_view value);

}  // namespace credlint
