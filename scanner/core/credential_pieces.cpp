// SPDX-License-Identifier: MIT
#include "scanner/core/credential_pieces.h"

#include <algorithm>
#include <utility>

#include "scanner/core/excerpt.h"
#include "scanner/core/random_text.h"

namespace credlint {
namespace {

static_assert(CredentialPieces::kShortest == sizeof(std::uint64_t), "a piece is one number");

/// No credential is longer; what hostile input calls one may be.
constexpr std::size_t kLongestValue = 16 << 10;
constexpr unsigned kFilterBits = 20;
constexpr std::size_t kRandomLength = 32;
/// How far around a piece it is looked for what belongs to it.
constexpr std::size_t kReach = 256;

/// Hexadecimal, a secret in one case, or one of a thousand that have no digit: letters change as in
/// no word.
bool is_random(std::string_view value) {
  const Mixture mixture = mixture_of(value);
  const bool mixed = mixture.digit || (mixture.lower && mixture.upper);
  return value.size() >= kRandomLength && mixed && mixture.changes_at_least(25);
}

bool looks_like_words(std::string_view value) {
  const auto any_of = [&](char first, char last) {
    return std::any_of(value.begin(), value.end(), [&](char c) { return c >= first && c <= last; });
  };
  return (!any_of('A', 'Z') || !any_of('0', '9')) && !is_random(value);
}

/// A command or a sentence in the place of a value holds blanks, and its words are no secret.
bool is_word(std::string_view piece) {
  return std::all_of(piece.begin(), piece.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-'; });
}

std::uint64_t shifted_in(std::uint64_t piece, char c) {
  return (piece << 8U) | static_cast<unsigned char>(c);
}

std::size_t bucket_of(std::uint64_t piece) {
  return static_cast<std::size_t>((piece * 0x9E3779B97F4A7C15ULL) >> (64 - kFilterBits));
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The run that a piece stands in where all of it looks like a secret: without the piece, what is
/// left of it would not.
Stretch secret_around(std::string_view text, Stretch piece) {
  const auto belongs = [](char c) {
    return is_base64_letter(c) || std::string_view("%\\-_=").find(c) != std::string_view::npos;
  };
  Stretch run = piece;
  const std::size_t first = piece.begin - std::min(piece.begin, kReach);
  const std::size_t last = std::min(text.size(), piece.end + kReach);
  while (run.begin > first && belongs(text[run.begin - 1])) --run.begin;
  while (run.end < last && belongs(text[run.end])) ++run.end;
  const std::string_view whole = text.substr(run.begin, run.end - run.begin);
  return mask_unrecognised(whole) == whole ? piece : run;
}

}  // namespace

void CredentialPieces::add(std::string_view value) {
  if (looks_like_words(value)) return;
  value = value.substr(0, kLongestValue);
  const bool text = value.find(' ') != std::string_view::npos;
  std::uint64_t piece = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    piece = shifted_in(piece, value[i]);
    if (i + 1 < kShortest) continue;
    if (text && is_word(value.substr(i + 1 - kShortest, kShortest))) continue;
    pieces_.push_back(piece);
  }
}

void CredentialPieces::seal() {
  if (pieces_.empty()) return;
  std::sort(pieces_.begin(), pieces_.end());
  pieces_.erase(std::unique(pieces_.begin(), pieces_.end()), pieces_.end());
  filter_.assign(std::size_t{1} << kFilterBits, false);
  for (const std::uint64_t piece : pieces_) filter_[bucket_of(piece)] = true;
}

bool CredentialPieces::holds(std::uint64_t piece) const {
  return filter_[bucket_of(piece)] && std::binary_search(pieces_.begin(), pieces_.end(), piece);
}

void CredentialPieces::find(
    std::string_view text,
    const std::function<void(std::size_t begin, std::size_t end)>& visit) const {
  if (pieces_.empty()) return;
  std::uint64_t piece = 0;
  std::size_t begin = 0;
  std::size_t end = 0;  // of the stretch so far; empty where begin == end
  for (std::size_t i = 0; i < text.size(); ++i) {
    piece = shifted_in(piece, text[i]);
    if (i + 1 < kShortest || !holds(piece)) continue;
    const std::size_t first = i + 1 - kShortest;
    if (first > end || begin == end) {
      if (begin < end) visit(begin, end);
      begin = first;
    }
    end = i + 1;
  }
  if (begin < end) visit(begin, end);
}

void CredentialPieces::redact(std::string& text) const {
  std::string out;
  std::size_t kept = 0;
  find(text, [&](std::size_t begin, std::size_t end) {
    if (end <= kept) return;
    const Stretch all = secret_around(text, {begin, end});
    out.append(text, kept, std::max(all.begin, kept) - kept).append("[redacted]");
    kept = all.end;
  });
  if (kept == 0) return;
  out.append(text, kept);
  text = std::move(out);
}

}  // namespace credlint
