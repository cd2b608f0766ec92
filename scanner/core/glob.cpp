// SPDX-License-Identifier: MIT
#include "scanner/core/glob.h"

#include <cctype>
#include <utility>

namespace credlint {
namespace {

using Kind = GlobToken::Kind;
using ByteSet = std::bitset<256>;

unsigned char byte(char c) { return static_cast<unsigned char>(c); }

struct NamedClass {
  std::string_view name;
  int (*contains)(int);
};

constexpr NamedClass kNamedClasses[] = {
    {"alnum", std::isalnum}, {"alpha", std::isalpha}, {"blank", std::isblank},
    {"cntrl", std::iscntrl}, {"digit", std::isdigit}, {"graph", std::isgraph},
    {"lower", std::islower}, {"print", std::isprint}, {"punct", std::ispunct},
    {"space", std::isspace}, {"upper", std::isupper}, {"xdigit", std::isxdigit},
};

// Reads "[...]" at `at` exactly as git's wildmatch does, oddities included.
class ClassParser {
 public:
  ClassParser(std::string_view pattern, std::size_t at) : pattern_(pattern), at_(at) {}

  // False when the bracket never closes or is malformed.
  bool parse() {
    ++at_;
    const bool negated = peek() == '!' || peek() == '^';
    if (negated) ++at_;
    do {
      if (!member()) return false;
      ++at_;
    } while (at_ < pattern_.size() && pattern_[at_] != ']');
    if (at_ >= pattern_.size()) return false;
    if (negated) set_.flip();
    set_.reset(byte('/'));
    return true;
  }
  [[nodiscard]] std::size_t closing_bracket() const { return at_; }
  [[nodiscard]] const ByteSet& set() const { return set_; }

 private:
  [[nodiscard]] int peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? byte(pattern_[at_ + ahead]) : -1;
  }

  // One member, ending on its last byte.
  bool member() {
    if (peek() < 0) return false;
    if (peek() == '\\') {
      ++at_;
      return peek() >= 0 && add(byte(pattern_[at_]));
    }
    if (peek() == '-' && previous_ != 0 && peek(1) >= 0 && peek(1) != ']') return range();
    if (peek() == '[' && peek(1) == ':') return named();
    return add(byte(pattern_[at_]));
  }

  bool add(unsigned char value) {
    set_.set(value);
    previous_ = value;
    return true;
  }

  bool range() {
    ++at_;
    if (peek() == '\\') ++at_;
    if (peek() < 0) return false;
    for (int value = previous_; value <= peek(); ++value) set_.set(static_cast<std::size_t>(value));
    previous_ = 0;
    return true;
  }

  bool named() {
    const std::size_t begin = at_ + 2;
    const std::size_t end = pattern_.find(']', begin);
    if (end == std::string_view::npos) return false;
    if (end <= begin || pattern_[end - 1] != ':') return add('[');
    const std::string_view name = pattern_.substr(begin, end - 1 - begin);
    for (const NamedClass& known : kNamedClasses) {
      if (known.name != name) continue;
      for (int value = 0; value < 128; ++value)
        if (known.contains(value) != 0) set_.set(static_cast<std::size_t>(value));
      at_ = end;
      previous_ = 0;
      return true;
    }
    return false;
  }

  std::string_view pattern_;
  std::size_t at_;
  ByteSet set_;
  unsigned char previous_ = 0;
};

class Compiler {
 public:
  Compiler(std::string_view pattern, bool slashes) : pattern_(pattern), slashes_(slashes) {}

  std::optional<Glob> compile() {
    for (at_ = 0; at_ < pattern_.size(); ++at_)
      if (!step()) return std::nullopt;
    if (!close_segment()) return std::nullopt;
    return std::move(glob_);
  }

 private:
  bool step() {
    switch (pattern_[at_]) {
      case '\\':
        if (++at_ == pattern_.size()) return false;
        return plain(pattern_[at_]);
      case '*':
        return stars();
      case '?':
        return push({Kind::Any, 0, 0});
      case '[':
        return bracket();
      default:
        return plain(pattern_[at_]);
    }
  }

  bool plain(char c) {
    if (c == '/' && slashes_) return close_segment();
    return push({Kind::Literal, c, 0});
  }

  bool push(GlobToken token) {
    segment_.tokens.push_back(token);
    if (token.kind != Kind::Star) ++segment_.shortest;
    return true;
  }

  bool stars() {
    const std::size_t first = at_;
    while (at_ + 1 < pattern_.size() && pattern_[at_ + 1] == '*') ++at_;
    const bool alone =
        segment_.tokens.empty() && (at_ + 1 == pattern_.size() || pattern_[at_ + 1] == '/');
    if (slashes_ && at_ > first && alone) {
      segment_.double_star = true;
      return true;
    }
    return push({Kind::Star, 0, 0});
  }

  bool bracket() {
    ClassParser parser(pattern_, at_);
    if (!parser.parse()) return false;
    at_ = parser.closing_bracket();
    const auto index = static_cast<std::uint32_t>(segment_.classes.size());
    segment_.classes.push_back(parser.set());
    return push({Kind::Class, 0, index});
  }

  bool close_segment() {
    if (segment_.tokens.empty() && !segment_.double_star) return false;
    const bool repeated = segment_.double_star && !glob_.empty() && glob_.back().double_star;
    if (!repeated) glob_.push_back(std::move(segment_));
    segment_ = {};
    return true;
  }

  std::string_view pattern_;
  bool slashes_;
  std::size_t at_ = 0;
  GlobSegment segment_;
  Glob glob_;
};

bool matches_token(const GlobSegment& segment, const GlobToken& token, char c) {
  switch (token.kind) {
    case Kind::Literal:
      return token.literal == c;
    case Kind::Any:
      return true;
    case Kind::Class:
      return segment.classes[token.class_index].test(byte(c));
    case Kind::Star:
      return false;
  }
  return false;
}

}  // namespace

std::optional<Glob> compile_glob(std::string_view pattern, bool slashes) {
  return Compiler(pattern, slashes).compile();
}

std::optional<std::string> literal_text(const Glob& glob) {
  std::string text;
  for (const GlobSegment& segment : glob) {
    if (segment.double_star) return std::nullopt;
    if (!text.empty()) text += '/';
    for (const GlobToken& token : segment.tokens) {
      if (token.kind != Kind::Literal) return std::nullopt;
      text += token.literal;
    }
  }
  return text;
}

// Only the last star is ever tried again: an earlier one that took more could not help.
bool matches_segment(const GlobSegment& segment, std::string_view name) {
  if (name.size() < segment.shortest) return false;
  const std::vector<GlobToken>& tokens = segment.tokens;
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t token = 0;
  std::size_t at = 0;
  std::size_t star = kNone;
  std::size_t star_at = 0;
  while (at < name.size()) {
    if (token < tokens.size() && tokens[token].kind == Kind::Star) {
      star = token++;
      star_at = at;
      if (token == tokens.size()) return true;
    } else if (token < tokens.size() && matches_token(segment, tokens[token], name[at])) {
      ++token;
      ++at;
    } else if (star != kNone) {
      token = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  while (token < tokens.size() && tokens[token].kind == Kind::Star) ++token;
  return token == tokens.size();
}

// The same idea one level up: segments for bytes, "**" for the star.
bool matches_path(std::span<const GlobSegment> glob, std::string_view path) {
  constexpr auto kNone = static_cast<std::size_t>(-1);
  const auto segment_end = [path](std::size_t from) {
    const std::size_t slash = path.find('/', from);
    return slash == std::string_view::npos ? path.size() : slash;
  };
  std::size_t segment = 0;
  std::size_t at = 0;
  std::size_t star = kNone;
  std::size_t star_at = 0;
  while (at < path.size()) {
    if (segment < glob.size() && glob[segment].double_star) {
      if (segment + 1 == glob.size()) return true;
      star = segment++;
      star_at = at;
      continue;
    }
    const std::size_t end = segment_end(at);
    if (segment < glob.size() && matches_segment(glob[segment], path.substr(at, end - at))) {
      ++segment;
      at = end + 1;
    } else if (star != kNone) {
      star_at = segment_end(star_at) + 1;
      segment = star + 1;
      at = star_at;
    } else {
      return false;
    }
  }
  return segment == glob.size();
}

namespace {

/// The last `count` segments of a path.
std::string_view path_end(std::string_view path, std::size_t count) {
  std::size_t at = path.size();
  while (count > 0 && at != std::string_view::npos && at > 0) {
    at = path.rfind('/', at - 1);
    --count;
  }
  return at == std::string_view::npos || count > 0 ? path : path.substr(at + 1);
}

}  // namespace

bool matches_path_end(std::span<const GlobSegment> glob, std::string_view path) {
  return matches_path(glob, path_end(path, glob.size()));
}

}  // namespace credlint
