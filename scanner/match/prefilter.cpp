// SPDX-License-Identifier: MIT
#include "scanner/match/prefilter.h"

#include <re2/set.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "scanner/match/without_counts.h"

#ifdef CREDLINT_HAS_HYPERSCAN
#include <hs/hs_runtime.h>
#endif

namespace credlint {
namespace {

/// RE2::Set with the expression behind each of its indexes.
struct Set {
  std::unique_ptr<re2::RE2::Set> set;
  std::vector<std::uint32_t> patterns;  ///< Expression::pattern by index in the set
};

Result<Set> make_set(std::span<const Expression> list, std::span<const std::uint32_t> chosen) {
  Set out;
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  options.set_max_mem(32 << 20);
  out.set = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
  for (std::uint32_t index : chosen) {
    std::string message;
    if (out.set->Add(without_counts(list[index].regex), &message) < 0)
      return Error{"prefilter: " + message + " in " + list[index].regex};
    out.patterns.push_back(list[index].pattern);
  }
  if (!out.set->Compile()) return Error{"prefilter: not enough memory for the patterns"};
  return out;
}

/// The expressions in as few sets as are quick: those that counted keep their automata small only
/// apart from the others, and among few of their kind.
Result<std::vector<Set>> make_sets(std::span<const Expression> list,
                                   std::span<const std::uint32_t> chosen) {
  std::vector<std::uint32_t> groups[3];
  std::size_t counted = 0;
  for (const std::uint32_t index : chosen) {
    const bool counts = without_counts(list[index].regex) != list[index].regex;
    groups[counts ? 1 + counted++ % 2 : 0].push_back(index);
  }
  std::vector<Set> out;
  for (const std::vector<std::uint32_t>& group : groups) {
    if (group.empty()) continue;
    CREDLINT_TRY(out.emplace_back(), make_set(list, group));
  }
  return out;
}

void add(std::uint32_t pattern, Prefilter::Hits& hits) {
  if (pattern == Expression::kKeyName)
    hits.key_name = true;
  else if (pattern == Expression::kSettingName)
    hits.setting_name = true;
  else
    hits.patterns.push_back(pattern);
}

void scan_set(const Set& set, std::string_view bytes, std::vector<int>& matched,
              Prefilter::Hits& hits) {
  matched.clear();
  re2::RE2::Set::ErrorInfo error{};
  set.set->Match({bytes.data(), bytes.size()}, &matched, &error);
  if (error.kind != re2::RE2::Set::kNoError) {
    // Out of memory: whatever may match has to be named.
    matched.resize(set.patterns.size());
    std::iota(matched.begin(), matched.end(), 0);
  }
  for (int index : matched) add(set.patterns[static_cast<std::size_t>(index)], hits);
}

#ifdef CREDLINT_HAS_HYPERSCAN

struct FreeScratch {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using HyperscanScratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

Result<const hs_database_t*> database_of(const DatabaseImage& image, std::uint64_t hash) {
  if (image.database.empty()) return Error{"this build has no Hyperscan database"};
  if (image.expressions_hash != hash)
    return Error{"the Hyperscan database belongs to other rulesets"};
  // The static runtime library has no hs_valid_platform(); this is what it asks.
  if (!__builtin_cpu_supports("ssse3")) return Error{"Hyperscan does not support this processor"};
  const void* const bytes = image.database.data();
  const bool aligned = reinterpret_cast<std::uintptr_t>(bytes) % kDatabaseAlignment == 0;
  const auto* const database = static_cast<const hs_database_t*>(bytes);
  std::size_t size = 0;
  if (!aligned || image.database.size() < kDatabaseAlignment ||
      hs_database_size(database, &size) != HS_SUCCESS || size != image.database.size())
    return Error{"the Hyperscan database does not fit this library"};
  return database;
}

struct Sink {
  const std::vector<std::uint32_t>& patterns;
  Prefilter::Hits& hits;
};

// The vector has room for every pattern already: nothing may throw through the C library.
int on_match(unsigned id, unsigned long long, unsigned long long, unsigned, void* context) {
  const auto& sink = *static_cast<const Sink*>(context);
  add(sink.patterns[id], sink.hits);
  return 0;
}

#endif

/// A list of expressions made ready.
struct Scanner {
  std::vector<std::uint32_t> patterns;  ///< Expression::pattern of every expression
  std::vector<Set> sets;                ///< all expressions, or those that Hyperscan rejected
#ifdef CREDLINT_HAS_HYPERSCAN
  const hs_database_t* database = nullptr;  ///< a part of the image
#endif
};

Result<Scanner> make_scanner(const std::vector<Expression>& list, const DatabaseImage& image,
                             Engine engine) {
  Scanner out;
  for (const Expression& expression : list) out.patterns.push_back(expression.pattern);
  std::vector<std::uint32_t> for_set(list.size());
  std::iota(for_set.begin(), for_set.end(), 0U);
  if (engine != Engine::Re2Set && !list.empty()) {
#ifdef CREDLINT_HAS_HYPERSCAN
    const Result<const hs_database_t*> database = database_of(image, hash_of(list));
    if (database) {
      out.database = *database;
      for_set.assign(image.rejected.begin(), image.rejected.end());
    } else if (engine == Engine::Hyperscan) {
      return database.error();
    }
#else
    (void)image;
    if (engine == Engine::Hyperscan) return Error{"this build has no Hyperscan"};
#endif
  }
  CREDLINT_TRY(out.sets, make_sets(list, for_set));
  return out;
}

}  // namespace

struct Prefilter::State {
  Scanner files;
  Scanner context;
};

struct Prefilter::Scratch::State {
  /// Replaces `hits`.
  void scan(const Scanner& scanner, std::string_view bytes, Hits& hits);

  std::vector<int> matched;
#ifdef CREDLINT_HAS_HYPERSCAN
  HyperscanScratch hyperscan;
#endif
};

Prefilter::Scratch::Scratch(const Prefilter& prefilter) : state_(std::make_unique<State>()) {
#ifdef CREDLINT_HAS_HYPERSCAN
  hs_scratch_t* scratch = nullptr;
  bool enough = true;  // one scratch grows until it fits every database
  for (const Scanner* scanner : {&prefilter.state_->files, &prefilter.state_->context}) {
    if (scanner->database != nullptr)
      enough = enough && hs_alloc_scratch(scanner->database, &scratch) == HS_SUCCESS;
  }
  state_->hyperscan.reset(scratch);
  if (!enough) state_->hyperscan.reset();
#else
  (void)prefilter;
#endif
}
Prefilter::Scratch::Scratch(Scratch&&) noexcept = default;
Prefilter::Scratch& Prefilter::Scratch::operator=(Scratch&&) noexcept = default;
Prefilter::Scratch::~Scratch() = default;

Prefilter::Prefilter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Prefilter::Prefilter(Prefilter&&) noexcept = default;
Prefilter& Prefilter::operator=(Prefilter&&) noexcept = default;
Prefilter::~Prefilter() = default;

Result<Prefilter> Prefilter::create(const Catalog& catalog, const PrefilterImage& image,
                                    Engine engine) {
  auto state = std::make_unique<State>();
  CREDLINT_TRY(state->files, make_scanner(expressions(catalog), image.files, engine));
  CREDLINT_TRY(state->context, make_scanner(context_expressions(catalog), image.context, engine));
  return Prefilter(std::move(state));
}

void Prefilter::Scratch::State::scan(const Scanner& scanner, std::string_view bytes, Hits& hits) {
  hits.key_name = hits.setting_name = false;
  hits.patterns.clear();
  hits.patterns.reserve(scanner.patterns.size());
#ifdef CREDLINT_HAS_HYPERSCAN
  if (scanner.database != nullptr) {
    Sink sink{scanner.patterns, hits};
    const bool scanned =
        hyperscan && bytes.size() <= std::numeric_limits<unsigned>::max() &&
        hs_scan(scanner.database, bytes.data(), static_cast<unsigned>(bytes.size()), 0,
                hyperscan.get(), on_match, &sink) == HS_SUCCESS;
    if (!scanned) {
      hits.patterns.clear();
      for (std::uint32_t pattern : scanner.patterns) add(pattern, hits);
    }
  }
#endif
  for (const Set& set : scanner.sets) scan_set(set, bytes, matched, hits);
  std::sort(hits.patterns.begin(), hits.patterns.end());
  hits.patterns.erase(std::unique(hits.patterns.begin(), hits.patterns.end()), hits.patterns.end());
}

void Prefilter::scan(std::string_view bytes, Scratch& scratch, Hits& hits) const {
  scratch.state_->scan(state_->files, bytes, hits);
}

void Prefilter::scan_context(std::string_view bytes, Scratch& scratch, Hits& hits) const {
  scratch.state_->scan(state_->context, bytes, hits);
}

std::string_view Prefilter::engine_name() const {
#ifdef CREDLINT_HAS_HYPERSCAN
  if (state_->files.database) return "hyperscan";
#endif
  return "re2-set";
}

}  // namespace credlint
