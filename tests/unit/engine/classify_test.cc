// SPDX-License-Identifier: Apache-2.0
// What an attempt means for the callee's phone.
#include "engine/classify.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::AnswerFacts;
using detail::classify_answer;
using detail::classify_exchange;
using detail::Failure;
using ::testing::HasSubstr;

HttpExchange fault(ErrorCode code, bool request_left) {
  HttpExchange exchange;
  exchange.code = code;
  exchange.request_left = request_left;
  exchange.detail = "the transport's words";
  return exchange;
}

HttpExchange answer(int status) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = status;
  exchange.body = "{}";
  return exchange;
}

TEST(ClassifyExchange, IsUnknownOnceTheRequestMayHaveLeft) {
  for (const ErrorInfo& info : error_table()) {
    const auto failure = classify_exchange(fault(info.code, true));
    ASSERT_TRUE(failure) << info.name;
    EXPECT_EQ(failure->outcome, Outcome::unknown) << info.name;
    EXPECT_EQ(failure->code, info.code);
  }
}

TEST(ClassifyExchange, IsNotSentWhenNothingLeft) {
  for (const ErrorInfo& info : error_table()) {
    const auto failure = classify_exchange(fault(info.code, false));
    ASSERT_TRUE(failure) << info.name;
    EXPECT_EQ(failure->outcome, Outcome::not_sent) << info.name;
  }
}

TEST(ClassifyExchange, SaysWhatTheTransportSays) {
  const auto failure = classify_exchange(fault(ErrorCode::tls_failed, false));
  ASSERT_TRUE(failure);
  EXPECT_THAT(failure->message, HasSubstr(std::string(describe(ErrorCode::tls_failed).meaning)));
  EXPECT_THAT(failure->message, HasSubstr("the transport's words"));
}

TEST(ClassifyExchange, TakesNothingButStatus200ForAnAnswerOfTheService) {
  EXPECT_FALSE(classify_exchange(answer(200)));
  for (const int status :
       {-1, 0, 100, 199, 201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 599}) {
    const auto failure = classify_exchange(answer(status));
    ASSERT_TRUE(failure) << status;
    EXPECT_EQ(failure->code, ErrorCode::http_status_unexpected) << status;
    EXPECT_EQ(failure->outcome, Outcome::unknown) << status;
    EXPECT_THAT(failure->message, HasSubstr(std::to_string(status)));
  }
}

TEST(ClassifyExchange, DoesNotTrustAnAnswerToARequestThatNeverLeft) {
  HttpExchange exchange = answer(502);
  exchange.request_left = false;
  EXPECT_EQ(classify_exchange(exchange)->outcome, Outcome::unknown);
}

TEST(ClassifyAnswer, IsSuccessWhenThereIsNothingToSay) {
  EXPECT_FALSE(classify_answer({}));
}

TEST(ClassifyAnswer, TakesCodeAndOutcomeOfEveryDocumentedError) {
  for (const ErrorInfo& info : error_table()) {
    if (info.service_code.empty()) continue;
    AnswerFacts facts;
    facts.has_error = true;
    facts.service_code = info.service_code;
    facts.service_message = "the service's words";
    const auto failure = classify_answer(facts);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code, info.code);
    EXPECT_EQ(failure->outcome, info.redial == Redial::ambiguous ? Outcome::unknown : Outcome::rejected) << info.name;
    EXPECT_EQ(failure->service_code, info.service_code);
    EXPECT_EQ(failure->message, "the service's words");
    EXPECT_EQ(failure->field, "");
  }
}

TEST(ClassifyAnswer, KeepsTheTextOfACodeNobodyDocumented) {
  AnswerFacts facts;
  facts.has_error = true;
  facts.service_code = "Something.New";
  const auto failure = classify_answer(facts);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code, ErrorCode::undocumented_service_error);
  EXPECT_EQ(failure->outcome, Outcome::unknown);
  EXPECT_EQ(failure->service_code, "Something.New");
  facts.service_code = "InvalidParameterValue.New";
  EXPECT_EQ(classify_answer(facts)->outcome, Outcome::rejected);
}

TEST(ClassifyAnswer, IsUnknownWhenTheAnswerIsNotReadable) {
  AnswerFacts facts;
  facts.is_readable = false;
  facts.fault = "is broken";
  for (const bool has_error : {false, true}) {  // an error found in a doubtful answer proves nothing
    facts.has_error = has_error;
    facts.service_code = "AuthFailure";
    const auto failure = classify_answer(facts);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code, ErrorCode::invalid_response);
    EXPECT_EQ(failure->outcome, Outcome::unknown);
    EXPECT_EQ(failure->message, "the answer is broken");
    EXPECT_EQ(failure->service_code, "");
  }
}

TEST(ClassifyAnswer, IsUnknownWhenAMemberIsAtFault) {
  AnswerFacts facts;
  facts.field = "SessionId";
  facts.fault = "is required";
  const auto failure = classify_answer(facts);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code, ErrorCode::invalid_response);
  EXPECT_EQ(failure->outcome, Outcome::unknown);
  EXPECT_EQ(failure->field, "SessionId");
  EXPECT_EQ(failure->message, "SessionId of the answer is required");
}

TEST(ClassifyAnswer, ListensToAnErrorEvenIfAnotherMemberIsAtFault) {
  AnswerFacts facts;
  facts.field = "RequestId";
  facts.fault = "is of the wrong type";
  facts.has_error = true;
  facts.service_code = "AuthFailure.SecretIdNotFound";
  const auto failure = classify_answer(facts);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code, ErrorCode::auth_failure_secret_id_not_found);
  EXPECT_EQ(failure->outcome, Outcome::rejected);
}

TEST(ClassifyAnswer, IsUnknownWhenAnErrorHasNoCode) {
  AnswerFacts facts;
  facts.has_error = true;
  facts.service_message = "words";
  const auto failure = classify_answer(facts);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code, ErrorCode::invalid_response);
  EXPECT_EQ(failure->outcome, Outcome::unknown);
}

}  // namespace
}  // namespace tccc
