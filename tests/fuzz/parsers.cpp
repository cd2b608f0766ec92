// SPDX-License-Identifier: MIT
// Breaks the examples of rules and languages and runs everything on them, in process: no crash,
// facts and findings in their places, both engines agree, no report holds a piece of a secret.
// Usage: credlint_fuzz_parsers [--smoke | SECONDS [SEED]]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/config/embedded.h"
#include "scanner/engine/fact_places.h"
#include "scanner/engine/pipeline.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;
using Random = std::mt19937_64;
using Clock = std::chrono::steady_clock;

std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

/// The blocks "```python file=x.py" of all pages.
std::vector<InMemoryFile> read_examples() {
  std::vector<InMemoryFile> examples;
  for (const char* folder : {"/rules", "/rulesets/languages", "/parsers/formats"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(std::string(CREDLINT_SOURCE_DIR) + folder)) {
      if (entry.path().extension() != ".md") continue;
      std::ifstream page(entry.path());
      InMemoryFile example;
      bool inside = false;
      for (std::string line; std::getline(page, line);) {
        const std::size_t name = line.find(" file=");
        if (!inside && line.starts_with("```") && name != std::string::npos) {
          example = {line.substr(name + 6, line.find(' ', name + 6) - name - 6), ""};
          inside = true;
        } else if (inside && line.starts_with("```")) {
          examples.push_back(example);
          inside = false;
        } else if (inside) {
          example.bytes += line + "\n";
        }
      }
    }
  }
  std::sort(examples.begin(), examples.end(), [](const InMemoryFile& a, const InMemoryFile& b) {
    return std::tie(a.path, a.bytes) < std::tie(b.path, b.bytes);
  });
  return examples;
}

std::string random_secret(Random& random) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string secret;
  for (int i = 0; i < 40; ++i) secret += kAlphabet[below(random, kAlphabet.size())];
  return secret;
}

/// Puts `secret` where the example has one: over every run of forty base64 characters.
bool plant(std::string& text, std::string_view secret) {
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
  };
  bool planted = false;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && belongs(text[end])) ++end;
    if (end - begin == secret.size()) {
      text.replace(begin, secret.size(), secret);
      planted = true;
    }
    begin = end + 1;
  }
  return planted;
}

class Mutator {
 public:
  explicit Mutator(Random& random) : random_(random) {}

  void mutate(std::string& text) {
    for (std::size_t i = below(random_, 5); i > 0 && !text.empty(); --i) once(text);
  }

 private:
  void once(std::string& text) {
    switch (below(random_, 8)) {
      case 0:
        text[below(random_, text.size())] ^= static_cast<char>(1U << below(random_, 8));
        return;
      case 1:
        return insert(text);
      case 2: {
        const Span line = some_line(text);
        text.erase(line.begin, line.size());
        return;
      }
      case 3: {
        const Span line = some_line(text);
        const std::string copy = text.substr(line.begin, line.size());
        for (std::size_t i = below(random_, 4); i-- > 0;) text.insert(line.begin, copy);
        return;
      }
      case 4: {  // two lines become one
        const std::size_t end = text.find('\n', below(random_, text.size()));
        if (end != std::string::npos) text.erase(end, 1);
        return;
      }
      case 5:
        text.resize(below(random_, text.size()));
        return;
      case 6:
        text.erase(0, below(random_, text.size()));
        return;
      default: {
        const std::size_t begin = below(random_, text.size());
        text.erase(begin, below(random_, 12));
        return;
      }
    }
  }

  void insert(std::string& text) {
    using namespace std::string_view_literals;
    constexpr std::string_view kPieces[] = {"\""sv,
                                            "'"sv,
                                            "`"sv,
                                            "("sv,
                                            ")"sv,
                                            "["sv,
                                            "]"sv,
                                            "{"sv,
                                            "}"sv,
                                            "\0"sv,
                                            "\r"sv,
                                            "\n"sv,
                                            "\r\n"sv,
                                            "\\"sv,
                                            "\xEF\xBB\xBF"sv,
                                            "\xFF"sv,
                                            "\xC3"sv,
                                            "\xE2\x82"sv,
                                            "\xF0\x9F\x94\x91"sv,
                                            "${"sv,
                                            "<<EOF\n"sv,
                                            "#"sv,
                                            "="sv,
                                            " = "sv,
                                            "/*"sv,
                                            "\"\"\""sv,
                                            ";"sv,
                                            "[profile x]\n"sv,
                                            "<<<<<<< HEAD\n"sv,
                                            "credlint: ignore["sv,
                                            "\t"sv,
                                            "%"sv,
                                            "\x1B[2J"sv};
    std::string piece(kPieces[below(random_, std::size(kPieces))]);
    if (below(random_, 16) == 0) {
      const std::string one = piece;
      for (std::size_t i = below(random_, 300); i > 0; --i) piece += one;
    }
    text.insert(below(random_, text.size() + 1), piece);
  }

  Span some_line(const std::string& text) {
    const std::size_t at = below(random_, text.size());
    const std::size_t before = text.rfind('\n', at == 0 ? 0 : at - 1);
    const std::size_t begin = before == std::string::npos || before >= at ? 0 : before + 1;
    const std::size_t end = text.find('\n', at);
    return {static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(end == std::string::npos ? text.size() : end + 1)};
  }

  Random& random_;
};

std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

class Fuzzer {
 public:
  explicit Fuzzer(std::uint64_t seed)
      : random_(seed), mutator_(random_), examples_(read_examples()) {}

  void try_one() {
    RunOptions options;
    options.read.workers = 1;
    options.now = TimePoint(std::chrono::seconds(1'700'000'000));
    options.settings.min_confidence = Confidence::Low;
    options.line_hashes = true;
    secret_ = random_secret(random_);
    intact_ = true;
    const std::size_t count = 1 + below(random_, 3);
    for (std::size_t i = 0; i < count; ++i) options.in_memory.push_back(some_file(i));
    judge_run(options);
    ++runs_;
  }

  [[nodiscard]] std::size_t runs() const { return runs_; }
  [[nodiscard]] std::size_t findings() const { return findings_; }
  [[nodiscard]] std::size_t planted() const { return planted_; }
  [[nodiscard]] std::size_t failures() const { return failures_; }
  [[nodiscard]] double slowest() const { return slowest_; }

 private:
  InMemoryFile some_file(std::size_t number) {
    InMemoryFile file = examples_[below(random_, examples_.size())];
    file.path = fmt::format("{}/{}", number, file.path);
    if (plant(file.bytes, secret_)) ++planted_;
    mutator_.mutate(file.bytes);
    // A secret that lost characters is another value; what is left of it may stand in the open.
    if (file.bytes.find(secret_) == std::string::npos) {
      for (std::size_t i = 0; i + 8 <= secret_.size(); ++i)
        intact_ = intact_ && file.bytes.find(secret_.substr(i, 8)) == std::string::npos;
    }
    if (below(random_, 32) == 0) file.bytes = utf16(file.bytes);
    return file;
  }

  void judge_run(RunOptions& options) {
    const Clock::time_point begin = Clock::now();
    std::vector<std::string> seen;
    for (const Engine engine : {Engine::Auto, Engine::Re2Set}) {
      options.engine = engine;
      const Result<ScanResult> scanned = scan(embedded_catalog(), options);
      if (!scanned) return fail("scan: " + scanned.error().message, options);
      const FactStore& facts = *scanned->facts;
      check_facts(facts, options);
      const std::vector<Finding> found = judge(embedded_catalog(), facts, options);
      for (const Finding& finding : found) check_finding(finding, facts, options);
      findings_ += found.size();
      std::string report = render(found, *scanned);
      check_report(report, options);
      seen.push_back(std::move(report));
    }
    if (seen[0] != seen[1]) fail("the engines differ", options);
    slowest_ = std::max(slowest_, std::chrono::duration<double>(Clock::now() - begin).count());
  }

  static std::string render(const std::vector<Finding>& findings, const ScanResult& scanned) {
    const Summary summary;
    const ReportInput input{.findings = findings,
                            .diagnostics = scanned.diagnostics,
                            .facts = *scanned.facts,
                            .rules = all_rules(),
                            .version = "0",
                            .summary = summary};
    return render_text(input, {}) + render_sarif(input);
  }

  void check_facts(const FactStore& facts, const RunOptions& options) {
    for_each_place(facts.facts(), [&](const Location& at) { check_place(at, facts, options); });
    for_each_kind(facts.facts(), [&](const auto& kind) {
      const bool sorted =
          std::is_sorted(kind.begin(), kind.end(), [&](const auto& a, const auto& b) {
            return std::tie(facts.file(a).path, a.at.span.begin) <
                   std::tie(facts.file(b).path, b.at.span.begin);
          });
      if (!sorted) fail("facts are not sorted", options);
    });
  }

  void check_finding(const Finding& finding, const FactStore& facts, const RunOptions& options) {
    check_place(finding.at, facts, options);
    if (finding.message.empty()) fail("no message: " + finding.rule, options);
    for (const Related& related : finding.related) check_place(related.at, facts, options);
  }

  void check_place(const Location& at, const FactStore& facts, const RunOptions& options) {
    if (at.file >= facts.files().size()) return fail("a place in no file", options);
    std::size_t size = 0;
    for (const InMemoryFile& file : options.in_memory) {
      // UTF-16 becomes UTF-8, of up to one and a half times the bytes.
      if (file.path == facts.file(at.file).path) size = file.bytes.size() * 3 / 2;
    }
    const bool ordered = std::tie(at.line, at.column) <= std::tie(at.end_line, at.end_column);
    if (at.line < 1 || at.column < 1 || at.utf16_column < at.column || !ordered ||
        at.span.begin > at.span.end || at.span.end > size) {
      fail(fmt::format("a wrong place: {}:{}-{}:{}, bytes {}-{}", at.line, at.column, at.end_line,
                       at.end_column, at.span.begin, at.span.end),
           options);
    }
  }

  void check_report(std::string_view report, const RunOptions& options) {
    if (!intact_) return;
    for (std::size_t i = 0; i + 8 <= secret_.size(); ++i) {
      const std::size_t at = report.find(secret_.substr(i, 8));
      if (at == std::string_view::npos) continue;
      const std::size_t from = at < 100 ? 0 : at - 100;
      return fail(fmt::format("a report shows a secret: {}", report.substr(from, 200)), options);
    }
  }

  // Examples are synthetic, so they may be shown.
  void fail(const std::string& what, const RunOptions& options) {
    if (++failures_ > 5) return;
    fmt::print(stderr, "{}\n", what);
    for (const InMemoryFile& file : options.in_memory) {
      fmt::print(stderr, "  {} ({} bytes): ", file.path, file.bytes.size());
      for (const char c : file.bytes) {
        if ((c >= 0x20 && c < 0x7f) || c == '\n')
          fmt::print(stderr, "{}", c);
        else
          fmt::print(stderr, "\\x{:02x}", static_cast<unsigned char>(c));
      }
      fmt::print(stderr, "\n");
    }
  }

  Random random_;
  Mutator mutator_;
  std::vector<InMemoryFile> examples_;
  std::string secret_;
  bool intact_ = true;  ///< the secret stands whole in every file that holds a piece of it
  std::size_t runs_ = 0;
  std::size_t findings_ = 0;
  std::size_t planted_ = 0;
  std::size_t failures_ = 0;
  double slowest_ = 0;
};

int run(double seconds, std::uint64_t seed) {
  Fuzzer fuzzer(seed);
  const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                   std::chrono::duration<double>(seconds));
  do {
    fuzzer.try_one();
  } while (Clock::now() < end);
  fmt::print(
      "seed {}: {} runs, {} findings, {} secrets planted, slowest run {:.2f} s, {} failures\n",
      seed, fuzzer.runs(), fuzzer.findings(), fuzzer.planted(), fuzzer.slowest(),
      fuzzer.failures());
  // A fuzzer that finds and plants nothing would prove nothing.
  const bool works = fuzzer.findings() > 0 && fuzzer.planted() > 0;
  return works && fuzzer.failures() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace credlint

int main(int argc, char** argv) {
  try {
    const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
    const double seconds = smoke || argc < 2 ? 5 : std::strtod(argv[1], nullptr);
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20261123;
    return credlint::run(seconds, seed);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
