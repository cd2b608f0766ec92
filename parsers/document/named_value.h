// SPDX-License-Identifier: MIT
// The one mapper from setting names to facts, for all formats.
#pragma once

#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/fact_writer.h"
#include "scanner/core/part_of.h"

namespace credlint {

/// A value bound to a name somewhere in a file.
struct NamedValue {
  std::string_view name;  ///< as written
  Span name_span;
  std::string_view value;  ///< as meant: without quotes, escapes resolved
  Span value_span;
  Quoting quoting = Quoting::None;
  ScopeId scope;
  Encoded encoded = Encoded::Plain;
  bool line_break = false;  ///< as in CredentialPart
};

/// Adds the fact that `meaning` calls for: a credential part, region, profile reference or
/// endpoint.
void emit_named_value(const NamedValue& named, Meaning meaning, FactWriter& writer);

/// Adds the role that a setting names: the program that reads it is to assume it. `literal` as
/// below.
void emit_role_setting(const NamedValue& named, bool literal, FactWriter& writer);

/// Adds a `tool-setting`: what a tool was told, whatever becomes of it. `literal` is false where
/// something else is put in the value's place.
void emit_tool_setting(std::string_view tool, const NamedValue& named, Meaning meaning,
                       bool literal, FactWriter& writer);

/// The quoting that a character starts, or None.
Quoting quoting_of(char c);

}  // namespace credlint
