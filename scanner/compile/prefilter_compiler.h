// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/result.h"
#include "scanner/match/prefilter.h"

namespace credlint {

/// A compiled prefilter with its bytes.
struct CompiledPrefilter {
  std::vector<std::uint8_t> database;
  std::vector<std::uint32_t> rejected;  ///< indexes of expressions that Hyperscan cannot compile
  std::vector<std::string> notes;       ///< why, one per rejected expression
  std::uint64_t expressions_hash = 0;

  [[nodiscard]] PrefilterImage image() const& { return {database, rejected, expressions_hash}; }
  PrefilterImage image() const&& = delete;
};

/// Compiles the prefilter of a catalog for the generic platform. Without Hyperscan the database is
/// empty and that is no error.
Result<CompiledPrefilter> compile_prefilter(const Catalog& catalog);

}  // namespace credlint
