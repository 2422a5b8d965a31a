// SPDX-License-Identifier: Apache-2.0
// Field lists of requests and answers that have no fields, and what their names tell.
#include "client/raw_request.h"

#include <algorithm>
#include <utility>

#include "codec/describe.h"
#include "codec/extra_json.h"
#include "error/invalid_argument.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<RawRequest> {
  static constexpr std::array fields{extra<&RawRequest::json>()};
  static constexpr StructInfo info = describe<RawRequest>("RawRequest", fields);
};

template <>
struct Describe<RawResponse> {
  static constexpr std::array fields{field<&RawResponse::request_id>("RequestId"), extra<&RawResponse::json>()};
  static constexpr StructInfo info = describe<RawResponse>("RawResponse", fields);
};

namespace {

constexpr std::size_t kLongestAction = 64;

bool is_action_name(std::string_view name) {
  const auto is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name.size() <= kLongestAction && std::all_of(name.begin(), name.end(), is_letter_or_digit);
}

}  // namespace

Action raw_action(std::string_view name) {
  constexpr std::string_view kRead = "Describe";
  const Action* known = find_action(name);
  const bool is_harmless = known != nullptr ? known->is_idempotent : name.substr(0, kRead.size()) == kRead;
  return {name,
          is_harmless,
          !is_harmless,
          &Describe<RawRequest>::info,
          &Describe<RawResponse>::info,
          &make_shared_object<RawRequest>,
          &make_shared_object<RawResponse>,
          known != nullptr && known->places_call ? known : nullptr};
}

Result<RawRequest> make_raw_request(std::string_view action, std::string_view json) {
  if (!is_action_name(action)) {
    return invalid_argument("action", "is not the name of an action, such as DescribeTelCdr");
  }
  if (const auto fault = check_extra_json(Describe<RawRequest>::info, json)) {
    return invalid_argument("json",
                            fault->field == "extra_json" ? "is not a JSON object in UTF-8" : "has a member twice");
  }
  return RawRequest{std::string(json)};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
