// SPDX-License-Identifier: Apache-2.0
// A client as a global object: made before main(), used in it, destroyed after it.
#include <cstdio>
#include <optional>
#include <utility>

#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"

namespace {

// Made before and so destroyed after the client: whatever that does at exit is done when this speaks.
struct LastWord {
  ~LastWord() {
    if (is_sent) std::puts("sent, and destroyed at exit");
  }
  bool is_sent = false;
};

LastWord last_word;

tccc::Result<tccc::testing::MockEndpoint> start_mock() {
  tccc::testing::MockEndpointOptions options;
  options.tls = true;
  return tccc::testing::MockEndpoint::start(options);
}

tccc::Result<tccc::testing::MockEndpoint> mock = start_mock();

tccc::Result<tccc::Client> make_client() {
  if (!mock) return mock.error();
  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.tls.ca_file = mock->ca_file();
  options.log = tccc::stderr_log();
  return tccc::Client::create(tccc::static_credentials(mock->credentials()), std::move(options));
}

tccc::Result<tccc::Client> client = make_client();

}  // namespace

int main() {
  if (!client) return 1;
  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = tccc::testing::magic_callee::succeeds;
  for (int i = 0; i < 2; ++i) {
    if (!client->send(request)) return 1;
  }
  last_word.is_sent = true;
  return 0;
}
