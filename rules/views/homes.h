// SPDX-License-Identifier: MIT
// Homes: folders that hold `.aws`. What is said about a machine (modes of files, caches, files that
// are missing) holds for the home of somebody who works there, not for one that is part of a
// repository, of a test or of a sample.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/core/fact_store.h"

namespace credlint {

/// One `.aws` folder.
struct Home {
  std::string_view aws_folder;  ///< "home/.aws"
  std::string_view root;        ///< the folder that holds it; empty for the working directory
  bool real = true;             ///< git tracks nothing in it, and it is no part of tests
  std::map<std::pair<CacheKind, std::string_view>, const CacheEntry*> caches;  ///< by name

  /// The entry of that cache and name, or nullptr.
  [[nodiscard]] const CacheEntry* cached(CacheKind kind, std::string_view name) const;
};

/// All homes of a run. Refers to the FactStore.
class Homes {
 public:
  explicit Homes(const FactStore& facts);

  /// The home that a path lies in, or nullptr; also for homes that are not real.
  [[nodiscard]] const Home* around(std::string_view path) const;
  /// Like around(), but only if the home is real.
  [[nodiscard]] const Home* real_around(std::string_view path) const;
  /// By the path of the `.aws` folder.
  [[nodiscard]] const std::map<std::string_view, Home>& all() const { return homes_; }

 private:
  std::map<std::string_view, Home> homes_;
};

/// The `.aws` folder that a path lies in ("home/.aws"), or an empty text.
std::string_view aws_folder_of(std::string_view path);

}  // namespace credlint
