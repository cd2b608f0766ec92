// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"

namespace credlint {

/// One regular expression of the prefilter, in RE2 syntax.
struct Expression {
  /// A name of a variable, region, profile or part of a credential: it means something wherever it
  /// stands.
  static constexpr std::uint32_t kKeyName = 0xffff'ffff;
  /// Another setting's name, or a text of a tool's: it means something in data.
  static constexpr std::uint32_t kSettingName = 0xffff'fffe;
  std::string regex;
  std::uint32_t pattern = kKeyName;  ///< index into Catalog::patterns, or one of those
};

/// Everything the prefilter looks for: the anchored patterns, then the key names. Used by the
/// build step and at run time, so that both agree.
std::vector<Expression> expressions(const Catalog& catalog);

/// What is looked for in files that are parsed only: the matches and ignores without an anchor.
std::vector<Expression> context_expressions(const Catalog& catalog);

/// The names of credential parts that occur everywhere, and so are not among expressions(): one
/// expression for all of them.
std::string common_part_names(const Catalog& catalog);

/// A hash that changes when an expression or its place changes.
std::uint64_t hash_of(std::span<const Expression> list);

/// The same expression in Hyperscan's syntax: there `\s` includes the vertical tab, in RE2 it does
/// not.
std::string hyperscan_syntax(std::string_view regex);

}  // namespace credlint
