// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <utility>

namespace credlint {

/// Keeps what rules derive from the facts of a run, by type, so that each is made once, when it is
/// first asked for. Not thread-safe: rules run one after the other.
class ViewCache {
 public:
  /// The value that belongs to `Key`, a type; made by `make()` when it is asked for first. It lives
  /// as long as the cache.
  template <typename Key, typename Make>
  const auto& get(const Make& make) {
    using Made = decltype(make());
    const void* key = &kKeyOf<Key>;
    auto found = values_.find(key);
    if (found == values_.end()) {
      // Made before it is filed: what makes it may ask for others.
      std::shared_ptr<const Made> made(new Made(make()));  // in place: some cannot be moved
      found = values_.emplace(key, std::move(made)).first;
    }
    return *static_cast<const Made*>(found->second.get());
  }

 private:
  template <typename Key>
  static constexpr char kKeyOf = 0;
  std::map<const void*, std::shared_ptr<const void>> values_;
};

}  // namespace credlint
