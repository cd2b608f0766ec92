// SPDX-License-Identifier: MIT
// How a finding can be mended, as data: rules say it, `check --fix`, reports and editors use it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/location.h"

namespace credlint {

/// Whether a fix may be made without somebody looking at it.
enum class FixSafety : std::uint8_t {
  Safe,    ///< says what the text was plainly meant to say
  Unsafe,  ///< very probably right, but it may change what a program does
};

std::string_view to_string(FixSafety safety);  ///< "safe", "unsafe"

/// Puts one text in the place of another. Neither may hold any part of a credential.
struct Edit {
  Location at;
  std::string before;  ///< what stands there; where it does not, the whole fix is void
  std::string after;
};

/// What is done to the file of a finding as a whole.
enum class FileFix : std::uint8_t {
  None,
  LineFeeds,  ///< every line ends in LF
  NoByteOrderMark,
};

/// Edits that mend a finding together, or not at all. They do not overlap.
struct Fix {
  std::string title;  ///< what it does, in one line: "write eu-west-1"
  FixSafety safety = FixSafety::Unsafe;
  std::vector<Edit> edits;
  FileFix whole = FileFix::None;  ///< where it is something, there are no edits
};

/// Empty places at the ends of a place.
Location start_of(const Location& at);
Location end_of(const Location& at);
/// From the start of one place to the end of another that is not before it in the file.
Location from_to(const Location& first, const Location& last);
/// `count` characters in front of a place, behind it, or in it from `offset` on; they have to be
/// ASCII and on one line.
Location ascii_before(const Location& at, std::uint32_t count);
Location ascii_behind(const Location& at, std::uint32_t count);
Location ascii_within(const Location& at, std::uint32_t offset, std::uint32_t count);

/// A fix of a file as a whole.
Fix file_fix(FileFix whole, std::string_view title);
/// A fix of one edit.
Fix replacement(const Location& at, std::string_view before, std::string_view after,
                FixSafety safety);
/// A fix that takes away one character on each side of a place: its quotes.
Fix without_quotes(const Location& at, std::string_view quote, FixSafety safety);

}  // namespace credlint
