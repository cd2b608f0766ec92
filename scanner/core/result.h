// SPDX-License-Identifier: MIT
// Result<T>: a value or an Error. Member names equal those of std::expected, so that it can be
// swapped for it once the compilers we support have it.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace credlint {

/// Why something could not be done, in words for the user.
struct Error {
  std::string message;
};

/// A value or the reason why there is none. Ignoring one does not compile with -Werror.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  [[nodiscard]] bool has_value() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return has_value(); }

  /// The value; has_value() must hold.
  T& value() & { return require(), std::get<T>(state_); }
  const T& value() const& { return require(), std::get<T>(state_); }
  T&& value() && { return require(), std::get<T>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// The error; has_value() must not hold.
  [[nodiscard]] const Error& error() const { return std::get<Error>(state_); }

 private:
  void require() const { assert(has_value()); }
  std::variant<T, Error> state_;
};

/// A Result without a value.
using Status = Result<std::monostate>;
inline Status ok() { return std::monostate{}; }

#define CREDLINT_CONCAT_INNER(a, b) a##b
#define CREDLINT_CONCAT(a, b) CREDLINT_CONCAT_INNER(a, b)
#define CREDLINT_TRY_IMPL(temporary, declaration, expression) \
  auto temporary = (expression);                              \
  if (!temporary) return temporary.error();                   \
  declaration = std::move(temporary).value()
/// Declares a variable from a Result, or returns its error: CREDLINT_TRY(auto x, f());
#define CREDLINT_TRY(declaration, expression) \
  CREDLINT_TRY_IMPL(CREDLINT_CONCAT(credlint_try_, __COUNTER__), declaration, expression)

}  // namespace credlint
