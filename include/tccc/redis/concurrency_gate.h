// SPDX-License-Identifier: Apache-2.0
// One count of calls in progress for many processes, on a Redis server. Target tccc::redis.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "tccc/clock.h"
#include "tccc/concurrency_gate.h"
#include "tccc/export.h"
#include "tccc/redis/connection.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// Settings of a shared gate; the same in every process of the fleet. An aggregate.
struct ConcurrencyGateOptions {
  ConnectionOptions connection = {};  ///< Where Redis is.
  std::string identity = {};   ///< Whose calls are counted, such as the application's id. Required; written as a hash.
  std::size_t most_calls = 0;  ///< In progress at once, of all processes together. 1 to 100000.

  /// How long a Redis without state gives no place: until the processes that hold places have told it so, which they do
  /// with whatever they ask next. 0 to 1 day.
  std::chrono::seconds refill_time{60};

  std::shared_ptr<const Clock> clock = {};  ///< Empty: system_clock().
};

/// Makes a gate of which all with the same server, prefix and identity count together. Places survive the process that
/// took them, until the longest life of their calls is over, and any process may tell of an end.
///
/// Its functions ask Redis on the calling thread, one at a time: each takes two timeouts at most, and for a second
/// after a fault no time at all; looking up the name of the host, when a connection is made, is the system's and takes
/// what it takes. Without Redis no place is given: try_enter() fails with the fault, and what is given back meanwhile
/// is told when Redis is there again.
///
/// A gate belongs to the process that made it. In a child after fork() try_enter() fails with used_after_fork, and the
/// other functions do nothing: what the child has to tell goes through a gate of its own.
///
/// Fails with invalid_argument, field() naming the option.
TCCC_API Result<std::shared_ptr<ConcurrencyGate>> concurrency_gate(const ConcurrencyGateOptions& options);

}  // namespace redis
}  // namespace v1
}  // namespace tccc
