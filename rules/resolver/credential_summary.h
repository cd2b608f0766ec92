// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/facts.h"

namespace credlint::resolver {

/// What a credential says about itself, in Markdown and without any part of it that AWS keeps
/// secret: kind and account of a key id; account, region and time of a token; the length of a
/// secret.
std::string summary_of(const CredentialPart& part);

/// Why a value may be no credential, in words; what is empty says nothing against it.
struct Doubt {
  std::string_view shape;    ///< "not of the length of a secret key"
  std::string_view made_up;  ///< "an example of the AWS documentation"
};
Doubt doubt_about(const CredentialPart& part, const Catalog& catalog);

}  // namespace credlint::resolver
