// SPDX-License-Identifier: MIT
// Which files deserve a look: one pass over the bytes that tells which patterns may match.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/result.h"
#include "scanner/match/expressions.h"

namespace credlint {

/// Where a Hyperscan database begins in memory, in bytes: its automata are laid out for it.
constexpr std::size_t kDatabaseAlignment = 64;

/// One list of expressions as the build step left it. Empty when built without Hyperscan.
struct DatabaseImage {
  /// A Hyperscan database as it stands in memory, at kDatabaseAlignment: it is used in place.
  /// A serialized one would be checked and copied, which takes longer than a small file.
  std::span<const std::uint8_t> database;
  std::span<const std::uint32_t> rejected;  ///< expressions that Hyperscan cannot compile
  std::uint64_t expressions_hash = 0;       ///< hash_of() the expressions it was made from
};

struct PrefilterImage {
  DatabaseImage files;    ///< expressions(): which files are parsed
  DatabaseImage context;  ///< context_expressions(): what else to look for in those
};

/// The image that was compiled in. Generated at build time.
PrefilterImage embedded_prefilter();

/// Which engine scans. Both give the same findings.
enum class Engine : std::uint8_t {
  Auto,       ///< Hyperscan where the image fits machine and catalog, else RE2::Set
  Hyperscan,  ///< an error where it cannot be used
  Re2Set,
};

/// Tells which patterns of a catalog may match a text. It may name one that does not match, but
/// never misses one that does. Safe to share between threads; each needs its own Scratch.
class Prefilter {
 public:
  /// What a scan found.
  struct Hits {
    std::vector<std::uint32_t> patterns;  ///< indexes into Catalog::patterns, rising
    bool key_name = false;      ///< a name of rulesets/keys/ that means something in code, too
    bool setting_name = false;  ///< another name of rulesets/keys/, or a text of a tool's
    [[nodiscard]] bool any() const { return key_name || setting_name || !patterns.empty(); }
  };

  /// Working memory of one thread. Must not outlive its Prefilter.
  class Scratch {
   public:
    explicit Scratch(const Prefilter& prefilter);
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;
    ~Scratch();

   private:
    friend class Prefilter;
    struct State;
    std::unique_ptr<State> state_;
  };

  /// The catalog is not needed afterwards; the image must outlive the prefilter.
  static Result<Prefilter> create(const Catalog& catalog, const PrefilterImage& image,
                                  Engine engine);

  Prefilter(Prefilter&&) noexcept;
  Prefilter& operator=(Prefilter&&) noexcept;
  ~Prefilter();

  /// Replaces `hits`.
  void scan(std::string_view bytes, Scratch& scratch, Hits& hits) const;
  /// The same for the patterns that are looked for in files that are parsed only.
  void scan_context(std::string_view bytes, Scratch& scratch, Hits& hits) const;
  /// "hyperscan" or "re2-set".
  [[nodiscard]] std::string_view engine_name() const;

 private:
  struct State;
  explicit Prefilter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace credlint
