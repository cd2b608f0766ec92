// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/core/facts.h"
#include "scanner/core/location.h"

namespace credlint {

/// A string literal taken apart.
struct Literal {
  std::string value;  ///< escapes resolved
  Span content;       ///< what stands between the quotes, relative to the literal's first byte
  Quoting quoting = Quoting::None;
};

/// Reads a string literal of any C-like language: prefix letters (r, b, f, u, @, $), single,
/// double, triple or back quotes. Escapes are left alone when `raw` or when the prefix says so.
Literal read_literal(std::string_view text, bool raw);

/// A shell's double-quoted string: backslash counts only before $, `, ", \ and the line's end.
std::string read_shell_string(std::string_view text);

/// The value of a text block: without its first line break and the indentation that all lines
/// share.
std::string strip_text_block(std::string_view text);

/// A whole number as languages write it: "3_600", "3'600", "3600L", "86400u32"; absent for
/// everything else.
std::optional<std::int64_t> read_number(std::string_view text);

/// Whether the text is written as names of variables are: AWS_REGION.
bool is_variable_name(std::string_view name);

/// The name of a shell variable in "$NAME", "${NAME[0]}", "${NAME:-x}"; empty for "$1", "${#NAME}",
/// "${!NAME}".
std::string_view shell_variable_name(std::string_view expansion);

/// The digits of such a number: "90_000" and "90'000" are "90000". Other text stays as it is, also
/// what begins with 0: it may be octal.
std::string plain_number(std::string_view text);

/// The seconds of "12h", "1h30m", "45s"; absent for everything else.
std::optional<std::int64_t> read_duration(std::string_view text);

/// A shell word: backslash escapes resolved, no quotes around it.
std::string read_shell_word(std::string_view text);

}  // namespace credlint
