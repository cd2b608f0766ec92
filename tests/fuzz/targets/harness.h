// SPDX-License-Identifier: MIT
// What libFuzzer's programs share: everything that takes time is made once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "scanner/core/fact_store.h"
#include "scanner/engine/file_scanner.h"

namespace credlint::fuzz {

/// Ends the program, so that libFuzzer keeps the input.
[[noreturn]] void fail(std::string_view what);

/// The bytes as one of the files that a program reads: the first byte picks the name, the rest is
/// its content.
struct NamedInput {
  std::string_view name;
  std::string_view bytes;
};
NamedInput named(std::span<const std::string_view> names, std::string_view input);

/// Reads one file with what the program has compiled in; ends the program where a fact stands at no
/// place of it.
ParsedFile parse(std::string_view name, std::string_view bytes, FileId id = 0);

/// Ends the program where a text is no UTF-8, or holds control characters but for line ends.
void check_printable(std::string_view text);

}  // namespace credlint::fuzz
