// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/result.h"
#include "scanner/match/prefilter.h"

namespace credlint {

/// Gives memory that begins where a Hyperscan database may.
template <class T>
struct DatabaseAllocator {
  using value_type = T;
  T* allocate(std::size_t count) {
    return static_cast<T*>(
        ::operator new (count * sizeof(T), std::align_val_t{kDatabaseAlignment}));
  }
  void deallocate(T* at, std::size_t) noexcept {
    ::operator delete (at, std::align_val_t{kDatabaseAlignment});
  }
  bool operator==(const DatabaseAllocator&) const = default;
};
using DatabaseBytes = std::vector<std::uint8_t, DatabaseAllocator<std::uint8_t>>;

/// Compiled expressions with their bytes.
struct CompiledDatabase {
  DatabaseBytes database;               ///< as it stands in memory
  std::vector<std::uint32_t> rejected;  ///< indexes of expressions that Hyperscan cannot compile
  std::vector<std::string> notes;       ///< why, one per rejected expression
  std::uint64_t expressions_hash = 0;

  [[nodiscard]] DatabaseImage image() const& { return {database, rejected, expressions_hash}; }
  DatabaseImage image() const&& = delete;
};

struct CompiledPrefilter {
  CompiledDatabase files;
  CompiledDatabase context;

  [[nodiscard]] PrefilterImage image() const& { return {files.image(), context.image()}; }
  PrefilterImage image() const&& = delete;
};

/// Compiles the prefilter of a catalog for the generic platform. Without Hyperscan, or where the
/// program that it is for has none, the databases are empty and that is no error.
Result<CompiledPrefilter> compile_prefilter(const Catalog& catalog, bool with_databases = true);

}  // namespace credlint
