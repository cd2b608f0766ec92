// SPDX-License-Identifier: MIT
// The strings of a JSON text with their places, which parsers that build values do not keep.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "parsers/document/mapped_text.h"
#include "scanner/core/location.h"

namespace credlint {

/// One step on the way to a value: a member of an object, or an element of an array.
struct JsonStep {
  std::string_view name;    ///< as written; empty for elements
  std::uint32_t index = 0;  ///< of elements
};

/// Told the way to a string value, and what stands between its quotes.
using JsonStringVisitor = std::function<void(std::span<const JsonStep> path, Span string)>;

/// Visits all strings that are values, in order. What is no JSON is passed over: then, and where
/// the text is cut off or too deep, the answer is false.
bool for_each_json_string(std::string_view text, const JsonStringVisitor& visit);

/// Appends what a string stands for: `string` without its quotes.
void append_json_string(std::string_view text, Span string, MappedText& out);

}  // namespace credlint
