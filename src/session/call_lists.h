// SPDX-License-Identifier: Apache-2.0
// Reads the lists of calls of the service to their end.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "session/sighting.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/client.h"
#include "tccc/error.h"
#include "tccc/request_options.h"

namespace tccc {
inline namespace v1 {
namespace detail {

using Visit = std::function<void(const Sighting&)>;

/// Visits the calls that are up. An error when a page cannot be had or the list has no end.
std::optional<Error> visit_live_calls(const Client& client, std::int64_t sdk_app_id, const RequestOptions& options,
                                      const Visit& visit);

/// The same for the records that `request` asks for; its page is set here.
std::optional<Error> visit_records(const Client& client, DescribeTelCdrRequest request, const RequestOptions& options,
                                   const Visit& visit);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
