// SPDX-License-Identifier: Apache-2.0
// The client that the tests of the fault matrix call through, and what they ask it.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "../key_watch.h"
#include "fault_matrix_actions.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/client.h"
#include "tccc/log.h"

namespace tccc {
namespace loopback {

/// Counts the attempts of all calls.
class AttemptCounter final : public KeyWatch {
 public:
  void log(const LogRecord& record) noexcept override {
    KeyWatch::log(record);
    if (record.event == LogEvent::attempt_started) ++count_;
  }
  int count() const noexcept { return count_; }

 private:
  std::atomic<int> count_{0};
};

/// Options with the library's retry policy, but for backoffs too short to notice, and no rate limit. Timeouts are
/// longer than any test takes.
ClientOptions fault_matrix_options(std::string endpoint);

/// A client with keys made on the spot. The options are sound; if they are not, the process ends and says why.
Client make_client(ClientOptions options);

/// A request to place a call. `subject` tells it from others: it is in the body that the server reads.
CreateAIAgentCallRequest placing_request(const std::string& subject = "any");
/// A request that only reads.
ReadingRequest reading_request();

}  // namespace loopback
}  // namespace tccc
