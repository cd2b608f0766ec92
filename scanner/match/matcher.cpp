// SPDX-License-Identifier: MIT
#include "scanner/match/matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>

namespace credlint {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The character that the `digits` hexadecimal digits at `at` stand for.
std::optional<char> escaped(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(text[at + i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + digit;
  }
  if (value > 0x7f) return '\0';
  return static_cast<char>(value);
}

bool belongs(char c, Boundary boundary) {
  return is_alphanumeric(c) || (boundary == Boundary::Base64 && (c == '+' || c == '/'));
}

/// The character before `at` as its writer meant it: "%3D", "\n" and "\u0022" are one each.
char meant_before(std::string_view text, std::size_t at) {
  const char last = text[at - 1];
  if (at >= 2 && text[at - 2] == '\\' && (last == 'n' || last == 'r' || last == 't')) return '\n';
  if (at >= 3 && text[at - 3] == '%') {
    if (const auto c = escaped(text, at - 2, 2)) return *c;
  }
  if (at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u') {
    if (const auto c = escaped(text, at - 4, 4)) return *c;
  }
  return last;
}

bool goes_on_before(std::string_view text, std::size_t at, Boundary boundary) {
  if (at == 0) return false;
  // The capture begins with the digits of an escape: "%2Fabc" captured from "2F" on.
  if (text[at - 1] == '%' && escaped(text, at, 2)) return true;
  return belongs(meant_before(text, at), boundary);
}

bool goes_on_behind(std::string_view text, std::size_t at, Boundary boundary) {
  if (at >= text.size()) return false;
  if (boundary == Boundary::Base64 && text[at] == '=') return true;
  if (text[at] == '%') {
    const auto c = escaped(text, at + 1, 2);
    return c && belongs(*c, boundary);
  }
  return belongs(text[at], boundary);
}

bool is_credential_group(std::string_view name) {
  return name == "key_id" || name == "secret" || name == "token";
}

/// What the boundary is asked of and where the search goes on.
struct Judged {
  std::uint32_t begin = 0;  ///< of the first such span
  std::uint32_t end = 0;    ///< of the last
  bool accepted = true;
};

Judged judge(std::string_view text, const PatternHit& hit, Boundary boundary) {
  std::optional<Judged> judged;
  const auto look_at = [&](Span span) {
    if (!judged) judged = Judged{span.begin, span.end, true};
    judged->begin = std::min(judged->begin, span.begin);
    judged->end = std::max(judged->end, span.end);
    if (boundary == Boundary::None) return;
    if (goes_on_before(text, span.begin, boundary) || goes_on_behind(text, span.end, boundary))
      judged->accepted = false;
  };
  for (const Capture& capture : hit.captures) {
    if (is_credential_group(capture.name)) look_at(capture.span);
  }
  if (!judged) look_at(hit.span);
  return *judged;
}

Span span_of(std::string_view text, const re2::StringPiece& piece) {
  const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
  return {begin, begin + static_cast<std::uint32_t>(piece.size())};
}

}  // namespace

const Capture* PatternHit::capture(std::string_view name) const& {
  for (const Capture& candidate : captures) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

namespace {

/// Hits after which it is asked whether to give up.
constexpr std::size_t kHitsAtOnce = 32;

}  // namespace

struct Matcher::Compiled {
  std::string_view regex;
  Boundary boundary = Boundary::None;
  std::once_flag once;
  std::unique_ptr<re2::RE2> re2;

  const re2::RE2& get() {
    std::call_once(once, [this] {
      re2::RE2::Options options(re2::RE2::Latin1);
      options.set_log_errors(false);
      re2 = std::make_unique<re2::RE2>(re2::StringPiece(regex.data(), regex.size()), options);
    });
    return *re2;
  }
};

Matcher::Matcher(const Catalog& catalog)
    : compiled_(std::make_unique<Compiled[]>(catalog.patterns.size())),
      count_(catalog.patterns.size()) {
  for (std::size_t i = 0; i < count_; ++i) {
    const PatternRow& pattern = catalog.patterns[i];
    compiled_[i].regex = pattern.regex;
    compiled_[i].boundary = pattern.boundary;
  }
}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

bool Matcher::find(std::uint32_t pattern, std::string_view text,
                   const std::function<void(const PatternHit&)>& sink, const Stop& stop,
                   std::size_t most) const {
  if (pattern >= count_) return true;
  const re2::RE2& re2 = compiled_[pattern].get();
  if (!re2.ok()) return true;  // patterns are checked when rulesets are loaded
  std::vector<re2::StringPiece> groups(1 + static_cast<std::size_t>(re2.NumberOfCapturingGroups()));
  const re2::StringPiece whole(text.data(), text.size());
  std::size_t at = 0;
  for (std::size_t hits = 0; at <= text.size();) {
    if (!re2.Match(whole, at, text.size(), re2::RE2::UNANCHORED, groups.data(),
                   static_cast<int>(groups.size())))
      return true;
    PatternHit hit{pattern, span_of(text, groups[0]), {}};
    for (const auto& [number, name] : re2.CapturingGroupNames()) {
      const re2::StringPiece& group = groups[static_cast<std::size_t>(number)];
      if (group.data() != nullptr) hit.captures.push_back({name, span_of(text, group)});
    }
    const Judged judged = judge(text, hit, compiled_[pattern].boundary);
    // After a refusal one byte further, so that an overlapping match is not lost; never from before
    // the captured part, or a long label would be walked again for each of its characters.
    at = std::max<std::size_t>(judged.accepted ? judged.end : judged.begin + 1U, at + 1);
    if (!judged.accepted) continue;
    sink(hit);
    // A pattern may look at all that is left of a long line for each of its hits.
    if (stop && hits % kHitsAtOnce == kHitsAtOnce - 1 && stop()) return false;
    if (++hits == most) return false;
  }
  return true;
}

}  // namespace credlint
