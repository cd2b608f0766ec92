// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "parsers/deadline.h"

namespace credlint {

/// A YAML text that its grammar refuses, in two, each of the same length as the text.
struct BrokenYaml {
  std::string sound;   ///< blanks for the lines that are wrong: what stands around them
  std::string broken;  ///< blanks for all else
};

/// Looks for the smallest parts, by their indentation, that cannot be understood. Both are empty
/// where nothing sound is left, and for a text that is too long to try.
BrokenYaml part_broken_yaml(std::string_view text, Deadline deadline);

}  // namespace credlint
