// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "parsers/deadline.h"

namespace credlint {

/// Lets tree-sitter's memory be watched. To be called before any of its objects is
/// made; more than once does no harm.
void watch_tree_memory();

/// Calls work(payload), which makes objects of tree-sitter for a text of `bytes` bytes and keeps at
/// most what it made. Some inputs ("a<a<a<…" in C#) make tree-sitter hold thousands of readings at
/// once, where a usual tree takes some thirty bytes for each of the text's; it asks nobody while it
/// unites them. False when it took more memory than is due, or longer than the deadline: then it
/// was ended in the middle, and all that it made is gone. So `work` may hold nothing that is to be
/// destroyed. Not to be nested.
bool run_within_budget(std::size_t bytes, Deadline deadline, void (*work)(void*), void* payload);

}  // namespace credlint
