// SPDX-License-Identifier: Apache-2.0
// The error for what a caller got wrong.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Says "<field> <why>"; nothing was sent. Inline, so that the libraries beside tccc have it too.
inline Error invalid_argument(std::string field, std::string_view why) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.message.append(field).append(" ").append(why);
  details.field = std::move(field);
  return Error(std::move(details));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
