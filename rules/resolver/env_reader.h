// SPDX-License-Identifier: MIT
// What a loader of env files makes of one line, from rulesets/data/env_dialects.toml.
#pragma once

#include <string>
#include <string_view>

#include "rules/resolver/machine.h"

namespace credlint::resolver {

/// The words of a row; each is off where it is not named.
struct EnvDialect {
  bool mark_ignored = false;              ///< a byte order mark is no part of the name
  bool export_taken = false;              ///< "export " before the name is understood
  bool export_needed = false;             ///< only such lines reach other programs
  bool blank_in_name_is_error = false;    ///< stops the whole file
  bool blank_in_name_is_nothing = false;  ///< the line is passed over
  bool name_checked = false;              ///< names of letters, digits and "_" only
  bool blanks_trimmed = false;            ///< around name and value
  bool quotes_stripped = false;
  bool comment_anywhere = false;     ///< "#" ends a value that is not quoted
  bool comment_after_blank = false;  ///< "#" does so behind a blank
  bool cr_trimmed = false;
  bool colon_separates = false;  ///< "NAME: value"
  bool shell = false;            ///< blanks end the value and must not stand around "="
  bool backslash_eaten = false;
  bool dollar_expanded = false;
  bool semicolon_ends = false;
  bool words = false;  ///< every word of the line is an assignment or nothing
};

EnvDialect env_dialect_named(const Catalog& catalog, std::string_view name);

/// The first word of a row that is not understood; empty when all are.
std::string_view first_unknown_env_word(std::string_view row);

struct EnvLine {
  enum class Kind : std::uint8_t { Nothing, Variable, Error };
  Kind kind = Kind::Nothing;
  std::string name;
  std::string value;
};

/// The line, without its LF. `environment` is what "$NAME" is taken from.
EnvLine read_env_line(std::string_view line, const EnvDialect& dialect,
                      const Environment& environment);

}  // namespace credlint::resolver
