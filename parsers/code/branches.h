// SPDX-License-Identifier: MIT
#pragma once

#include "parsers/code/code_model.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// Whether `inner` need not run where `around`, which is around it, does: an arm of "if", the right
/// side of "a && b".
bool runs_conditionally(const CodeModel& model, TSNode inner, TSNode around);

/// Tells under which conditions a piece of code runs. Refers to its arguments.
class Branches {
 public:
  /// `outside` are names that tell where the code runs: "__name__", "process.env".
  Branches(const CodeModel& model, const DataTable& outside) : model_(model), outside_(outside) {}

  struct Around {
    bool conditional = false;    ///< some branch
    bool where_it_runs = false;  ///< one whose condition depends on what is outside of the file
  };
  [[nodiscard]] Around around(TSNode node) const;

 private:
  /// Whether what decides about `inner` within the branch depends on what is outside.
  [[nodiscard]] bool is_decided_outside(TSNode branch, TSNode inner) const;
  [[nodiscard]] bool asks_outside(TSNode expression, int depth, int& budget) const;
  [[nodiscard]] bool is_from_outside(TSNode node, int depth, int& budget) const;
  [[nodiscard]] bool is_imported(std::string_view name) const;

  const CodeModel& model_;
  const DataTable& outside_;
};

}  // namespace credlint
