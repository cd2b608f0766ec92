// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "scanner/core/catalog.h"
#include "scanner/engine/file_scanner.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

/// The variables that some SDK reads, or whose names seem meant for those, as facts of a file named
/// "environment": one line each, in their order. All belong to one scope.
ParsedFile environment_facts(FileId id, std::span<const EnvironmentVariable> variables,
                             const Catalog& catalog);

}  // namespace credlint
