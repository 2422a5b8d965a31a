// SPDX-License-Identifier: Apache-2.0
// What the consumer projects build: makes a client, and has it refuse a request before anything is sent.
#include <tccc/tccc.h>

#include <iostream>
#include <random>

int main() {
  const tccc::Secret key(std::to_string(std::random_device()()));
  auto client = tccc::Client::create(tccc::static_credentials({"consumer", key, {}}));
  if (!client) {
    std::cerr << client.error() << "\n";
    return 1;
  }
  std::cout << "tccc " << tccc::version() << " for " << client->endpoint() << "\n";

  const auto refused = client->send(tccc::CreateAIAgentCallRequest());
  if (refused || refused.error().code() != tccc::ErrorCode::invalid_argument ||
      refused.error().outcome() != tccc::Outcome::not_sent) {
    std::cerr << "an empty request was not refused\n";
    return 1;
  }
  std::cout << "refused as expected: " << refused.error() << "\n";
  return 0;
}
