// SPDX-License-Identifier: MIT
#include "scanner/core/line_hash.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;
/// Stands for the end of the file, before the padding.
constexpr std::uint16_t kEndOfFile = 65535;

/// kBase to the power of kWindow, modulo 2^64: the weight of the unit that leaves the window.
constexpr std::uint64_t leaving_weight() {
  std::uint64_t weight = 1;
  for (std::size_t i = 0; i < kWindow; ++i) weight *= kBase;
  return weight;
}

/// Takes UTF-16 units one by one; gives a line's hash once the window that begins with the line is
/// full.
class RollingHash {
 public:
  explicit RollingHash(const std::set<std::uint32_t>& wanted) : wanted_(wanted) {}

  /// One unit of the file.
  void read(std::uint16_t unit) {
    const bool second_half_of_line_end = after_return_ && unit == '\n';
    after_return_ = unit == '\r';
    if (unit == ' ' || unit == '\t' || second_half_of_line_end) return;
    if (unit == '\r') unit = '\n';
    emit();
    if (at_line_start_) starts_[index_] = ++line_;
    at_line_start_ = unit == '\n';
    shift_in(unit);
  }

  /// Fills up the windows of the last lines.
  void finish() {
    read(kEndOfFile);
    for (std::size_t i = 0; i < kWindow; ++i) {
      emit();
      shift_in(0);
    }
  }

  /// True once no further line is wanted.
  [[nodiscard]] bool done() const { return wanted_.empty() || emitted_ >= *wanted_.rbegin(); }

  [[nodiscard]] std::vector<std::string> result() const {
    std::vector<std::string> hashes;
    for (const std::uint32_t line : wanted_) {
      const auto found = hashes_.find(line);
      hashes.push_back(found == hashes_.end() ? std::string() : found->second);
    }
    return hashes;
  }

 private:
  /// Gives the hash of the line whose start is about to leave the window, if there is one.
  void emit() {
    const std::uint32_t line = std::exchange(starts_[index_], 0);
    if (line == 0) return;
    emitted_ = line;
    const std::uint32_t occurrence = ++counts_[hash_];
    if (wanted_.contains(line)) hashes_[line] = fmt::format("{:x}:{}", hash_, occurrence);
  }

  void shift_in(std::uint16_t unit) {
    static constexpr std::uint64_t kLeaving = leaving_weight();
    hash_ = kBase * hash_ + unit - kLeaving * std::exchange(window_[index_], unit);
    index_ = (index_ + 1) % kWindow;
  }

  const std::set<std::uint32_t>& wanted_;
  std::array<std::uint16_t, kWindow> window_{};
  std::array<std::uint32_t, kWindow>
      starts_{};  ///< line that starts at that place of the window, or 0
  std::size_t index_ = 0;
  std::uint64_t hash_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t emitted_ = 0;
  bool at_line_start_ = true;
  bool after_return_ = false;
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
  std::unordered_map<std::uint32_t, std::string> hashes_;
};

}  // namespace

std::vector<std::string> line_hashes(std::string_view text,
                                     const std::set<std::uint32_t>& wanted_lines) {
  RollingHash hash(wanted_lines);
  for (std::size_t at = 0; at < text.size() && !hash.done();) {
    const DecodedCharacter character = decode_utf8(text, at);
    at += character.length;
    if (character.code_point < 0x10000) {
      hash.read(static_cast<std::uint16_t>(character.code_point));
      continue;
    }
    const char32_t offset = character.code_point - 0x10000;
    hash.read(static_cast<std::uint16_t>(0xD800 + (offset >> 10)));
    hash.read(static_cast<std::uint16_t>(0xDC00 + (offset & 0x3FF)));
  }
  if (!hash.done()) hash.finish();
  return hash.result();
}

}  // namespace credlint
