// SPDX-License-Identifier: MIT
// The gate on the prefilter: whatever RE2 matches, both engines must hit. Samples of the real
// patterns in context and with flipped bytes, long random texts, and a lone literal at every place
// of a text (where Vectorscan 5.4.9 fails). Usage: credlint_fuzz_prefilter [--smoke | SECONDS
// [SEED]]
#include "scanner/match/prefilter.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/compile/prefilter_compiler.h"
#include "scanner/config/ruleset.h"
#include "scanner/match/expressions.h"

namespace credlint {
namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

/// Writes texts that a regular expression of our subset matches: groups, classes, escapes, repeats.
class Sampler {
 public:
  Sampler(std::string_view regex, Random& random) : regex_(regex), random_(random) {}

  std::string sample() {
    std::string out;
    alternatives(0, regex_.size(), out);
    return out;
  }

 private:
  static constexpr std::size_t kMoreRepeats = 6;

  std::size_t skip_class(std::size_t at) const {
    ++at;
    if (at < regex_.size() && regex_[at] == '^') ++at;
    if (at < regex_.size() && regex_[at] == ']') ++at;
    while (at < regex_.size() && regex_[at] != ']') at += regex_[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  /// Behind the atom at `at`.
  std::size_t skip_atom(std::size_t at) const {
    if (regex_[at] == '\\') return skip_escape(at);
    if (regex_[at] == '[') return skip_class(at);
    if (regex_[at] != '(') return at + 1;
    int depth = 0;
    while (at < regex_.size()) {
      if (regex_[at] == '\\') {
        at += 2;
        continue;
      }
      if (regex_[at] == '[') {
        at = skip_class(at);
        continue;
      }
      depth += regex_[at] == '(' ? 1 : regex_[at] == ')' ? -1 : 0;
      ++at;
      if (depth == 0) break;
    }
    return at;
  }

  std::size_t skip_escape(std::size_t at) const { return at + (regex_[at + 1] == 'x' ? 4 : 2); }

  void alternatives(std::size_t begin, std::size_t end, std::string& out) {
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    std::size_t start = begin;
    for (std::size_t at = begin; at < end;) {
      if (regex_[at] == '|') {
        parts.emplace_back(start, at);
        start = ++at;
      } else {
        at = skip_atom(at);
      }
    }
    parts.emplace_back(start, end);
    const auto [from, to] = parts[below(random_, parts.size())];
    sequence(from, to, out);
  }

  void sequence(std::size_t at, std::size_t end, std::string& out) {
    while (at < end) {
      const std::size_t atom = at;
      const std::size_t atom_end = skip_atom(at);
      at = atom_end;
      const std::size_t count = repeats(at, end);
      for (std::size_t i = 0; i < count; ++i) one(atom, atom_end, out);
    }
  }

  /// How often to repeat; moves `at` behind the quantifier.
  std::size_t repeats(std::size_t& at, std::size_t end) {
    std::size_t least = 1;
    std::size_t most = 1;
    if (at >= end) return 1;
    if (regex_[at] == '*') {
      least = 0, most = kMoreRepeats, ++at;
    } else if (regex_[at] == '+') {
      most = kMoreRepeats, ++at;
    } else if (regex_[at] == '?') {
      least = 0, ++at;
    } else if (regex_[at] == '{') {
      char* rest = nullptr;
      least = std::strtoul(regex_.data() + at + 1, &rest, 10);
      most = least;
      if (*rest == ',') {
        most = std::strtoul(rest + 1, &rest, 10);
        if (most < least) most = least + kMoreRepeats;
      }
      at = static_cast<std::size_t>(rest - regex_.data()) + 1;
    } else {
      return 1;
    }
    if (at < end && regex_[at] == '?') ++at;  // lazy
    // The bounds are where engines err, so they come up often.
    const std::size_t dice = below(random_, 4);
    if (dice == 0) return least;
    if (dice == 1) return most;
    return least + below(random_, most - least + 1);
  }

  void one(std::size_t at, std::size_t end, std::string& out) {
    const char c = regex_[at];
    if (c == '(') return group(at, end, out);
    if (c == '[') return member(at, end, out);
    if (c == '\\') return escape(at, out);
    if (c == '^' || c == '$') return;
    if (c == '.')
      out += 'x';
    else
      out += in_case(c);
  }

  void group(std::size_t at, std::size_t end, std::string& out) {
    std::size_t inner = at + 1;
    if (regex_[inner] == '?') {
      const std::size_t mark =
          regex_[inner + 1] == 'P' ? regex_.find('>', inner) : regex_.find_first_of(":)", inner);
      for (std::size_t i = inner; i < mark; ++i) {
        if (regex_[i] == 'i' && regex_[inner + 1] != 'P') any_case_ = true;
      }
      inner = mark + 1;
      if (regex_[mark] == ')') return;
    }
    alternatives(inner, end - 1, out);
  }

  void escape(std::size_t at, std::string& out) {
    const char c = regex_[at + 1];
    if (c == 'b') return;
    out += c == 's'   ? " \t\n"[below(random_, 3)]
           : c == 'S' ? '!'
           : c == 'd' ? static_cast<char>('0' + below(random_, 10))
           : c == 'w' ? "aZ_9"[below(random_, 4)]
           : c == 'n' ? '\n'
           : c == 'r' ? '\r'
           : c == 't' ? '\t'
                      : in_case(c);
  }

  /// A byte that the class [at, end) takes, found by asking RE2.
  void member(std::size_t at, std::size_t end, std::string& out) {
    re2::RE2::Options options(re2::RE2::Latin1);
    const std::string text(regex_.substr(at, end - at));
    const std::string* known = nullptr;
    for (const auto& [name, bytes] : classes_) {
      if (name == text) known = &bytes;
    }
    if (known == nullptr) {
      const re2::RE2 re2(text, options);
      std::string bytes;
      for (int c = 1; c < 256; ++c) {
        const char byte = static_cast<char>(c);
        if (re2::RE2::FullMatch(re2::StringPiece(&byte, 1), re2)) bytes += byte;
      }
      known = &classes_.emplace_back(text, bytes).second;
    }
    out += in_case((*known)[below(random_, known->size())]);
  }

  char in_case(char c) {
    if (!any_case_ || below(random_, 2) == 0) return c;
    if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c;
  }

  std::string_view regex_;
  Random& random_;
  bool any_case_ = false;
  std::vector<std::pair<std::string, std::string>> classes_;
};

struct Tested {
  Expression expression;
  std::unique_ptr<re2::RE2> re2;
  std::unique_ptr<Sampler> sampler;
};

struct EngineUnderTest {
  Prefilter prefilter;
  Prefilter::Scratch scratch;
  Prefilter::Hits hits = {};
  explicit EngineUnderTest(Prefilter made) : prefilter(std::move(made)), scratch(prefilter) {}
};

bool has(const Prefilter::Hits& hits, std::uint32_t pattern) {
  if (pattern == Expression::kKeyName) return hits.key_name;
  if (pattern == Expression::kSettingName) return hits.setting_name;
  return std::binary_search(hits.patterns.begin(), hits.patterns.end(), pattern);
}

class Gate {
 public:
  Gate(const Catalog& catalog, const PrefilterImage& image, std::uint64_t seed) : random_(seed) {
    for (Expression& expression : expressions(catalog)) {
      Tested& tested = tested_.emplace_back();
      tested.expression = std::move(expression);
      re2::RE2::Options options(re2::RE2::Latin1);
      tested.re2 = std::make_unique<re2::RE2>(tested.expression.regex, options);
      for (char c : tested.expression.regex) {
        if (c > ' ') alphabet_ += c;
      }
    }
    // Once the regexes stay where they are.
    for (Tested& tested : tested_)
      tested.sampler = std::make_unique<Sampler>(tested.expression.regex, random_);
    for (Engine engine : {Engine::Re2Set, Engine::Hyperscan}) {
      if (engine == Engine::Hyperscan && image.files.database.empty()) continue;
      Result<Prefilter> made = Prefilter::create(catalog, image, engine);
      if (!made) {
        fail(made.error().message, "");
        continue;
      }
      engines_.emplace_back(std::make_unique<EngineUnderTest>(std::move(*made)));
    }
  }

  /// One text from a sample of one expression, judged for that expression.
  void try_sample() {
    const Tested& tested = tested_[below(random_, tested_.size())];
    std::string text = tested.sampler->sample();
    const std::size_t flips = below(random_, 4);
    if (flips == 3 && !text.empty())
      text[below(random_, text.size())] ^= static_cast<char>(1U << below(random_, 7));
    text = noise(below(random_, 80)) + text + noise(below(random_, 80));
    scan(text);
    expect(tested, text);
    expect_agreement(text);
  }

  /// One long text of noise and pieces of samples, judged for every expression.
  void try_noise() {
    std::string text;
    const std::size_t size = below(random_, 4096);
    while (text.size() < size) {
      text += noise(below(random_, 200));
      const std::string piece = tested_[below(random_, tested_.size())].sampler->sample();
      text += piece.substr(below(random_, 4) == 0 ? below(random_, piece.size()) : 0);
    }
    scan(text);
    expect_agreement(text);
    for (const Tested& tested : tested_) expect(tested, text);
  }

  [[nodiscard]] std::size_t positives() const { return positives_; }
  [[nodiscard]] std::size_t texts() const { return texts_; }
  [[nodiscard]] std::size_t failures() const { return failures_; }
  [[nodiscard]] std::size_t engines() const { return engines_.size(); }

  void scan(std::string_view text) {
    ++texts_;
    for (auto& engine : engines_) engine->prefilter.scan(text, engine->scratch, engine->hits);
  }

  void expect(const Tested& tested, std::string_view text) {
    if (!re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *tested.re2)) return;
    ++positives_;
    for (const auto& engine : engines_) {
      if (!has(engine->hits, tested.expression.pattern))
        fail(fmt::format("{} misses {}", engine->prefilter.engine_name(), tested.expression.regex),
             text);
    }
  }

  void expect_all(std::string_view text) {
    for (const Tested& tested : tested_) expect(tested, text);
  }

 private:
  /// RE2::Set names little that does not match; the other engine has to hit all else that it hits.
  void expect_agreement(std::string_view text) {
    if (engines_.size() < 2) return;
    for (const Tested& tested : tested_) {
      const std::uint32_t pattern = tested.expression.pattern;
      if (has(engines_[0]->hits, pattern) && !has(engines_[1]->hits, pattern)) expect(tested, text);
    }
  }

  std::string noise(std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t dice = below(random_, 16);
      out += dice == 0  ? static_cast<char>(random_())
             : dice < 3 ? " \n\t\"'="[below(random_, 6)]
                        : alphabet_[below(random_, alphabet_.size())];
    }
    return out;
  }

  // Texts are synthetic, so they may be shown.
  void fail(const std::string& what, std::string_view text) {
    if (++failures_ > 10) return;
    fmt::print(stderr, "{}\n  text ({} bytes): ", what, text.size());
    for (const char c : text) {
      if (c >= 0x20 && c < 0x7f)
        fmt::print(stderr, "{}", c);
      else
        fmt::print(stderr, "\\x{:02x}", static_cast<unsigned char>(c));
    }
    fmt::print(stderr, "\n");
  }

  Random random_;
  std::string alphabet_;
  std::vector<Tested> tested_;
  std::vector<std::unique_ptr<EngineUnderTest>> engines_;
  std::size_t texts_ = 0;
  std::size_t positives_ = 0;
  std::size_t failures_ = 0;
};

/// A lone '=' with every number of bytes from 0 to 199 before and behind it.
std::size_t lone_literal_failures() {
  const PatternRow row{.id = "lone", .regex = "=", .kind = PatternKind::Gate};
  const Catalog catalog{
      .patterns = {&row, 1}, .keys = {}, .tools = {}, .formats = {}, .languages = {}, .tables = {}};
  const Result<CompiledPrefilter> compiled = compile_prefilter(catalog);
  if (!compiled) return 1;
  Gate gate(catalog, compiled.value().image(), 1);
  for (std::size_t before = 0; before < 200; ++before) {
    for (std::size_t behind = 0; behind < 200; ++behind) {
      const std::string text = std::string(before, 'x') + "=" + std::string(behind, 'y');
      gate.scan(text);
      gate.expect_all(text);
    }
  }
  return gate.failures() + (gate.positives() == 40'000 ? 0 : 1);
}

int run(double seconds, std::uint64_t seed) {
  const Result<Ruleset> ruleset = Ruleset::load(CREDLINT_SOURCE_DIR "/rulesets");
  if (!ruleset) {
    fmt::print(stderr, "{}\n", ruleset.error().message);
    return 1;
  }
  const Result<CompiledPrefilter> compiled = compile_prefilter(ruleset.value().catalog());
  if (!compiled) {
    fmt::print(stderr, "{}\n", compiled.error().message);
    return 1;
  }
  std::size_t failures = lone_literal_failures();
  Gate gate(ruleset.value().catalog(), compiled.value().image(), seed);
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  do {
    for (int i = 0; i < 100; ++i) gate.try_sample();
    gate.try_noise();
  } while (std::chrono::steady_clock::now() < end);
  failures += gate.failures();
  // Rejected patterns still work, but through the slower engine on every file.
  for (const CompiledDatabase* list : {&compiled.value().files, &compiled.value().context}) {
    for (const std::string& note : list->notes) fmt::print(stderr, "rejected: {}\n", note);
    failures += list->rejected.size();
  }
  // A sampler that samples nothing would prove nothing.
  if (gate.positives() * 4 < gate.texts()) ++failures;
  fmt::print("seed {}: {} engines, {} texts, {} positives, {} failures\n", seed, gate.engines(),
             gate.texts(), gate.positives(), failures);
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace credlint

int main(int argc, char** argv) {
  try {
    const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
    const double seconds = smoke || argc < 2 ? 3 : std::strtod(argv[1], nullptr);
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20261123;
    return credlint::run(seconds, seed);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
