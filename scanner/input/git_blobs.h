// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/result.h"
#include "scanner/input/git_repository.h"
#include "scanner/input/git_stream.h"
#include "scanner/input/read_files.h"

namespace credlint {

/// Reads every one of `files` from the repository's objects, and calls `visit` with its path
/// as Repository::named() has it and its place in `files` as InputFile::index, from up to
/// worker_count() threads. What `options` exclude is left out as in read_files(). An object that is
/// missing or broken is a Diagnostic.
Result<ReadSummary> read_blobs(const Repository& repository, const std::vector<TreeFile>& files,
                               const ReadOptions& options, const Visit& visit);

/// Reads single blobs, one after the other, from one long-lived process that is started when it is
/// first asked. Not thread-safe.
class BlobReader {
 public:
  BlobReader(const Repository& repository, std::uint64_t limit)
      : repository_(repository), limit_(limit) {}

  /// The bytes of a blob; nothing where it is larger than the limit or not there. The view lives
  /// until the next call. An error when git fails.
  Result<std::optional<std::string_view>> read(const std::string& blob);

 private:
  const Repository& repository_;
  std::uint64_t limit_;
  std::unique_ptr<GitStream> git_;
};

}  // namespace credlint
