// SPDX-License-Identifier: Apache-2.0
// Tests of the mock's service: what it answers to a request, without any socket.
#include "testing/mock_service.h"

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "signed_request.h"

namespace tccc::testing::detail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MockServiceOn : public ::testing::Test {
 protected:
  IncomingRequest request(const std::string& body, const std::string& action = "CreateAIAgentCall") const {
    RequestPlan plan{credentials_, clock_->timestamp(), body, action};
    return {"POST", "/", signed_headers(plan), body};
  }
  IncomingRequest call(std::string_view callee) const { return request(agent_call_body(callee)); }

  static nlohmann::json response(const OutgoingAnswer& answer) {
    return nlohmann::json::parse(answer.body).at("Response");
  }
  std::string code(const IncomingRequest& incoming) {
    return response(service_.handle(incoming)).at("Error").at("Code").get<std::string>();
  }
  std::string message(const IncomingRequest& incoming) {
    return response(service_.handle(incoming)).at("Error").at("Message").get<std::string>();
  }

  MockServiceSettings settings(std::size_t requests_per_second = 20, bool reject_unknown = true) const {
    return {credentials_, requests_per_second, reject_unknown, std::chrono::milliseconds(1234), clock_, {}};
  }

  const Credentials credentials_ = random_credentials();
  const std::shared_ptr<StandingClock> clock_ = std::make_shared<StandingClock>();
  MockService service_{settings()};
};

TEST_F(MockServiceOn, APlacedCallAnswersADashedSessionId) {
  const OutgoingAnswer answer = service_.handle(call(magic_callee::succeeds));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_THAT(response(answer).at("SessionId").get<std::string>(),
              ::testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"));
  EXPECT_NE(response(answer).at("SessionId"), response(answer).at("RequestId"));
  EXPECT_EQ(service_.placed_calls(), 1U);
  EXPECT_EQ(service_.deliveries("CreateAIAgentCall"), 1U);
  EXPECT_EQ(service_.deliveries("CreateAICall"), 0U);
}

TEST_F(MockServiceOn, EveryNumberThatIsNotMagicIsPlaced) {
  for (const char* callee : {"008613000000000", "0086123000020060", "8612300002006", "+8612300002006"}) {
    EXPECT_TRUE(response(service_.handle(call(callee))).contains("SessionId")) << callee;
  }
}

TEST_F(MockServiceOn, AMagicCalleeAnswersItsServiceCodeAndPlacesNoCall) {
  MockService service(settings(0));
  for (const MagicCallee& row : magic_callees()) {
    if (row.answer != MagicAnswer::service_error) continue;
    const OutgoingAnswer answer = service.handle(call(row.callee));
    EXPECT_EQ(answer.status, 200) << row.callee;
    EXPECT_EQ(response(answer).at("Error").at("Code").get<std::string>(), describe(row.code).service_code);
    EXPECT_TRUE(response(answer).contains("RequestId"));
  }
  EXPECT_EQ(service.placed_calls(), 0U);
  EXPECT_EQ(service.deliveries("CreateAIAgentCall"), 95U);
}

TEST_F(MockServiceOn, FaultsOfTheAnswerComeAfterTheCallIsPlaced) {
  EXPECT_TRUE(service_.handle(call(magic_callee::answer_lost)).closes_without_a_byte);

  const OutgoingAnswer gateway = service_.handle(call(magic_callee::bad_gateway));
  EXPECT_EQ(gateway.status, 502);
  EXPECT_EQ(gateway.content_type, "text/html");
  EXPECT_THAT(gateway.body, ::testing::StartsWith("<html>"));

  const OutgoingAnswer truncated = service_.handle(call(magic_callee::truncated_json));
  EXPECT_EQ(truncated.status, 200);
  EXPECT_THAT(truncated.body, ::testing::StartsWith("{\"Response\":"));
  EXPECT_FALSE(nlohmann::json::accept(truncated.body));

  const nlohmann::json no_session = response(service_.handle(call(magic_callee::no_session_id)));
  EXPECT_TRUE(no_session.contains("RequestId"));
  EXPECT_EQ(no_session.size(), 1U);

  const OutgoingAnswer slow = service_.handle(call(magic_callee::slow_answer));
  EXPECT_EQ(slow.delay, std::chrono::milliseconds(1234));
  EXPECT_TRUE(response(slow).contains("SessionId"));

  EXPECT_EQ(service_.placed_calls(), 5U);
}

TEST_F(MockServiceOn, BothCallActionsAreKnown) {
  const std::string body =
      R"({"SdkAppId":1400000000,"Callee":"008612300000000","LLMType":"openai","Model":"m","APIKey":"k","APIUrl":"u"})";
  EXPECT_TRUE(response(service_.handle(request(body, "CreateAICall"))).contains("SessionId"));
  EXPECT_EQ(code(request("{}", "DescribeNothing")), "InvalidAction");
}

TEST_F(MockServiceOn, TheVersionIsChecked) {
  RequestPlan plan{credentials_, clock_->timestamp(), agent_call_body("1"), "CreateAIAgentCall", "2020-02-11"};
  EXPECT_EQ(code({"POST", "/", signed_headers(plan), plan.body}), "NoSuchVersion");
}

TEST_F(MockServiceOn, TheHeadersOfTheProtocolAreRequired) {
  for (const char* name : {"X-TC-Action", "X-TC-Version", "X-TC-Timestamp"}) {
    IncomingRequest incoming = call("1");
    remove_header(incoming.headers, name);
    EXPECT_EQ(code(incoming), "MissingParameter");
    EXPECT_THAT(message(incoming), HasSubstr(name));
  }
}

TEST_F(MockServiceOn, OnlyJsonIsRead) {
  IncomingRequest incoming = call("1");
  header(incoming.headers, "Content-Type") = "application/x-www-form-urlencoded";
  EXPECT_EQ(code(incoming), "InvalidParameter");
  EXPECT_THAT(message(incoming), HasSubstr("Content-Type"));
  header(incoming.headers, "Content-Type") = "application/jsonp";
  EXPECT_EQ(code(incoming), "InvalidParameter");
  header(incoming.headers, "Content-Type") = "Application/JSON;charset=utf-8";
  EXPECT_NE(code(incoming), "InvalidParameter") << "which is JSON, though signed otherwise";
}

TEST_F(MockServiceOn, TheQueryOfAPostRequestIsNotSigned) {
  IncomingRequest incoming = call("008612300000000");
  incoming.target = "/?a=b";
  EXPECT_TRUE(response(service_.handle(incoming)).contains("SessionId"));
}

TEST_F(MockServiceOn, OtherMethodsAndTooLargeBodiesAreRefused) {
  IncomingRequest incoming = call("1");
  incoming.method = "GET";
  EXPECT_EQ(code(incoming), "UnsupportedProtocol");
  incoming.method = "POST";
  incoming.body_is_too_large = true;
  EXPECT_EQ(code(incoming), "RequestSizeLimitExceeded");
}

TEST_F(MockServiceOn, TheFaultyParameterIsNamed) {
  EXPECT_EQ(code(request("{")), "InvalidParameter");
  EXPECT_EQ(code(request("[]")), "InvalidParameter");
  EXPECT_EQ(code(request("")), "InvalidParameter");

  const IncomingRequest missing = request(R"({"SdkAppId":1400000000,"AIAgentId":15})");
  EXPECT_EQ(code(missing), "MissingParameter");
  EXPECT_THAT(message(missing), HasSubstr("Callee"));

  const IncomingRequest unknown = request(R"({"SdkAppId":1,"AIAgentId":15,"Callee":"1","Colour":"red"})");
  EXPECT_EQ(code(unknown), "UnknownParameter");
  EXPECT_THAT(message(unknown), HasSubstr("Colour"));
  EXPECT_THAT(message(unknown), Not(HasSubstr("red")));

  const IncomingRequest wrong = request(R"({"SdkAppId":1,"AIAgentId":"15","Callee":"1"})");
  EXPECT_EQ(code(wrong), "InvalidParameter");
  EXPECT_THAT(message(wrong), HasSubstr("AIAgentId"));
}

TEST_F(MockServiceOn, UnknownParametersPassWhenTheyAreLetTo) {
  MockService lenient(settings(20, false));
  const IncomingRequest unknown = request(R"({"SdkAppId":1,"AIAgentId":15,"Callee":"1","Colour":"red"})");
  EXPECT_TRUE(response(lenient.handle(unknown)).contains("SessionId"));
}

TEST_F(MockServiceOn, DepthIsNoDanger) {
  MockService lenient(settings(20, false));
  const std::string depth(100000, '[');
  const std::string body =
      R"({"SdkAppId":1,"AIAgentId":15,"Callee":"1","Deep":)" + depth + std::string(100000, ']') + "}";
  const nlohmann::json answered = response(lenient.handle(request(body)));
  EXPECT_TRUE(answered.contains("SessionId") || answered.contains("Error"));
}

TEST_F(MockServiceOn, SignatureFaultsHaveTheirCodes) {
  IncomingRequest incoming = call("1");
  incoming.body += ' ';
  EXPECT_EQ(code(incoming), "AuthFailure.SignatureFailure");

  incoming = call("1");
  header(incoming.headers, "Authorization") = "Bearer token";
  EXPECT_EQ(code(incoming), "AuthFailure.InvalidAuthorization");

  incoming = call("1");
  header(incoming.headers, "X-TC-Timestamp") = "soon";
  EXPECT_EQ(code(incoming), "InvalidParameter");

  incoming = call("1");
  incoming.headers.push_back({"X-TC-Token", "unexpected"});
  EXPECT_EQ(code(incoming), "AuthFailure.TokenFailure");

  incoming = call("1");
  clock_->advance(std::chrono::seconds(301));
  EXPECT_EQ(code(incoming), "AuthFailure.SignatureExpire");

  RequestPlan stranger{random_credentials(), clock_->timestamp(), agent_call_body("1")};
  EXPECT_EQ(code({"POST", "/", signed_headers(stranger), stranger.body}), "AuthFailure.SecretIdNotFound");
  EXPECT_EQ(service_.placed_calls(), 0U);
}

TEST_F(MockServiceOn, TheRateIsLimitedPerActionInASlidingSecond) {
  MockService service(settings(2));
  const auto is_limited = [&](const IncomingRequest& incoming) {
    const nlohmann::json answered = response(service.handle(incoming));
    return answered.contains("Error") && answered.at("Error").at("Code") == "RequestLimitExceeded";
  };
  EXPECT_FALSE(is_limited(call("1")));
  clock_->advance(std::chrono::milliseconds(600));
  EXPECT_FALSE(is_limited(call("1")));
  EXPECT_TRUE(is_limited(call("1")));
  EXPECT_FALSE(is_limited(request("{}", "CreateAICall")));  // an action of its own
  clock_->advance(std::chrono::milliseconds(399));
  EXPECT_TRUE(is_limited(call("1")));
  clock_->advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(is_limited(call("1")));  // the first is a second old; the second is not
  EXPECT_TRUE(is_limited(call("1")));
  EXPECT_EQ(service.placed_calls(), 3U);
  EXPECT_EQ(service.deliveries("CreateAIAgentCall"), 6U);
}

TEST_F(MockServiceOn, ARateOfZeroIsNoLimit) {
  MockService service(settings(0));
  for (int i = 0; i < 100; ++i) service.handle(call("1"));
  EXPECT_EQ(service.placed_calls(), 100U);
}

TEST_F(MockServiceOn, TheDateIsThatOfItsClock) {
  EXPECT_EQ(service_.handle(call("1")).date, "Wed, 01 Jan 2025 00:00:00 GMT");
  clock_->advance(std::chrono::hours(24) * 200 + std::chrono::seconds(61));
  EXPECT_EQ(service_.handle(call("1")).date, "Sun, 20 Jul 2025 00:01:01 GMT");
}

TEST_F(MockServiceOn, WhatCameInIsKeptWithoutItsSignature) {
  IncomingRequest incoming = call(magic_callee_for(ErrorCode::internal_error));
  incoming.headers.push_back({"x-tc-token", "a-token"});
  const OutgoingAnswer answer = service_.handle(incoming);
  service_.handle(call(magic_callee::answer_lost));
  const std::vector<ReceivedRequest> received = service_.received();
  ASSERT_EQ(received.size(), 2U);
  EXPECT_EQ(received[0].action, "CreateAIAgentCall");
  EXPECT_EQ(received[0].body, incoming.body);
  EXPECT_EQ(received[0].status, 200);
  EXPECT_EQ(received[0].answer, answer.body);
  EXPECT_EQ(received[0].service_code, "AuthFailure.TokenFailure");
  EXPECT_FALSE(received[0].placed_call);
  ASSERT_EQ(received[0].headers.size(), incoming.headers.size());
  for (std::size_t i = 0; i < received[0].headers.size(); ++i) {
    const ReceivedHeader& kept = received[0].headers[i];
    EXPECT_EQ(kept.name, incoming.headers[i].name);
    const bool is_masked = kept.name == "Authorization" || kept.name == "x-tc-token";
    EXPECT_EQ(kept.value, is_masked ? "***" : incoming.headers[i].value);
  }
  EXPECT_EQ(received[1].status, 0);
  EXPECT_EQ(received[1].answer, "");
  EXPECT_EQ(received[1].service_code, "");
  EXPECT_TRUE(received[1].placed_call);
}

TEST_F(MockServiceOn, HeadersGivenTwiceAreMaskedBothTimes) {
  IncomingRequest incoming = call("1");
  incoming.headers.push_back({"authorization", "TC3-HMAC-SHA256 Credential=another"});
  service_.handle(incoming);
  const ReceivedRequest received = service_.received().at(0);
  for (const ReceivedHeader& kept : received.headers) {
    EXPECT_THAT(kept.value, Not(HasSubstr("Credential")));
  }
}

TEST_F(MockServiceOn, TheRecordIsBounded) {
  MockService service(settings(0));
  IncomingRequest incoming = call("1");
  for (int i = 0; i < 1001; ++i) service.handle(incoming);
  EXPECT_EQ(service.received().size(), 1000U);
  EXPECT_EQ(service.deliveries("CreateAIAgentCall"), 1001U);

  incoming.body.assign(kMaxBodyBytes, 'x');
  for (int i = 0; i < 10; ++i) service.handle(incoming);
  EXPECT_EQ(service.received().size(), 6U);  // of ten bodies of 10 MiB, six are under 64 MiB

  for (int i = 0; i < 1000; ++i) {
    incoming.body = "{}";
    header(incoming.headers, "X-TC-Action") = "Action" + std::to_string(i);
    service.handle(incoming);
  }
  EXPECT_EQ(service.deliveries("Action0"), 1U);
  EXPECT_EQ(service.deliveries("Action999"), 0U);  // too many names to count
}

TEST_F(MockServiceOn, WordsThatAreNotUtf8DoNotBreakTheAnswer) {
  IncomingRequest incoming = request("{\"SdkAppId\":1,\"AIAgentId\":15,\"Callee\":\"1\",\"\xff\":1}");
  EXPECT_TRUE(response(service_.handle(incoming)).contains("Error"));
}

}  // namespace
}  // namespace tccc::testing::detail
