// SPDX-License-Identifier: MIT
// What formats say alike. Everything returned is printable, on one line, and holds no credential.
#pragma once

#include <string>
#include <string_view>

#include "scanner/report/lookup.h"

namespace credlint {

/// Without blanks at its end and with a full stop, unless it ends in one, "!" or "?".
std::string sentence(std::string text);

/// What to do, as a sentence; empty where nothing is said.
std::string help_sentence(const Finding& finding);
/// The message and what to do, as sentences.
std::string message_and_help(const Finding& finding);

/// A path as people read it.
std::string shown_path(std::string_view path);
/// "path:line:column"; the path alone for a file as a whole.
std::string shown_place(const RunLookup& lookup, const Location& at);

/// "1a2b3c4d5e6f 2026-01-31T12:00:00Z in a.py; no longer in HEAD".
std::string introduction_text(const Introduction& introduced);

/// A rule about a credential that others may read; the others are about what fails.
bool is_exposure(const Rule* rule);

}  // namespace credlint
