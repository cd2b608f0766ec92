// SPDX-License-Identifier: MIT
// Every bound that keeps hostile or merely huge input from taking the tool down with it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace credlint::limits {

/// Files above this many bytes are not read (a Diagnostic says so); --max-file-size changes it.
inline constexpr std::uint64_t kMaxFileBytes = 20ULL << 20;
/// A NUL within this many leading bytes makes a file binary.
inline constexpr std::size_t kBinarySniffBytes = 8192;
/// Facts kept per file; the rest is dropped with a Diagnostic.
inline constexpr std::size_t kMaxFactsPerFile = 20'000;
/// Folders deeper than this are not entered (a Diagnostic says so).
inline constexpr int kMaxFolderDepth = 256;
/// Source files above this many bytes are parsed only in windows around their hits.
inline constexpr std::size_t kWholeParseBytes = 256 << 10;
/// Bytes parsed on each side of a hit in a larger file.
inline constexpr std::size_t kParseWindowBytes = 32 << 10;
/// Processor time that tree-sitter may spend on one file, in microseconds …
inline constexpr std::uint64_t kParseMicroseconds = 2'000'000;
/// … and as much again for each so many bytes, for large files are honest work.
inline constexpr std::size_t kParseMoreTimeBytes = 2 << 20;
/// Data files above this many bytes are read as plain text.
inline constexpr std::size_t kMaxDocumentBytes = 8 << 20;
/// Data files nested deeper than this is not followed.
inline constexpr std::size_t kMaxJsonDepth = 256;
/// Methods called one on another's result that are followed.
inline constexpr std::size_t kMaxCallChain = 64;
/// Steps that the value evaluator may take to follow one expression.
inline constexpr int kMaxFollowDepth = 16;
/// Scripts in scripts that are read: bash -c "bash -c …".
inline constexpr int kMaxScriptDepth = 4;
/// Steps that it may take for all expressions of one file.
inline constexpr int kMaxFollowSteps = 500'000;
/// Characters of a source line that a report shows.
inline constexpr std::size_t kExcerptCharacters = 160;
/// SARIF results kept, as code scanning keeps no more.
inline constexpr std::size_t kMaxSarifResults = 5'000;

}  // namespace credlint::limits
