// SPDX-License-Identifier: MIT
// Who reads an env file. The same line means different things to Docker, to a shell and to a dotenv
// library, so what is wrong with it depends on its readers.
#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <vector>

#include "scanner/core/fact_store.h"
#include "scanner/core/finding.h"

namespace credlint {

/// One reader of an env file.
struct EnvFileReading {
  EnvFileReader reader = EnvFileReader::Shell;
  const EnvFileUse* use =
      nullptr;  ///< where it is read; nullptr when the file's name says it (.envrc)
};

/// The known readers of every file of a run. Built once per check; refers to the FactStore.
class EnvFileReaders {
 public:
  explicit EnvFileReaders(const FactStore& facts);

  /// All known readers of the file; empty when nobody was seen to read it.
  [[nodiscard]] std::span<const EnvFileReading> of(FileId file) const;
  /// The first known reader of the file that is one of `wanted`, or nullptr. Who asks for
  /// DockerRun gets Kubectl as well, which makes the same of a line.
  [[nodiscard]] const EnvFileReading* first(FileId file,
                                            std::initializer_list<EnvFileReader> wanted) const;

 private:
  std::map<FileId, std::vector<EnvFileReading>> by_file_;
};

/// The reader in words: "docker run --env-file".
const char* reader_name(EnvFileReader reader);

/// Adds the place where the reader is given the file, when there is one.
void relate_reader(Finding& finding, const EnvFileReading& reading);

}  // namespace credlint
