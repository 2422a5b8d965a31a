// SPDX-License-Identifier: Apache-2.0
// Ties a request type to its response and to what the library knows of its action.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

namespace detail {
struct Action;  // src/model/action.h
}  // namespace detail

/// Specialised beside each request: `using Response = ...; static const detail::Action& action() noexcept;`
template <class Request>
struct ActionOf;

/// The response type of a request type: CreateAICallResponse for CreateAICallRequest.
template <class Request>
using ResponseOf = typename ActionOf<Request>::Response;

/// Specialised beside each response: `using Type = ...`, the request it answers.
template <class Response>
struct RequestOf;

/// Whether a type is a request of this API.
template <class T, class = void>
inline constexpr bool is_request_v = false;
template <class T>
inline constexpr bool is_request_v<T, std::void_t<ResponseOf<T>>> = true;

namespace detail {

/// ResponseOf a request that is sent. Another type is refused in words, not passed over as a call without a match.
template <class Request, bool = is_request_v<Request>>
struct Sent {
  using Response = ResponseOf<Request>;
};
template <class Other>
struct Sent<Other, false> {
  static_assert(is_request_v<Other>, "send and send_async take a request type of tccc/api");
  using Response = Other;
};
template <class Request>
using SentResponse = typename Sent<Request>::Response;

}  // namespace detail

}  // namespace v1
}  // namespace tccc
