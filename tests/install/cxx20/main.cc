// SPDX-License-Identifier: Apache-2.0
// Requests and options written with designated initialisers.
#include <tccc/tccc.h>

#include <iostream>
#include <random>

int main() {
  const tccc::Secret key(std::to_string(std::random_device()()));
  auto client =
      tccc::Client::create(tccc::static_credentials({.secret_id = "consumer", .secret_key = key}),
                           {.site = tccc::Site::international, .timeouts = {.connect = std::chrono::seconds(2)}});
  if (!client) {
    std::cerr << client.error() << "\n";
    return 1;
  }
  std::cout << "tccc " << tccc::version() << " for " << client->endpoint() << "\n";

  const auto refused = client->send(tccc::CreateAICallRequest{
      .sdk_app_id = 1400000000,
      .callee = "008612300000000",
      .llm = tccc::OpenAILlm{.model = "gpt-4o-mini", .api_key = key, .api_url = "https://llm.example/v1/"},
      .voice = tccc::BuiltInVoice{.name = tccc::voice::ZhiXi},
      .asr = {.languages = {tccc::language::zh, tccc::language::en}},
      .transfer_to_human = {.enabled = true, .items = {{.function_name = ""}}},
  });
  if (refused || refused.error().code() != tccc::ErrorCode::invalid_argument ||
      refused.error().outcome() != tccc::Outcome::not_sent) {
    std::cerr << "a request without its required fields was not refused\n";
    return 1;
  }
  std::cout << "refused as expected: " << refused.error() << "\n";
  return 0;
}
