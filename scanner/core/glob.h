// SPDX-License-Identifier: MIT
// Globs as .gitignore has them, compiled. Matching takes time at most proportional to
// pattern × text, whatever the pattern.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// One step of a glob within a path segment.
struct GlobToken {
  enum class Kind : std::uint8_t { Literal, Any, Star, Class };
  Kind kind = Kind::Literal;
  char literal = 0;
  std::uint32_t class_index = 0;  ///< into GlobSegment::classes
};

/// What stands between two slashes of a glob.
struct GlobSegment {
  bool double_star = false;  ///< "**": any number of segments
  std::vector<GlobToken> tokens;
  std::vector<std::bitset<256>> classes;
  std::size_t shortest = 0;  ///< bytes that a match has at least
};

using Glob = std::vector<GlobSegment>;

/// Compiles a glob. With `slashes`, '/' separates segments and "**" may span them; without, the
/// glob is one segment. Nothing when it can never match (an open bracket, an empty segment).
/// Source: https://git-scm.com/docs/gitignore and git's wildmatch.c
std::optional<Glob> compile_glob(std::string_view pattern, bool slashes);

/// The glob's text when it has no wildcards.
std::optional<std::string> literal_text(const Glob& glob);

/// Whether one name (without slashes) matches one segment.
bool matches_segment(const GlobSegment& segment, std::string_view name);

/// Whether a relative path matches the whole glob.
bool matches_path(std::span<const GlobSegment> glob, std::string_view path);

/// Whether as many segments at the end of a path as the glob has match it.
bool matches_path_end(std::span<const GlobSegment> glob, std::string_view path);

}  // namespace credlint
