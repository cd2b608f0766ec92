// SPDX-License-Identifier: MIT
// How code hands a session token to a call of an SDK, from the call rows of rulesets/languages/.
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/facts.h"

namespace credlint {

/// At most one of the three is given; none where the rows do not tell.
struct CallToken {
  std::string argument;  ///< "aws_session_token=", as the language writes it
  std::string position;  ///< "third", where it has no name
  std::string instead;   ///< "SessionAWSCredentials", where the call itself takes no token

  /// ", as third argument" or " (`sessionToken`)" behind "pass the session token"; else empty.
  [[nodiscard]] std::string where() const;
};

/// `language` is its id.
CallToken call_token(const Catalog& catalog, std::string_view language,
                     const ClientConstruction& call);
/// The same in a language of blocks, which all spell it alike (HCL).
CallToken block_token(const Catalog& catalog, std::string_view language);

}  // namespace credlint
