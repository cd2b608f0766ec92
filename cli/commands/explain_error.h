// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/explain/error_texts.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// How an explanation is written.
struct ExplainStyle {
  bool json = false;
  bool color = false;
};

/// The causes of what a message, log or stack trace says: those found on this machine or in the
/// working directory first, with their places, then the others. Nothing when no text in it is
/// known.
std::optional<std::string> explain_error(std::string_view log, const Catalog& catalog,
                                         const ErrorTexts& texts, const ExplainStyle& style);

}  // namespace credlint
