// SPDX-License-Identifier: Apache-2.0
// Pushes that wait for their time: what is pushed at the end of a call, in which order, and how often again. Holds no
// clock and no socket. Not for several threads at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tccc/push.h"
#include "tccc/testing/mock_endpoint.h"
#include "tccc/types/time.h"
#include "testing/seeded_random.h"
#include "testing/session_store.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

struct OutgoingPush {
  SentPush told = {};
  std::string query = {};
  std::string body = {};
  bool has_wrong_password = false;
  std::size_t deliveries_left = 0;  ///< After this one, whatever it is answered.
  std::size_t retries_left = 3;
};

class PushOutbox {
 public:
  PushOutbox(std::chrono::milliseconds retry_interval, std::uint64_t seed);

  /// The pushes of a call that has ended.
  void post(const Session& session, PreciseTimePoint when);

  /// Takes out what is due, if anything is.
  std::optional<OutgoingPush> take(PreciseTimePoint now);

  /// What became of it. It may come back, for a repetition.
  void settle(OutgoingPush push, int status, bool was_accepted, PreciseTimePoint now);

  std::vector<SentPush> sent() const { return {sent_.begin(), sent_.end()}; }

 private:
  void add(const Session& session, const char* action, const PushContent& content, PreciseTimePoint when);

  const std::chrono::milliseconds retry_interval_;
  SeededRandom uuids_;
  std::multimap<PreciseTimePoint, OutgoingPush> waiting_;  // of the same time, the one that was added first
  std::deque<SentPush> sent_;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
