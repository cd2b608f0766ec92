// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/resolver/dialect.h"
#include "scanner/core/facts.h"

namespace credlint::resolver {

struct SectionName {
  SectionKind kind = SectionKind::Profile;
  std::string name;
  bool prefixed = false;  ///< written with the word "profile"
};

/// What the text between the brackets names; absent when the SDK ignores the section.
std::optional<SectionName> name_of_section(std::string_view text, SharedFile file, Names names);

/// True when the reference grammar allows the text as a name of a profile or a property.
bool is_reference_id(std::string_view text);

}  // namespace credlint::resolver
