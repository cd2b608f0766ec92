// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/setup.h"
#include "scanner/core/result.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// A place where no comment could be written.
struct LeftPlace {
  std::string path;
  std::uint32_t line = 0;  ///< as the file is afterwards; 0: the file as a whole
  std::string rules;
  std::string why;
};

struct AddedIgnores {
  std::size_t comments = 0;
  std::size_t files = 0;
  std::vector<LeftPlace> left;
};

/// Checks that a reason can go into any comment.
Status check_reason(std::string_view reason);

/// Writes "credlint: ignore" comments for all findings of a run that are not suppressed and that
/// make it fail, into the files on disk: whole or not at all, in their encoding, and only where
/// credlint reads nothing else out of a file afterwards than before. Files that have changed since
/// the run are left alone.
AddedIgnores add_ignores(const Setup& setup, const CheckResult& checked, std::string_view reason);

/// What is said of it: one line for each place that was left, then how much was written.
std::string added_text(const AddedIgnores& added);

}  // namespace credlint
