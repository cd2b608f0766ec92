// SPDX-License-Identifier: MIT
// What is known of files beside their content.
#pragma once

#include <vector>

#include "scanner/engine/file_scanner.h"
#include "scanner/engine/pipeline.h"
#include "scanner/input/git_repository.h"

namespace credlint {

/// Asks git about the files whose exposure depends on it; no process is started for others.
void note_tracking(std::vector<ParsedFile>& files);

/// Notes who may read the files that hold credentials: one stat for each file on disk. Texts given
/// in memory have no mode.
void note_modes(std::vector<ParsedFile>& files, const std::vector<InMemoryFile>& in_memory);

/// Files of a repository are judged by paths from its root; from now on they have the paths to
/// show.
void show_from_here(const Repository& repository, std::vector<ParsedFile>& files);

}  // namespace credlint
