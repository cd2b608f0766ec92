// SPDX-License-Identifier: MIT
#include "cli/commands/lsp.h"

#include <unistd.h>

#include "cli/lsp/server.h"

namespace credlint {

int run_lsp() { return LspServer(MessageStream(STDIN_FILENO, STDOUT_FILENO)).run(); }

}  // namespace credlint
