// SPDX-License-Identifier: MIT
// The text around facts, for fixes, as far as it is kept: lines as reports show them, with their
// credentials masked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/core/fact_store.h"
#include "scanner/core/fix.h"
#include "scanner/core/location.h"

namespace credlint {

/// What stands on the line before a place, and behind it. Nothing where that is not kept, or is
/// not all ASCII.
std::optional<std::string> text_before(const FactStore& facts, const Location& at);
std::optional<std::string> text_behind(const FactStore& facts, const Location& at);
/// What stands between two places on one line.
std::optional<std::string> text_between(const FactStore& facts, const Location& first,
                                        const Location& second);

/// The character before a place or behind it, ready to be taken away; nothing where that is not
/// known.
std::optional<Edit> shown_character_before(const FactStore& facts, const Location& at);
std::optional<Edit> shown_character_behind(const FactStore& facts, const Location& at);

/// Puts `after` for what stands between two places on one line; nothing where that is not known.
std::optional<Fix> write_between(const FactStore& facts, const Location& first,
                                 const Location& second, std::string_view after, FixSafety safety);
/// Takes a comment from behind a value to a line of its own above it.
std::optional<Fix> comment_above(const FactStore& facts, const Location& value,
                                 const Location& comment);

}  // namespace credlint
