// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace credlint {

/// Recognises pieces of known credentials in texts that should hold none: a secret's half may also
/// stand in the same file as a region or a profile name, and be quoted in a message. Fill it, seal
/// it, then ask; texts are looked through once, however many credentials there are.
class CredentialPieces {
 public:
  /// The shortest piece that is recognised, in bytes.
  static constexpr std::size_t kShortest = 8;

  /// Values without capitals or without digits are words (placeholders), whose pieces stand
  /// everywhere: they are left out, unless they change as no word does.
  void add(std::string_view value);
  /// Ends the filling.
  void seal();
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

  /// Calls `visit(begin, end)` for every longest stretch of `text` that consists of pieces.
  void find(std::string_view text,
            const std::function<void(std::size_t begin, std::size_t end)>& visit) const;
  /// Replaces every such stretch.
  void redact(std::string& text) const;

 private:
  [[nodiscard]] bool holds(std::uint64_t piece) const;

  std::vector<std::uint64_t> pieces_;  ///< sorted once sealed
  std::vector<bool> filter_;           ///< by hash: whether there may be such a piece
};

}  // namespace credlint
