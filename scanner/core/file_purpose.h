// SPDX-License-Identifier: MIT
// What a file is used for, as far as its traits and path tell.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/core/file_record.h"

namespace credlint {

enum class FilePurpose : std::uint8_t {
  Live,     ///< code and configuration: what stands there is used
  Data,     ///< records of something: JSON, CSV, saved pages
  Cache,    ///< what a tool keeps for itself and renews when needed
  Prose,    ///< documentation, logs
  Test,     ///< test code
  Fixture,  ///< recordings and sample data of tests
};

FilePurpose purpose_of(const FileRecord& record);

/// True for paths of test code and its data, where values are made up on purpose.
bool is_test_path(std::string_view path);

}  // namespace credlint
