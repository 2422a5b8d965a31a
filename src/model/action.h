// SPDX-License-Identifier: Apache-2.0
// What the library knows of one action of the API.
#pragma once

#include <memory>
#include <string_view>

#include "codec/describe.h"
#include "codec/field.h"
#include "tccc/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct Action {
  std::string_view name;  ///< Value of X-TC-Action.
  bool is_idempotent;     ///< Whether a repetition has no further effect; never true for what places calls.
  bool places_call;       ///< Whether it orders calls, so that a repetition makes phones ring again.
  const StructInfo* request;
  const StructInfo* response;
  // Default-constructed ones, for code that knows the action by name only.
  std::shared_ptr<void> (*make_request)();
  std::shared_ptr<void> (*make_response)();
  /// Of a call that is given as text: the typed action whose answer has to hold all the same.
  const Action* typed = nullptr;
};

template <class T>
std::shared_ptr<void> make_shared_object() {
  return std::make_shared<T>();
}

/// What the second delivery of a request does that had its effect at the first.
enum class Repetition {
  harmless,     ///< Nothing further: reads, and what ends something for good.
  acts_again,   ///< The same once more, or it undoes what somebody did in between.
  dials_again,  ///< Phones ring again.
};

template <class Request>
constexpr Action describe_action(std::string_view name, Repetition repetition) {
  using Response = ResponseOf<Request>;
  return {name,
          repetition == Repetition::harmless,
          repetition == Repetition::dials_again,
          &Describe<Request>::info,
          &Describe<Response>::info,
          &make_shared_object<Request>,
          &make_shared_object<Response>};
}

/// All actions, ordered by name.
struct ActionTable {
  const Action* const* first;
  std::size_t size;

  const Action* const* begin() const noexcept { return first; }
  const Action* const* end() const noexcept { return first + size; }
};
TCCC_API ActionTable all_actions() noexcept;

/// The action of that name, null when the library does not know it.
TCCC_API const Action* find_action(std::string_view name) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
