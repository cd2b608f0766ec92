// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace credlint {

/// A value that may be, or may hold, a credential. It cannot be printed: there is no operator<<, no
/// formatter and no conversion. Rules judge it through reveal(); whatever is shown goes through
/// one of the redacted forms.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  explicit Secret(std::string_view value) : value_(value) {}

  /// The value itself, for judging only: nothing derived from it may reach an output.
  [[nodiscard]] std::string_view reveal() const& { return value_; }
  std::string_view reveal() const&& = delete;

  [[nodiscard]] bool empty() const { return value_.empty(); }
  /// Length in bytes.
  [[nodiscard]] std::size_t size() const { return value_.size(); }

  /// First and last four characters with asterisks between ("AKIA************YZ7A") from nine
  /// characters on, else "[key id, N characters]". For access key ids, which AWS prints itself; a
  /// value that rather looks like a secret in their place is only counted too.
  [[nodiscard]] std::string redacted_key_id() const;
  /// "[secret, N characters]" with the given noun; never a character of the value.
  [[nodiscard]] std::string redacted(std::string_view noun) const;
  /// 64-bit hash (FNV-1a), to group equal values within a run. Not for storing: short values can be
  /// guessed.
  [[nodiscard]] std::uint64_t fingerprint() const;

  bool operator==(const Secret&) const = default;

 private:
  std::string value_;
};

}  // namespace credlint
