// SPDX-License-Identifier: MIT
// Every byte that is linted comes through here: the files that were named and those found in
// folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/core/limits.h"
#include "scanner/core/result.h"
#include "scanner/input/descriptor.h"  // read_descriptor, for stdin
#include "scanner/input/progress.h"

namespace credlint {

struct ReadOptions {
  bool respect_gitignore = true;
  /// Globs from the configuration, in gitignore syntax, relative to exclude_root.
  std::vector<std::string> exclude;
  /// Folder of the configuration file; "" is the working directory.
  std::string exclude_root;
  /// Excludes also apply to paths that are named as roots.
  bool exclude_named = true;
  std::uint64_t max_file_bytes = limits::kMaxFileBytes;
  /// Threads; 0 for one per core that the process may use.
  unsigned workers = 0;
  /// Asked for every file before it is opened, from any worker; empty accepts all.
  std::function<bool(std::string_view path)> wanted;
  /// Whether a file of that name may hold a credential, asked from any worker for those that are in
  /// UTF-32: the others are left out like binary files. Empty: all may.
  std::function<bool(std::string_view path)> may_hold_credentials;
  /// Told how far reading is, and asked whether to go on; may be null.
  Progress* progress = nullptr;
};

/// One file. Path and bytes live during the call only.
struct InputFile {
  std::string_view path;   ///< as shown: the root as it was given, "./" stripped, '/', the rest
  std::string_view bytes;  ///< text in UTF-8 or UTF-16, as stored
  bool named = false;      ///< it is itself a root
  unsigned worker = 0;     ///< below worker_count(); one call at a time for each
  std::size_t index = 0;   ///< which of the blobs that were asked for; 0 for files on disk
};

/// Tells options.progress that one more file was read.
void note_read(const ReadOptions& options, std::size_t bytes);
/// Whether the user should know that this file was not read, being in UTF-32.
bool matters_in_utf32(const ReadOptions& options, std::string_view path);
/// Whether the user wants no more.
bool is_stopped(const ReadOptions& options);

/// What was read, and what was not and why. Files that could not be read for a reason that the user
/// should know are diagnostics too.
struct ReadSummary {
  std::uint64_t files = 0;  ///< visited
  std::uint64_t bytes = 0;  ///< in them
  std::uint64_t binary = 0;
  std::uint64_t utf32 = 0;  ///< text in UTF-32 in which nothing was to be expected
  std::uint64_t ignored =
      0;  ///< files and folders that git ignores; what is in the folders is not counted
  std::uint64_t excluded = 0;     ///< files and folders that the configuration excludes
  std::uint64_t unwanted = 0;     ///< files that `wanted` refused
  std::uint64_t symlinks = 0;     ///< met in a folder, not followed
  std::uint64_t not_regular = 0;  ///< FIFOs, sockets, devices
  std::uint64_t too_large = 0;
  std::uint64_t unreadable = 0;         ///< files and folders
  std::vector<Diagnostic> diagnostics;  ///< sorted
};

/// Adds what one more reading did.
void add_to(ReadSummary& sum, ReadSummary part);

/// Called from worker threads, in no particular order. Must not throw.
using Visit = std::function<void(const InputFile&)>;

/// Reads every file under `roots` (files and folders), each once even where roots overlap. An error
/// only when none of the roots exists. The working directory must not change meanwhile.
///
/// In folders: hidden entries are read, symbolic links are not followed, the insides of version
/// control (.git and the like) and what git ignores are left out. Roots are read whatever git says.
Result<ReadSummary> read_files(const std::vector<std::string>& roots, const ReadOptions& options,
                               const Visit& visit);

/// Number of workers that read_files() uses at most.
unsigned worker_count(const ReadOptions& options);

/// A path as it is shown: without "./" at its start and '/' at its end. "" for the working
/// directory.
std::string display_path(std::string_view given);

}  // namespace credlint
