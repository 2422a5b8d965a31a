// SPDX-License-Identifier: Apache-2.0
// What a walk through pages says when it has to stop.
#include "tccc/pages.h"

#include <string>

#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

Error too_many_pages(const Action& action, std::size_t most_pages) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.action = action.name;
  details.field = "most_pages";
  details.message = "most_pages is reached: " + std::to_string(most_pages) +
                    " pages are read and the list goes on; allow more, or go on from request()";
  return Error(std::move(details));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
