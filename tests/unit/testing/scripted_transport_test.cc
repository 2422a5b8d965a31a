// SPDX-License-Identifier: Apache-2.0
// Tests of the scripted transport.
#include "tccc/testing/scripted_transport.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tccc/tccc.h"

namespace tccc::testing {
namespace {

HttpRequest request_for(std::string_view action, std::string_view body) {
  HttpRequest request;
  request.url = "https://ccc.tencentcloudapi.com/";
  request.headers = {{"Host", "ccc.tencentcloudapi.com"}, {"X-TC-Action", action}};
  request.body = body;
  return request;
}

nlohmann::json response_of(const HttpExchange& exchange) {
  return nlohmann::json::parse(exchange.body).at("Response");
}

TEST(ScriptedTransport, AnswersInTheOrderOfTheScript) {
  ScriptedTransport transport({success("first"), not_connected()});
  transport.push(success("third"));
  EXPECT_EQ(transport.remaining(), 3U);
  EXPECT_EQ(response_of(transport.send(request_for("CreateAICall", "{}"))).at("SessionId"), "first");
  EXPECT_EQ(transport.send(request_for("CreateAICall", "{}")).code, ErrorCode::connect_failed);
  EXPECT_EQ(response_of(transport.send(request_for("CreateAICall", "{}"))).at("SessionId"), "third");
  EXPECT_EQ(transport.remaining(), 0U);
}

TEST(ScriptedTransport, SendsNothingWhenTheScriptIsAtItsEnd) {
  ScriptedTransport transport;
  const HttpExchange exchange = transport.send(request_for("CreateAICall", "{}"));
  EXPECT_EQ(exchange.code, ErrorCode::transport_failed);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_NE(exchange.detail, "");
}

TEST(ScriptedTransport, RecordsWhatItWasGiven) {
  ScriptedTransport transport({success("one"), success("two")});
  transport.send(request_for("CreateAICall", R"({"Callee":"1"})"));
  transport.send(request_for("CreateAIAgentCall", R"({"Callee":"2"})"));
  const std::vector<RecordedRequest> requests = transport.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].action, "CreateAICall");
  EXPECT_EQ(requests[0].url, "https://ccc.tencentcloudapi.com/");
  EXPECT_EQ(requests[0].body, R"({"Callee":"1"})");
  ASSERT_EQ(requests[0].headers.size(), 2U);
  EXPECT_EQ(requests[0].headers[0].name, "Host");
  EXPECT_EQ(requests[0].headers[0].value, "ccc.tencentcloudapi.com");
  EXPECT_EQ(requests[1].action, "CreateAIAgentCall");
}

TEST(ScriptedTransport, FindsTheActionWhateverItsHeadersSpelling) {
  ScriptedTransport transport({success("one")});
  HttpRequest request = request_for("CreateAICall", "{}");
  request.headers[1].name = "x-tc-action";
  transport.send(request);
  EXPECT_EQ(transport.requests().at(0).action, "CreateAICall");
}

TEST(ScriptedTransport, AsksItsFunction) {
  ScriptedTransport transport([](const HttpRequest& request) { return success(request.body); });
  transport.push(not_connected());
  EXPECT_EQ(transport.remaining(), 0U);
  EXPECT_EQ(response_of(transport.send(request_for("CreateAICall", "echo"))).at("SessionId"), "echo");
  EXPECT_EQ(transport.requests().size(), 1U);
}

TEST(ScriptedTransport, GivesEachAnswerOnceToManyThreads) {
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kRequests = 50;
  ScriptedTransport transport(std::vector<HttpExchange>(kThreads * kRequests, success("one")));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&transport] {
      for (std::size_t sent = 0; sent < kRequests; ++sent) {
        EXPECT_EQ(transport.send(request_for("CreateAICall", "{}")).status, 200);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(transport.remaining(), 0U);
  EXPECT_EQ(transport.requests().size(), kThreads * kRequests);
}

TEST(ScriptedExchange, SuccessHoldsASessionIdAndARequestId) {
  const HttpExchange exchange = success("6bb56a09");
  EXPECT_EQ(exchange.code, ErrorCode::ok);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 200);
  EXPECT_EQ(response_of(exchange).at("SessionId"), "6bb56a09");
  EXPECT_EQ(response_of(exchange).at("RequestId").get<std::string>().size(), 36U);
}

TEST(ScriptedExchange, ServiceErrorHoldsItsCode) {
  const HttpExchange documented = service_error(ErrorCode::failed_operation_callee_is_black_user);
  EXPECT_EQ(documented.status, 200);
  EXPECT_EQ(documented.code, ErrorCode::ok);
  EXPECT_TRUE(documented.request_left);
  EXPECT_EQ(response_of(documented).at("Error").at("Code"), "FailedOperation.CalleeIsBlackUser");
  EXPECT_NE(response_of(documented).at("Error").at("Message"), "");
  EXPECT_EQ(response_of(service_error("FailedOperation.Newest")).at("Error").at("Code"), "FailedOperation.Newest");
}

TEST(ScriptedExchange, LostAnswerHasLeftAndNotConnectedHasNot) {
  EXPECT_EQ(lost_answer().code, ErrorCode::connection_lost);
  EXPECT_TRUE(lost_answer().request_left);
  EXPECT_EQ(not_connected().code, ErrorCode::connect_failed);
  EXPECT_FALSE(not_connected().request_left);
}

TEST(GuideToTheMock, ShowsAScript) {
  // [scripted-transport]
  auto transport = std::make_shared<tccc::testing::ScriptedTransport>();
  transport->push(tccc::testing::service_error(tccc::ErrorCode::failed_operation_callee_is_limited));

  tccc::ClientOptions options;
  options.transport = transport;
  auto client = tccc::Client::create(tccc::static_credentials({"any id", tccc::Secret("any key")}), options);
  ASSERT_TRUE(client) << client.error();

  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  const auto placed = client->send(request);
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().outcome(), tccc::Outcome::rejected);
  EXPECT_EQ(transport->requests().at(0).action, "CreateAIAgentCall");
  // [scripted-transport]
}

}  // namespace
}  // namespace tccc::testing
