// SPDX-License-Identifier: MIT
#include "scanner/engine/preparation.h"

#include <utility>

namespace credlint {

Preparation::Preparation(const Catalog& of, Prefilter made)
    : catalog(of), prefilter(std::move(made)), matcher(of), formats(of), parser(of) {}

Result<std::shared_ptr<const Preparation>> Preparation::make(const Catalog& catalog,
                                                             Engine engine) {
  CREDLINT_TRY(Prefilter prefilter, Prefilter::create(catalog, embedded_prefilter(), engine));
  return std::make_shared<const Preparation>(catalog, std::move(prefilter));
}

}  // namespace credlint
