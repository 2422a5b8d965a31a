// SPDX-License-Identifier: Apache-2.0
// Places a call on the mock endpoint, as a user's own tests would.
#include <tccc/tccc.h>
#include <tccc/testing/mock_endpoint.h>

#include <iostream>

int main() {
  auto mock = tccc::testing::MockEndpoint::start();
  if (!mock) {
    std::cerr << mock.error() << "\n";
    return 1;
  }
  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.tls.ca_file = mock->ca_file();
  auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
  if (!client) {
    std::cerr << client.error() << "\n";
    return 1;
  }

  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = tccc::testing::magic_callee::succeeds;
  const auto placed = client->send(request);
  if (!placed) {
    std::cerr << placed.error() << "\n";
    return 1;
  }
  std::cout << "placed: " << placed->session_id << "\n";
  return mock->placed_calls() == 1 ? 0 : 1;
}
