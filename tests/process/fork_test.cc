// SPDX-License-Identifier: Apache-2.0
// A client over fork(), and one that another thread destroys.
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc {
namespace {

testing::MockEndpoint start_mock() {
  auto mock = testing::MockEndpoint::start();
  EXPECT_TRUE(mock) << mock.error();
  return std::move(*mock);
}

Client client_of(const testing::MockEndpoint& mock) {
  ClientOptions options;
  options.endpoint = mock.endpoint();
  options.tls.ca_file = mock.ca_file();
  auto made = Client::create(static_credentials(mock.credentials()), options);
  EXPECT_TRUE(made) << made.error();
  return *made;
}

CreateAIAgentCallRequest call() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = testing::magic_callee::succeeds;
  return request;
}

TEST(Fork, LeavesTheClientToTheParent) {
  const testing::MockEndpoint mock = start_mock();
  std::optional<Client> client(client_of(mock));
  ASSERT_TRUE(client->send(call()));  // there is a connection to share

  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto placed = client->send(call());
    const bool is_refused = !placed && placed.error().code() == ErrorCode::used_after_fork &&
                            placed.error().outcome() == Outcome::not_sent && placed.error().attempts() == 0;
    client.reset();  // closes what the parent uses, unless the library takes care
    ::_exit(is_refused ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;

  const auto placed = client->send(call());
  EXPECT_TRUE(placed) << placed.error();
  EXPECT_EQ(mock.deliveries("CreateAIAgentCall"), 2U);
}

TEST(Fork, LeavesTheLoopAndItsConnectionsToTheParent) {
  const testing::MockEndpoint mock = start_mock();
  std::optional<Client> client(client_of(mock));
  ASSERT_TRUE(client->send_async(call()).get());

  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto placed = client->send_async(call()).get();
    const bool is_refused =
        !placed && placed.error().code() == ErrorCode::used_after_fork && placed.error().outcome() == Outcome::not_sent;
    client.reset();
    std::optional<Client> own(client_of(mock));
    const auto placed_here = own->send_async(call()).get();
    ::_exit(is_refused && placed_here ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;

  const auto placed = client->send_async(call()).get();
  EXPECT_TRUE(placed) << placed.error();
  EXPECT_EQ(mock.deliveries("CreateAIAgentCall"), 3U);
}

TEST(Client, MayBeDestroyedOnAnotherThread) {
  const testing::MockEndpoint mock = start_mock();
  std::optional<Client> client(client_of(mock));
  ASSERT_TRUE(client->send(call()));
  std::thread([other = std::move(client)]() mutable { other.reset(); }).join();

  client = client_of(mock);
  std::thread([&] { EXPECT_TRUE(client->send(call())); }).join();
  client.reset();  // what a thread that is gone has used
  EXPECT_EQ(mock.deliveries("CreateAIAgentCall"), 2U);
}

}  // namespace
}  // namespace tccc
