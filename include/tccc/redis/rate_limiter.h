// SPDX-License-Identifier: Apache-2.0
// One rate limit for many processes, on a Redis server. Target tccc::redis.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "tccc/clock.h"
#include "tccc/export.h"
#include "tccc/log.h"
#include "tccc/rate_limiter.h"
#include "tccc/redis/connection.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// Settings of a shared limiter; the same in every process of the fleet. An aggregate.
struct RateLimiterOptions {
  ConnectionOptions connection = {};  ///< Where Redis is.

  /// Whose limit it is: what the service counts by, such as the id of the key or of the account. Required. It enters
  /// the key in Redis as a part of a hash.
  std::string identity = {};
  std::string region = {};  ///< As ClientOptions::region; it is counted apart.

  /// Requests of one action that all processes together may start within any second. 1 to 1000. The margin stands for
  /// uneven arrival, as it does for the local limiter.
  RateLimitOptions rate = {};

  /// How late a request may start after the time that was reserved for it; later, it reserves another. The window is
  /// longer by this. 1 ms to 1 s, and more than the way to Redis and back takes: what that takes of it is not there to
  /// start in. Where less than a sixteenth is left, the limit counts as lost, with the service_code
  /// TOO_FAR_RAISE_LONGEST_DELAY, until a quarter is.
  std::chrono::milliseconds longest_delay{15};

  /// Most processes that run at once, 2 to 10000. A process without Redis keeps to its part: requests_per_second
  /// divided by this. Where that is one request in an hour or less, the fleet is refused as too large.
  std::size_t fleet_size = 0;

  /// Told when Redis is lost (shared_limit_lost) and when it is back (shared_limit_back). Empty: nobody.
  std::shared_ptr<LogSink> log = {};

  /// The clock of the clients that use the limiter; empty: system_clock(). Only differences count: clocks of the fleet
  /// need not agree.
  std::shared_ptr<const Clock> clock = {};
};

/// Makes a limiter for ClientOptions::rate_limiter. All that are made with the same server, prefix, identity and region
/// let no more requests start together than one local limiter would alone.
///
/// A thread of its own, with all signals blocked, talks to Redis; neither a call nor the loop of a client waits for the
/// network. A start is reserved ahead, at a time by the clock of the server. Where Redis does not answer, requests with
/// a reservation start, then none until what others reserved is over (3.8 s with the defaults: 3.5 s and the timeout,
/// and twice what margin and longest_delay are), and then as many as are this process's part. The same where Redis was
/// never reached. A Redis that has no state yet, or has lost it, is waited for two seconds. When Redis is back the
/// fleet counts together again. A throttled answer halves the limit of the whole fleet for the action, and it recovers
/// by a twentieth each second.
///
/// Not to be used in a child made by fork(). Fails with invalid_argument, field() naming the option; whether Redis is
/// there is not asked.
TCCC_API Result<std::shared_ptr<RateLimiter>> rate_limiter(const RateLimiterOptions& options);

}  // namespace redis
}  // namespace v1
}  // namespace tccc
