// SPDX-License-Identifier: Apache-2.0
// The client that the tests of the fault matrix call through.
#include "fault_matrix_client.h"

#include <utility>

#include "../key_watch.h"
#include "tccc/credentials.h"

namespace tccc {
namespace loopback {

ClientOptions fault_matrix_options(std::string endpoint) {
  ClientOptions options;
  options.endpoint = std::move(endpoint);
  options.retry.initial_backoff = std::chrono::milliseconds(1);
  options.retry.max_backoff = std::chrono::milliseconds(2);
  options.rate_limit.requests_per_second = 0;
  options.timeouts.connect = std::chrono::seconds(20);
  options.timeouts.attempt = std::chrono::seconds(20);
  options.timeouts.total = std::chrono::seconds(40);
  return options;
}

Client make_client(ClientOptions options) {
  Credentials keys;
  keys.secret_id = random_key();
  keys.secret_key = Secret(random_key());
  return Client::create(static_credentials(std::move(keys)), std::move(options)).value();
}

CreateAIAgentCallRequest placing_request(const std::string& subject) {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  request.variables.push_back({"subject", subject});
  return request;
}

ReadingRequest reading_request() {
  return {1400000000, "session-1"};
}

}  // namespace loopback
}  // namespace tccc
