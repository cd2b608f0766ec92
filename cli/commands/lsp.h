// SPDX-License-Identifier: MIT
#pragma once

namespace credlint {

/// credlint lsp: a language server on standard input and output. Returns the exit code.
int run_lsp();

}  // namespace credlint
