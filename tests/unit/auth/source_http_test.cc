// SPDX-License-Identifier: Apache-2.0
// What the sources that ask a server have in common.
#include "auth/source_http.h"

#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::expiry_by_local_clock;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr std::int64_t kNow = 1735689600;  // 2025-01-01
const system_clock::time_point kLocalNow{seconds(kNow)};

TEST(ExpiryByLocalClock, IsTheOneGivenWithoutADate) {
  EXPECT_EQ(expiry_by_local_clock(kNow + 7200, "", kLocalNow), kLocalNow + seconds(7200));
  EXPECT_EQ(expiry_by_local_clock(kNow + 7200, "yesterday", kLocalNow), kLocalNow + seconds(7200));
}

TEST(ExpiryByLocalClock, LeavesTheLifeAsItIsWhereTheClocksDiffer) {
  EXPECT_EQ(expiry_by_local_clock(kNow + 7200, "Wed, 01 Jan 2025 01:00:00 GMT", kLocalNow), kLocalNow + seconds(3600));
  EXPECT_EQ(expiry_by_local_clock(kNow - 3000, "Tue, 31 Dec 2024 23:00:00 GMT", kLocalNow), kLocalNow + seconds(600));
}

TEST(ExpiryByLocalClock, IsATime) {
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40, INT64_MAX, INT64_MIN}) {
    EXPECT_FALSE(expiry_by_local_clock(bad, "", kLocalNow)) << bad;
  }
  EXPECT_FALSE(expiry_by_local_clock(7258118400, "Thu, 01 Jan 1970 00:00:00 GMT", kLocalNow));
}

TEST(SourceTransport, ReportsATransportThatCannotBeMade) {
  detail::CurlTransportOptions options;
  options.max_response_bytes = 0;
  detail::SourceTransport transport(nullptr, options);
  const HttpExchange exchange = transport.send({});
  EXPECT_EQ(exchange.code, ErrorCode::invalid_argument);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(detail::describe_fault(exchange), "invalid_argument: max_response_bytes is zero");
}

TEST(Wipe, LeavesNothing) {
  std::string text = "something";
  detail::wipe(text);
  EXPECT_TRUE(text.empty());
}

}  // namespace
}  // namespace tccc
