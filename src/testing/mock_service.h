// SPDX-License-Identifier: Apache-2.0
// What the service does with a request, without any socket: checks in the documented order, then the answer the callee
// asks for. Keeps the record of what came in.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/action.h"
#include "tccc/clock.h"
#include "tccc/credentials.h"
#include "tccc/testing/mock_endpoint.h"
#include "testing/contact_center.h"
#include "testing/http_server.h"
#include "testing/push_outbox.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

inline constexpr std::size_t kMaxBodyBytes = std::size_t{10} << 20;

struct MockServiceSettings {
  Credentials credentials = {};
  std::size_t requests_per_second = 20;
  bool reject_unknown_parameters = true;
  std::chrono::milliseconds slow_answer{0};
  std::shared_ptr<const Clock> clock = {};  ///< Never null.
  ContactCenterSettings center = {};
  std::chrono::milliseconds push_retry_interval{0};
};

/// Thread-safe.
class MockService {
 public:
  explicit MockService(MockServiceSettings settings);

  /// Judges, records and answers one request.
  OutgoingAnswer handle(const IncomingRequest& request);

  std::vector<ReceivedRequest> received() const;
  std::size_t deliveries(std::string_view action) const;
  std::size_t placed_calls() const;
  std::vector<SimulatedCall> calls() const;
  void script_callee(std::string callee, CallScript script);
  void script_agent(std::uint64_t ai_agent_id, CallScript script);

  /// A push that is due; to be delivered, and settled.
  std::optional<OutgoingPush> next_push();
  void settle_push(OutgoingPush push, int status, bool was_accepted);
  std::vector<SentPush> sent_pushes() const;

 private:
  /// What a request came to.
  struct Decision {
    std::string service_code = {};  ///< Empty: success.
    std::string message = {};
    const tccc::detail::Action* action = nullptr;  ///< Of a request that passed the checks.
    std::shared_ptr<void> request = {};
    MagicAnswer answer = MagicAnswer::placed;  ///< Has a meaning only when the action places a call.
    bool places_call = false;
  };

  Decision decide(const IncomingRequest& request);
  Decision decide_parameters(const tccc::detail::Action& action, const std::string& body) const;
  bool admit(std::string_view action);
  OutgoingAnswer act(Decision& decision);
  PreciseTimePoint now() const;
  void record(const IncomingRequest& request, const Decision& decision, const OutgoingAnswer& answer);

  const MockServiceSettings settings_;

  mutable std::mutex mutex_;      // guards what follows
  mutable ContactCenter center_;  // catches up with the time when it is looked at
  PushOutbox outbox_;
  std::map<std::string, std::deque<std::chrono::steady_clock::time_point>, std::less<>> admitted_;  // known actions
  std::map<std::string, std::size_t, std::less<>> deliveries_;
  std::deque<ReceivedRequest> received_;
  std::size_t received_bytes_ = 0;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
