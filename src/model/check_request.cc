// SPDX-License-Identifier: Apache-2.0
// Judges a request body as the service would, from the field lists.
#include "model/check_request.h"

#include "codec/decode.h"
#include "codec/validate.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::optional<ParameterFault> read_request(const Action& action, std::string_view json, bool reject_unknown,
                                           void* request) {
  const auto unknown = reject_unknown ? UnknownMembers::refused : UnknownMembers::ignored;
  if (auto fault = decode(*action.request, json, unknown, request)) {
    switch (fault->kind) {
      case DecodeFault::Kind::not_json:
      case DecodeFault::Kind::not_object:
      case DecodeFault::Kind::too_deep:
        return ParameterFault{ParameterFault::Kind::not_json, {}};
      case DecodeFault::Kind::unknown:
        return ParameterFault{ParameterFault::Kind::unknown, std::move(fault->field)};
      case DecodeFault::Kind::duplicate:
      case DecodeFault::Kind::wrong_type:
      case DecodeFault::Kind::contradiction:
        return ParameterFault{ParameterFault::Kind::wrong_type, std::move(fault->field)};
    }
  }
  if (auto missing = find_missing(*action.request, request)) {
    return ParameterFault{ParameterFault::Kind::missing, std::move(*missing)};
  }
  return {};
}

std::optional<ParameterFault> check_request(const Action& action, std::string_view json, bool reject_unknown) {
  return read_request(action, json, reject_unknown, action.make_request().get());
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
