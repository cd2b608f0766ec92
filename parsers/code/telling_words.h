// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/location.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace credlint {

/// Tells by words alone whether source code may hold what yields a fact: a call, or the name of a
/// part of a credential. Most files that import an SDK only use its types, and are not worth a
/// syntax tree.
class TellingWords {
 public:
  /// `part_names` is an expression for the names of credential parts. The shapes must outlive it.
  TellingWords(std::span<const CallShape> shapes, const std::string& part_names);
  TellingWords(TellingWords&&) noexcept;
  TellingWords& operator=(TellingWords&&) noexcept;
  ~TellingWords();

  /// False only where neither one of the calls nor a name can be in the text.
  [[nodiscard]] bool any_in(std::string_view text) const;
  /// Where calls and names may be, in order.
  [[nodiscard]] std::vector<Span> places_in(std::string_view text) const;

 private:
  /// A callee: what stands in a text that calls it, whatever it is imported as.
  struct Callee {
    std::vector<std::string_view> name;  ///< parts of what is called: those around a '*'
    std::vector<std::string_view> path;  ///< parts of what it is a member of
  };
  /// Calls `see` with each place until it says that this is enough; not in order.
  void visit(std::string_view text, const std::function<bool(std::string_view)>& see) const;
  [[nodiscard]] bool is_called(std::string_view name, std::string_view text) const;

  std::vector<Callee> callees_;
  std::unique_ptr<re2::RE2> names_;  ///< any of what is called
  std::unique_ptr<re2::RE2> parts_;
};

}  // namespace credlint
