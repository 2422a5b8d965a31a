// SPDX-License-Identifier: Apache-2.0
// Either a value or an Error, after the manner of std::expected.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {

template <class T>
class Result;

namespace detail {
template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<Result<T>> : std::true_type {};
}  // namespace detail

/// What a request gives back. Test it, then use `*result`, `result->member` or `result.error()`; or call value(), which
/// throws the error as its own exception type.
///
///     if (auto placed = client->send(request)) use(placed->session_id);
///     else if (placed.error().outcome() == tccc::Outcome::unknown) remember_for_reconciliation(placed.error());
template <class T>
class [[nodiscard]] Result {
 public:
  /// T.
  using value_type = T;
  /// Error.
  using error_type = Error;

  /// A success; implicit, so that functions can return their value.
  Result(const T& value) : state_(std::in_place_index<0>, value) {}  // NOLINT(google-explicit-constructor)
  /// A success; implicit, so that functions can return their value.
  Result(T&& value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  /// A failure; implicit, so that functions can return their error.
  Result(const Error& error) : state_(std::in_place_index<1>, error) {}  // NOLINT(google-explicit-constructor)

  /// Whether it holds a value.
  bool has_value() const noexcept { return state_.index() == 0; }
  /// Whether it holds a value.
  explicit operator bool() const noexcept { return has_value(); }

  /// Undefined unless has_value().
  T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  /// Undefined unless has_value().
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  /// Undefined unless has_value().
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  /// Undefined unless has_value().
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  /// Undefined unless has_value().
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  /// Undefined if has_value().
  const Error& error() const noexcept { return *std::get_if<1>(&state_); }

  /// The value, or throw_error(error()).
  T& value() & {
    require_value();
    return **this;
  }
  /// The value, or throw_error(error()).
  const T& value() const& {
    require_value();
    return **this;
  }
  /// The value, or throw_error(error()).
  T&& value() && {
    require_value();
    return std::move(**this);
  }

  /// The value, or the fallback where there is none.
  template <class U>
  T value_or(U&& fallback) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
  }
  /// The value, or the fallback where there is none.
  template <class U>
  T value_or(U&& fallback) && {
    return has_value() ? std::move(**this) : static_cast<T>(std::forward<U>(fallback));
  }

  /// Calls `next(value)`, which returns another Result; an error passes through.
  template <class Next>
  auto and_then(Next&& next) && {
    return then_of(std::move(*this), std::forward<Next>(next));
  }
  /// Calls `next(value)`, which returns another Result; an error passes through.
  template <class Next>
  auto and_then(Next&& next) & {
    return then_of(*this, std::forward<Next>(next));
  }
  /// Calls `next(value)`, which returns another Result; an error passes through.
  template <class Next>
  auto and_then(Next&& next) const& {
    return then_of(*this, std::forward<Next>(next));
  }

  /// Replaces the value by `change(value)`; an error passes through.
  template <class Change>
  auto transform(Change&& change) && {
    return changed_of(std::move(*this), std::forward<Change>(change));
  }
  /// A Result of `change(value)`; an error passes through.
  template <class Change>
  auto transform(Change&& change) & {
    return changed_of(*this, std::forward<Change>(change));
  }
  /// A Result of `change(value)`; an error passes through.
  template <class Change>
  auto transform(Change&& change) const& {
    return changed_of(*this, std::forward<Change>(change));
  }

  /// Calls `recover(error)`, which returns a Result of the same type; a value passes through.
  template <class Recover>
  Result or_else(Recover&& recover) && {
    return has_value() ? std::move(*this) : Result(std::forward<Recover>(recover)(error()));
  }
  /// Calls `recover(error)`, which returns a Result of the same type; a value is copied.
  template <class Recover>
  Result or_else(Recover&& recover) const& {
    return has_value() ? *this : Result(std::forward<Recover>(recover)(error()));
  }

  /// Replaces the error by `change(error)`, an Error as well; a value passes through.
  template <class Change>
  Result transform_error(Change&& change) && {
    return has_value() ? std::move(*this) : Result(Error(std::forward<Change>(change)(error())));
  }
  /// A Result with `change(error)`, an Error as well, for the error; a value is copied.
  template <class Change>
  Result transform_error(Change&& change) const& {
    return has_value() ? *this : Result(Error(std::forward<Change>(change)(error())));
  }

 private:
  template <class Self, class Next>
  static auto then_of(Self&& self, Next&& next) {
    using Other = std::decay_t<std::invoke_result_t<Next, decltype(*std::forward<Self>(self))>>;
    static_assert(detail::IsResult<Other>::value, "and_then takes a function that returns a Result");
    return self.has_value() ? std::forward<Next>(next)(*std::forward<Self>(self)) : Other(self.error());
  }

  template <class Self, class Change>
  static auto changed_of(Self&& self, Change&& change) {
    using Other = Result<std::decay_t<std::invoke_result_t<Change, decltype(*std::forward<Self>(self))>>>;
    return self.has_value() ? Other(std::forward<Change>(change)(*std::forward<Self>(self))) : Other(self.error());
  }

  void require_value() const {
    if (!has_value()) throw_error(error());
  }

  std::variant<T, Error> state_;
};

}  // namespace v1
}  // namespace tccc
