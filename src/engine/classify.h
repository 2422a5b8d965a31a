// SPDX-License-Identifier: Apache-2.0
// What an attempt means: success, or which error with which outcome. Pure; knows no JSON, libcurl or OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tccc/error.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The part of an Error that an attempt decides.
struct Failure {
  ErrorCode code;
  Outcome outcome;
  std::string message;
  std::string service_code = {};
  std::string field = {};
};

/// What the transport reports, before the answer is read: none when there is an HTTP 200 answer to read.
std::optional<Failure> classify_exchange(const HttpExchange& exchange);

/// What reading a 200 answer found.
struct AnswerFacts {
  bool is_readable = true;  ///< Well-formed, with a Response object.
  bool has_error = false;   ///< Whether there is a Response.Error.
  bool has_result = false;  ///< Beside the Error, everything a success holds: the answer contradicts itself.
  std::string_view service_code = {};
  std::string_view service_message = {};
  std::string_view fault = {};  ///< Why it is not readable, or what is wrong with `field`.
  std::string field = {};       ///< The member at fault: missing or of the wrong type.
};

/// What a 200 answer means: none for success.
std::optional<Failure> classify_answer(const AnswerFacts& facts);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
