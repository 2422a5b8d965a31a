// SPDX-License-Identifier: Apache-2.0
// Calls in a process that has no file descriptor left.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../key_watch.h"
#include "call_path.h"
#include "loopback/scripted_server.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using loopback::Again;
using loopback::http_answer;
using loopback::ReadRequest;
using loopback::ScriptedServer;
using loopback::Send;
using loopback::StaySilent;

// Takes all descriptors there are, for as long as it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = 128;
    setrlimit(RLIMIT_NOFILE, &few);
    for (int taken = open("/dev/null", O_RDONLY); taken >= 0; taken = open("/dev/null", O_RDONLY)) {
      taken_.push_back(taken);
    }
  }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;
  ~NoDescriptors() {
    for (const int taken : taken_) close(taken);
    setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_ = {};
  std::vector<int> taken_;
};

Client client_of(const ScriptedServer& server) {
  ClientOptions options;
  options.endpoint = "http://127.0.0.1:" + std::to_string(server.port());
  options.retry.initial_backoff = std::chrono::milliseconds(1);
  options.rate_limit.requests_per_second = 0;
  Credentials keys;
  keys.secret_id = random_key();
  keys.secret_key = Secret(random_key());
  return Client::create(static_credentials(keys), options).value();
}

CreateAIAgentCallRequest call() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  return request;
}

std::string placed() {
  return http_answer(200, R"({"Response":{"SessionId":"session-1","RequestId":"request-1"}})");
}

class Descriptors : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, Descriptors, both_paths(), &path_name);

TEST(AsyncDescriptors, FailTheCallThatNeedsAnotherAndNeitherTheOthersNorTheClient) {
  ScriptedServer server({{ReadRequest(), StaySilent(), Send{placed()}, Again()}});
  const Client client = client_of(server);
  auto in_flight = client.send_async(call());
  ASSERT_TRUE(server.wait_for_deliveries(1));
  {
    const NoDescriptors none;
    const auto refused = client.send_async(call()).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::resources_exhausted) << refused.error();
    EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  }
  server.release();
  EXPECT_TRUE(in_flight.get());
  EXPECT_TRUE(client.send_async(call()).get());
  EXPECT_EQ(server.delivered().size(), 2U);
}

TEST_P(Descriptors, FailTheFirstCallWhenThereAreNoneAndNotTheClient) {
  const ScriptedServer server({{ReadRequest(), Send{placed()}, Again()}});
  const PathClient client(client_of(server), CurrentPath::get());
  {
    const NoDescriptors none;
    const auto refused = client.send(call());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::resources_exhausted) << refused.error();
    EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  }
  const auto again = client.send(call());
  EXPECT_TRUE(again) << again.error();
  EXPECT_EQ(server.delivered().size(), 1U);
}

}  // namespace
}  // namespace tccc
