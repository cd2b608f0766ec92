// SPDX-License-Identifier: MIT
// Key ids in what AWS answered or logged: they name a key, and nothing signs with them.
#pragma once

#include <map>
#include <vector>

#include "scanner/core/fact_store.h"

namespace credlint {

class RecordedIds {
 public:
  explicit RecordedIds(const FactStore& facts);

  [[nodiscard]] bool holds(const Location& at) const;

 private:
  std::map<FileId, std::vector<std::uint32_t>> begins_;  ///< of records, in order
};

}  // namespace credlint
