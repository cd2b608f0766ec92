// SPDX-License-Identifier: MIT
// The program of credential_process: run with `doctor --verify --run-process` only.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "cli/verify/curl.h"
#include "rules/resolver/sdk.h"

namespace credlint {

/// The words that the SDK starts: those of the setting, or a shell with it. Empty when there are
/// none, or a quote is not closed.
std::vector<std::string> process_command(const resolver::Sdk& sdk, std::string_view setting);

/// Runs the program with this process's environment and reads the JSON that it prints. An error
/// says what is wrong with it, and holds nothing of what it printed.
Result<SigningKeys> run_credential_process(const std::vector<std::string>& command,
                                           std::chrono::milliseconds patience,
                                           const Progress& progress);

/// The keys in what the program printed.
Result<SigningKeys> read_process_output(std::string_view text);

}  // namespace credlint
