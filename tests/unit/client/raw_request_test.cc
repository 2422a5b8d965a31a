// SPDX-License-Identifier: Apache-2.0
// Requests as JSON text: what is delivered, what comes back, and what is never repeated.
#include <future>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "tccc/client.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

HttpExchange answer(std::string body) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = 200;
  exchange.body = std::move(body);
  return exchange;
}

class SendRaw : public ::testing::Test {
 protected:
  Client client(std::vector<HttpExchange> answers) {
    transport_ = std::make_shared<testing::ScriptedTransport>(std::move(answers));
    ClientOptions options;
    options.transport = transport_;
    options.clock = std::make_shared<FakeClock>();
    return Client::create(static_credentials({"AKID", Secret("key"), {}}), options).value();
  }

  std::shared_ptr<testing::ScriptedTransport> transport_;
};

TEST_F(SendRaw, DeliversTheTextAndGivesWhatTheServiceAnswers) {
  const auto response =
      client({answer(R"({"Response":{"RequestId":"r","List":[{"A":1.50,"B":null},"ü"],"N":-7,"Deep":{"X":[]}}})")})
          .send_raw("DescribeNothing", R"( {"SdkAppId":1400000000, "Phones":["1"]} )");
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->request_id, "r");
  EXPECT_EQ(response->json, R"({"List":[{"A":1.50,"B":null},"ü"],"N":-7,"Deep":{"X":[]}})");
  ASSERT_EQ(transport_->requests().size(), 1U);
  EXPECT_EQ(transport_->requests()[0].action, "DescribeNothing");
  EXPECT_EQ(transport_->requests()[0].body, R"({"SdkAppId":1400000000, "Phones":["1"]})");
}

TEST_F(SendRaw, AnEmptyAnswerIsAnEmptyObject) {
  const auto response = client({answer(R"({"Response":{"RequestId":"r"}})")}).send_raw("HangUpCall", "{}");
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->json, "{}");
}

TEST_F(SendRaw, NeverRepeatsWhatIsNoRead) {
  for (const char* action :
       {"CreateAICall", "CreateSomethingNew", "ControlAIConversation", "BindNumber", "describeX"}) {
    const auto response = client({testing::lost_answer(), testing::success("a")}).send_raw(action, "{}");
    ASSERT_FALSE(response) << action;
    EXPECT_EQ(response.error().outcome(), Outcome::unknown) << action;
    EXPECT_EQ(transport_->requests().size(), 1U) << action;
  }
}

TEST_F(SendRaw, RepeatsReadsAndWhatIsKnownToBeHarmless) {
  for (const char* action : {"DescribeTelCdr", "DescribeSomethingNew", "HangUpCall"}) {
    EXPECT_TRUE(client({testing::lost_answer(), testing::success("a")}).send_raw(action, "{}")) << action;
    EXPECT_EQ(transport_->requests().size(), 2U) << action;
  }
}

TEST_F(SendRaw, AnAnswerThatLacksTheIdOfThePlacedCallIsNoSuccess) {
  for (const char* body : {R"({"Response":{"RequestId":"r"}})", R"({"Response":{"SessionId":"","RequestId":"r"}})",
                           R"({"Response":{"SessionId":null,"RequestId":"r"}})",
                           R"({"Response":{"SessionId":5,"RequestId":"r"}})", R"({"Response":{}})"}) {
    for (const char* action : {"CreateAICall", "CreateAIAgentCall"}) {
      const auto response = client({answer(body)}).send_raw(action, "{}");
      ASSERT_FALSE(response) << action << body;
      EXPECT_EQ(response.error().code(), ErrorCode::invalid_response) << body;
      EXPECT_EQ(response.error().outcome(), Outcome::unknown) << body;
      EXPECT_EQ(response.error().field(), "SessionId") << body;
    }
    EXPECT_FALSE(client({answer(body)}).send_raw("CreateAutoCalloutTask", "{}")) << body;
    EXPECT_TRUE(client({answer(body)}).send_raw("CreateSomethingNew", "{}")) << "nobody knows what it answers";
  }
  EXPECT_TRUE(client({testing::success("a")}).send_raw("CreateAICall", "{}"));
}

TEST_F(SendRaw, ARefusalThatNamesACallIsNoRefusal) {
  const std::string error = R"({"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"slow"},"RequestId":"r")";
  const auto doubtful = client({answer(error + R"(,"SessionId":"s"}})")}).send_raw("CreateAICall", "{}");
  ASSERT_FALSE(doubtful);
  EXPECT_EQ(doubtful.error().outcome(), Outcome::unknown);
  EXPECT_EQ(transport_->requests().size(), 1U);
  const auto throttled = client({answer(error + "}}"), testing::success("a")}).send_raw("CreateAICall", "{}");
  EXPECT_TRUE(throttled);
}

TEST_F(SendRaw, RefusesWhatIsNoRequest) {
  const Client refusing = client({});
  EXPECT_EQ(refusing.send_raw("", "{}").error().field(), "action");
  EXPECT_EQ(refusing.send_raw("A\r\nB: c", "{}").error().field(), "action");
  EXPECT_EQ(refusing.send_raw(std::string(65, 'A'), "{}").error().field(), "action");
  for (const char* json : {"[]", "{", "7", R"({"A":1,"A":2})", "{} {}"}) {
    const auto refused = refusing.send_raw("DescribeTelCdr", json);
    EXPECT_EQ(refused.error().code(), ErrorCode::invalid_argument) << json;
    EXPECT_EQ(refused.error().field(), "json") << json;
    EXPECT_EQ(refused.error().outcome(), Outcome::not_sent) << json;
  }
  EXPECT_TRUE(transport_->requests().empty());
}

TEST_F(SendRaw, WorksTheSameWithoutBlocking) {
  const Client sender = client({answer(R"({"Response":{"RequestId":"r","N":-7}})"), answer(R"({"Response":{}})")});
  std::string action = "DescribeSomethingNewAndLong";
  std::string body = R"({"SdkAppId":1400000000})";
  auto pending = sender.send_raw_async(action, body);
  action.assign(action.size(), 'x');  // both were copied
  body.assign(body.size(), 'x');
  const Result<RawResponse> response = pending.get();
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->request_id, "r");
  EXPECT_EQ(response->json, R"({"N":-7})");
  EXPECT_EQ(transport_->requests().at(0).action, "DescribeSomethingNewAndLong");
  EXPECT_EQ(transport_->requests().at(0).body, R"({"SdkAppId":1400000000})");

  std::promise<Result<RawResponse>> called;
  sender.send_raw_async("HangUpCall", "{}", [&](Result<RawResponse> given) { called.set_value(std::move(given)); });
  EXPECT_EQ(called.get_future().get().value().json, "{}");
}

TEST_F(SendRaw, NeverRepeatsWhatIsNoReadWithoutBlockingEither) {
  const auto response =
      client({testing::lost_answer(), testing::success("a")}).send_raw_async("CreateSomethingNew", "{}").get();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().outcome(), Outcome::unknown);
  EXPECT_EQ(response.error().action(), "CreateSomethingNew");
  EXPECT_EQ(transport_->requests().size(), 1U);
}

TEST_F(SendRaw, RefusesWhatIsNoRequestWithoutBlockingEither) {
  const Client refusing = client({});
  const Error no_action = refusing.send_raw_async("A\r\nB: c", "{}").get().error();
  EXPECT_EQ(no_action.code(), ErrorCode::invalid_argument);
  EXPECT_EQ(no_action.field(), "action");
  EXPECT_EQ(no_action.action(), "");
  const Error no_object = refusing.send_raw_async("DescribeTelCdr", "[]").get().error();
  EXPECT_EQ(no_object.field(), "json");
  EXPECT_EQ(no_object.outcome(), Outcome::not_sent);
  EXPECT_TRUE(transport_->requests().empty());
}

TEST_F(SendRaw, KeepsWhatWasSentOutOfTheError) {
  const auto refused =
      client(
          {answer(R"({"Response":{"Error":{"Code":"InvalidParameter","Message":"bad 008613000000000, key-12345"}}})")})
          .send_raw("CreateAICall", R"({"Callee":"008613000000000","Nested":{"APIKey":"key-12345"}})");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), Not(HasSubstr("3000000000")));
  EXPECT_THAT(refused.error().message(), Not(HasSubstr("key-12345")));
}

}  // namespace
}  // namespace tccc
