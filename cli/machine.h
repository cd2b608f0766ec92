// SPDX-License-Identifier: MIT
// The machine that the process runs on, as `doctor` sees it: its environment, the shared files and
// the caches. All reading is done here; nothing is run and nothing is asked over a network.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/resolver/profile_view.h"
#include "scanner/core/diagnostic.h"
#include "scanner/core/result.h"
#include "scanner/engine/pipeline.h"

namespace credlint {

struct LoadedMachine {
  std::unique_ptr<FactStore> facts;
  resolver::Environment environment;
  resolver::SharedPaths paths;
  std::vector<Diagnostic> diagnostics;  ///< sorted
};

/// The variables of this process.
resolver::Environment process_environment();

/// Reads what the environment points to, as the given SDKs take it; without any, as most do. A file
/// that is not there is no trouble unless a variable names it.
Result<LoadedMachine> load_machine(const Catalog& catalog, resolver::Environment environment,
                                   std::span<const std::string_view> sdks = {});

/// What stands at a path, after symbolic links.
resolver::FileState state_of(std::string_view path);
/// True when this user may run the file.
bool may_run(std::string_view path);

}  // namespace credlint
