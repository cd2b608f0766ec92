// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "parsers/code/code_model.h"

namespace credlint {

/// Tells which expressions of a shell script hold the answer of STS: those within which it is
/// asked, and those that take it out of a variable.
class ShellOrigins {
 public:
  explicit ShellOrigins(const CodeModel& model) : model_(model) {}

  /// A command that asks STS. All are to be told before from_role() is asked.
  void note_role(TSNode command) { roles_.insert(ts_node_start_byte(command)); }
  [[nodiscard]] bool from_role(TSNode value) const { return from_role(value, 0); }

 private:
  [[nodiscard]] bool from_role(TSNode value, int depth) const;
  [[nodiscard]] std::vector<TSNode> variables_in(TSNode value) const;

  const CodeModel& model_;
  std::set<std::uint32_t> roles_;  ///< first bytes of the commands
  /// Nodes looked at so far; bounded, as variables that name variables can double at each step.
  mutable int steps_ = 0;
};

}  // namespace credlint
