// SPDX-License-Identifier: MIT
#include "scanner/match/prefilter.h"

#include <re2/set.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

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
  if (chosen.empty()) return out;
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  out.set = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
  for (std::uint32_t index : chosen) {
    std::string message;
    if (out.set->Add(list[index].regex, &message) < 0)
      return Error{"prefilter: " + message + " in " + list[index].regex};
    out.patterns.push_back(list[index].pattern);
  }
  if (!out.set->Compile()) return Error{"prefilter: not enough memory for the patterns"};
  return out;
}

void add(std::uint32_t pattern, Prefilter::Hits& hits) {
  if (pattern == Expression::kKeyName)
    hits.key_name = true;
  else
    hits.patterns.push_back(pattern);
}

void scan_set(const Set& set, std::string_view bytes, std::vector<int>& matched,
              Prefilter::Hits& hits) {
  if (!set.set) return;
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

struct FreeDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeScratch {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;
using HyperscanScratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

Result<Database> load_database(const PrefilterImage& image, std::uint64_t hash) {
  if (image.database.empty()) return Error{"this build has no Hyperscan database"};
  if (image.expressions_hash != hash)
    return Error{"the Hyperscan database belongs to other rulesets"};
  // The static runtime library has no hs_valid_platform(); this is what it asks.
  if (!__builtin_cpu_supports("ssse3")) return Error{"Hyperscan does not support this processor"};
  hs_database_t* database = nullptr;
  const auto* bytes = reinterpret_cast<const char*>(image.database.data());
  if (hs_deserialize_database(bytes, image.database.size(), &database) != HS_SUCCESS)
    return Error{"the Hyperscan database does not fit this library"};
  return Database(database);
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

}  // namespace

struct Prefilter::State {
  std::vector<std::uint32_t> patterns;  ///< Expression::pattern of every expression
  Set set;                              ///< all expressions, or those that Hyperscan rejected
#ifdef CREDLINT_HAS_HYPERSCAN
  Database database;
#endif
};

struct Prefilter::Scratch::State {
  std::vector<int> matched;
#ifdef CREDLINT_HAS_HYPERSCAN
  HyperscanScratch hyperscan;
#endif
};

Prefilter::Scratch::Scratch(const Prefilter& prefilter) : state_(std::make_unique<State>()) {
#ifdef CREDLINT_HAS_HYPERSCAN
  hs_scratch_t* scratch = nullptr;
  if (prefilter.state_->database &&
      hs_alloc_scratch(prefilter.state_->database.get(), &scratch) == HS_SUCCESS)
    state_->hyperscan.reset(scratch);
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
  const std::vector<Expression> list = expressions(catalog);
  auto state = std::make_unique<State>();
  for (const Expression& expression : list) state->patterns.push_back(expression.pattern);
  std::vector<std::uint32_t> for_set(list.size());
  std::iota(for_set.begin(), for_set.end(), 0U);

  if (engine != Engine::Re2Set) {
#ifdef CREDLINT_HAS_HYPERSCAN
    Result<Database> database = load_database(image, hash_of(list));
    if (database) {
      state->database = std::move(*database);
      for_set.assign(image.rejected.begin(), image.rejected.end());
    } else if (engine == Engine::Hyperscan) {
      return database.error();
    }
#else
    (void)image;
    if (engine == Engine::Hyperscan) return Error{"this build has no Hyperscan"};
#endif
  }
  CREDLINT_TRY(state->set, make_set(list, for_set));
  return Prefilter(std::move(state));
}

void Prefilter::scan(std::string_view bytes, Scratch& scratch, Hits& hits) const {
  hits.key_name = false;
  hits.patterns.clear();
  hits.patterns.reserve(state_->patterns.size());
#ifdef CREDLINT_HAS_HYPERSCAN
  if (state_->database) {
    Sink sink{state_->patterns, hits};
    const bool scanned =
        scratch.state_->hyperscan && bytes.size() <= std::numeric_limits<unsigned>::max() &&
        hs_scan(state_->database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0,
                scratch.state_->hyperscan.get(), on_match, &sink) == HS_SUCCESS;
    if (!scanned) {
      hits.patterns.clear();
      for (std::uint32_t pattern : state_->patterns) add(pattern, hits);
    }
  }
#endif
  scan_set(state_->set, bytes, scratch.state_->matched, hits);
  std::sort(hits.patterns.begin(), hits.patterns.end());
  hits.patterns.erase(std::unique(hits.patterns.begin(), hits.patterns.end()), hits.patterns.end());
}

std::string_view Prefilter::engine_name() const {
#ifdef CREDLINT_HAS_HYPERSCAN
  if (state_->database) return "hyperscan";
#endif
  return "re2-set";
}

}  // namespace credlint
