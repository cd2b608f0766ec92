// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "parsers/parser.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"
#include "scanner/input/format.h"
#include "scanner/match/matcher.h"
#include "scanner/match/prefilter.h"

namespace credlint {

/// What is made of a catalog before files are read: automata, regular expressions, globs, and the
/// queries of each language once it comes up. Takes tens of milliseconds, so that runs one after
/// the other share it. Immutable to those who use it.
struct Preparation {
  /// The catalog's rows must outlive it.
  static Result<std::shared_ptr<const Preparation>> make(const Catalog& catalog, Engine engine);
  Preparation(const Catalog& of, Prefilter made);

  const Catalog& catalog;
  const Prefilter prefilter;
  const Matcher matcher;
  const FormatDetector formats;
  const FileParser parser;
};

}  // namespace credlint
