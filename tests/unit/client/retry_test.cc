// SPDX-License-Identifier: Apache-2.0
// When a client repeats a request, how long it waits, and what it signs then.
#include <algorithm>
#include <functional>
#include <limits>

#include "call_fixture.h"
#include "tccc/signer.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::lost_answer;
using testing::not_connected;
using testing::service_error;
using testing::success;

constexpr const char* kThrottled = "RequestLimitExceeded";
constexpr const char* kExpired = "AuthFailure.SignatureExpire";

std::string authorization(const CallFixture& fixture, const testing::RecordedRequest& request) {
  SignatureInput input;
  input.host = "ccc.tencentcloudapi.com";
  input.payload = request.body;
  input.timestamp = std::stoll(header(request, "X-TC-Timestamp"));
  input.signed_action = request.action;
  return sign_tc3(fixture.credentials, input)->authorization;
}

class Retry : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, Retry, both_paths(), &path_name);

TEST_P(Retry, SignsEachAttemptAnew) {
  const CallFixture fixture({with_retry_after(service_error(kThrottled), "2"), success("a")});
  const auto placed = fixture.client().send(placing());
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id, "a");
  const auto sent = fixture.transport->requests();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].body, sent[1].body);
  EXPECT_EQ(header(sent[0], "X-TC-Timestamp"), "1735689600");
  EXPECT_EQ(header(sent[1], "X-TC-Timestamp"), "1735689602");
  EXPECT_NE(header(sent[0], "Authorization"), header(sent[1], "Authorization"));
  for (const auto& request : sent) EXPECT_EQ(header(request, "Authorization"), authorization(fixture, request));
}

TEST_P(Retry, WaitsBetweenNothingAndTheDoubledBackoff) {
  constexpr int kCalls = 200;
  CallFixture fixture([](const HttpRequest&) { return not_connected(); });
  fixture.options.retry.max_attempts = 4;
  fixture.options.retry.initial_backoff = milliseconds(1000);
  fixture.options.retry.max_backoff = milliseconds(3000);
  fixture.options.retry.budget = 10 * kCalls;
  const PathClient client = fixture.client();
  for (int i = 0; i < kCalls; ++i) EXPECT_EQ(client.send(placing()).error().attempts(), 4);

  const auto waits = fixture.clock->waits();
  ASSERT_EQ(waits.size(), 3U * kCalls);
  const milliseconds most[] = {milliseconds(1000), milliseconds(2000), milliseconds(3000)};
  for (std::size_t step = 0; step < 3; ++step) {
    bool is_short_met = false;
    bool is_long_met = false;
    for (std::size_t i = step; i < waits.size(); i += 3) {
      EXPECT_GE(waits[i], nanoseconds::zero());
      EXPECT_LT(waits[i], most[step]);
      is_short_met = is_short_met || waits[i] < most[step] / 2;
      is_long_met = is_long_met || waits[i] >= most[step] / 2;
    }
    EXPECT_TRUE(is_short_met && is_long_met) << step;
  }
}

TEST_P(Retry, RepeatsAfterEveryThrottlingCode) {
  std::vector<std::string> codes = {"RequestLimitExceeded.NobodyDocumentedThis"};
  for (const ErrorInfo& info : error_table()) {
    if (info.service_code.substr(0, 20) == kThrottled) codes.emplace_back(info.service_code);
  }
  EXPECT_GT(codes.size(), 2U);
  for (const std::string& code : codes) {
    const CallFixture fixture({service_error(code), success("a")});
    EXPECT_TRUE(fixture.client().send(placing())) << code;
    EXPECT_EQ(fixture.transport->requests().size(), 2U) << code;
  }
  const CallFixture other({service_error("RequestLimitExceededElsewhere"), success("a")});
  EXPECT_FALSE(other.client().send(placing()));
  EXPECT_EQ(other.transport->requests().size(), 1U);
}

TEST_P(Retry, WaitsAsLongAsTheServiceAsks) {
  const CallFixture in_seconds({with_retry_after(service_error(kThrottled), "7"), success("a")});
  EXPECT_TRUE(in_seconds.client().send(placing()));
  EXPECT_EQ(in_seconds.clock->waits(), std::vector<nanoseconds>{seconds(7)});

  CallFixture as_date;
  as_date.transport->push(with_retry_after(service_error(kThrottled), http_date(as_date.clock->now() + seconds(9))));
  as_date.transport->push(success("a"));
  EXPECT_TRUE(as_date.client().send(placing()));
  EXPECT_EQ(as_date.clock->waits(), std::vector<nanoseconds>{seconds(9)});

  const CallFixture unreadable({with_retry_after(service_error(kThrottled), "soon"), success("a")});
  EXPECT_TRUE(unreadable.client().send(placing()));
  EXPECT_LT(unreadable.clock->waits().at(0), seconds(1));
}

TEST_P(Retry, RepeatsWhatNeverLeft) {
  for (const ErrorCode code : {ErrorCode::name_resolution_failed, ErrorCode::connect_failed, ErrorCode::proxy_failed,
                               ErrorCode::tls_failed, ErrorCode::deadline_exceeded}) {
    HttpExchange unsent = not_connected();
    unsent.code = code;
    const CallFixture fixture({unsent, unsent, success("a")});
    const auto placed = fixture.client().send(placing());
    EXPECT_TRUE(placed) << placed.error();
    EXPECT_EQ(fixture.transport->requests().size(), 3U);
  }
}

TEST_P(Retry, DoesNotRepeatWhatTheTransportKnowsToFailAgain) {
  HttpExchange untrusted = not_connected();
  untrusted.code = ErrorCode::tls_failed;
  untrusted.is_final = true;
  const CallFixture fixture({untrusted, success("a")});
  const auto placed = fixture.client().send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::tls_failed);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(placed.error().attempts(), 1);
}

TEST_P(Retry, TakesTheSessionOfAnAnswerWithANulInAnotherText) {
  HttpExchange odd = success("a");
  odd.body = R"({"Response":{"SessionId":"a","RequestId":"r\u0000s"}})";
  const CallFixture fixture({odd});
  const auto placed = fixture.client().send(placing());
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id, "a");
}

TEST_P(Retry, BelievesNoSessionWithANul) {
  HttpExchange odd = success("a");
  odd.body = R"({"Response":{"SessionId":"a\u0000b","RequestId":"r"}})";
  const CallFixture fixture({odd});
  const auto placed = fixture.client().send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::invalid_response);
  EXPECT_EQ(placed.error().outcome(), Outcome::unknown);
}

std::vector<HttpExchange> unclear_ends() {
  HttpExchange timeout = lost_answer();
  timeout.code = ErrorCode::deadline_exceeded;
  HttpExchange torn = success("a");
  torn.body.resize(torn.body.size() / 2);
  return {lost_answer(),
          timeout,
          torn,
          gateway_error(500),
          with_retry_after(gateway_error(503), "1"),
          with_retry_after(gateway_error(429), "1"),
          service_error("InternalError"),
          service_error("InternalError.NobodyDocumentedThis"),
          service_error("NobodyDocumentedThis")};
}

TEST_P(Retry, NeverRepeatsACallThatMayRing) {
  for (const HttpExchange& end : unclear_ends()) {
    const CallFixture fixture({end, success("a")});
    const auto placed = fixture.client().send(placing());
    ASSERT_FALSE(placed) << end.body;
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << end.body;
    EXPECT_EQ(placed.error().attempts(), 1) << end.body;
    EXPECT_EQ(fixture.transport->requests().size(), 1U) << end.body;
    EXPECT_TRUE(fixture.clock->waits().empty());
  }
}

TEST_P(Retry, NeverRepeatsACallThatIsRefusedAndNamedInOneAnswer) {
  for (const char* code : {kThrottled, kExpired, "FailedOperation.CalleeIsBlackUser"}) {
    HttpExchange both = with_date(service_error(code), std::chrono::system_clock::time_point(hours(1)));
    const std::size_t at = both.body.find("\"Error\"");
    ASSERT_NE(at, std::string::npos);
    both.body.insert(at, R"("SessionId":"a",)");
    const CallFixture fixture({both, success("b")});
    const auto placed = fixture.client().send(placing());
    ASSERT_FALSE(placed) << code;
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << code;
    EXPECT_EQ(placed.error().service_code(), code);
    EXPECT_EQ(fixture.transport->requests().size(), 1U) << code;
  }
}

TEST_P(Retry, RepeatsAReadWhateverBecameOfIt) {
  for (const HttpExchange& end : unclear_ends()) {
    const CallFixture fixture({end, success("a")});
    const auto read = fixture.client().send(ReadingRequest{});
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->session_id, "a");
    EXPECT_EQ(fixture.transport->requests().size(), 2U) << end.body;
  }
}

TEST_P(Retry, RepeatsNothingThatTheServiceRefused) {
  for (const char* code : {"FailedOperation.CalleeIsBlackUser", "InvalidParameterValue", "UnauthorizedOperation",
                           "AuthFailure.SignatureFailure", "LimitExceeded"}) {
    const CallFixture fixture({service_error(code), service_error(code), success("a"), success("a")});
    EXPECT_EQ(fixture.client().send(placing()).error().outcome(), Outcome::rejected) << code;
    EXPECT_EQ(fixture.transport->requests().size(), 1U) << code;
    EXPECT_FALSE(fixture.client().send(ReadingRequest{})) << code;
    EXPECT_EQ(fixture.transport->requests().size(), 2U) << code;
  }
}

TEST_P(Retry, CorrectsTheClockAndKeepsItCorrected) {
  for (const seconds off : {seconds(3600), seconds(-3600)}) {
    CallFixture fixture;
    fixture.transport->push(with_date(service_error(kExpired), fixture.clock->now() + off));
    for (int i = 0; i < 3; ++i) fixture.transport->push(success("a"));
    fixture.options.retry.initial_backoff = milliseconds(0);
    const PathClient client = fixture.client();
    const PathClient copy = client;
    EXPECT_TRUE(client.send(placing()));
    EXPECT_TRUE(client.send(placing()));
    EXPECT_TRUE(copy.send(ReadingRequest{}));
    const auto sent = fixture.transport->requests();
    ASSERT_EQ(sent.size(), 4U);
    EXPECT_EQ(header(sent[0], "X-TC-Timestamp"), "1735689600");
    const std::string right = std::to_string(1735689600 + off.count());
    for (std::size_t i = 1; i < sent.size(); ++i) {
      EXPECT_EQ(header(sent[i], "X-TC-Timestamp"), right);
      EXPECT_EQ(header(sent[i], "Authorization"), authorization(fixture, sent[i]));
    }
  }
}

TEST_P(Retry, CorrectsTheClockOnceInACall) {
  CallFixture fixture;
  for (int i = 0; i < 3; ++i) {
    fixture.transport->push(with_date(service_error(kExpired), fixture.clock->now() + hours(1)));
  }
  fixture.options.retry.max_attempts = 10;
  const auto placed = fixture.client().send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::auth_failure_signature_expire);
  EXPECT_EQ(placed.error().outcome(), Outcome::rejected);
  EXPECT_EQ(placed.error().attempts(), 2);
}

TEST_P(Retry, CorrectsTheClockForTheNextCallWhereThisOneIsNotRepeated) {
  for (const auto& [most_attempts, budget] : {std::pair(1, 20), std::pair(3, 0)}) {
    CallFixture fixture;
    fixture.transport->push(with_date(service_error(kExpired), fixture.clock->now() + hours(1)));
    fixture.transport->push(success("a"));
    fixture.options.retry.max_attempts = most_attempts;
    fixture.options.retry.budget = budget;
    const PathClient client = fixture.client();
    EXPECT_EQ(client.send(placing()).error().attempts(), 1);
    EXPECT_TRUE(client.send(placing()));
    const auto sent = fixture.transport->requests();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(header(sent[1], "X-TC-Timestamp"), std::to_string(1735689600 + 3600));
  }
}

TEST_P(Retry, TellsTheTimeOfSendingByTheClockOfTheService) {
  CallFixture fixture({with_date(service_error(kExpired), CallFixture().clock->now() + hours(24)), lost_answer()});
  fixture.options.retry.initial_backoff = milliseconds(0);
  const Error lost = fixture.client().send(placing()).error();
  EXPECT_EQ(lost.attempts(), 2);
  EXPECT_EQ(lost.outcome(), Outcome::unknown);
  EXPECT_EQ(lost.first_sent_at(), fixture.clock->now() + hours(24));
}

TEST_P(Retry, DoesNotRepeatAnExpiredSignatureWithoutTheServicesTime) {
  for (const char* date : {"", "yesterday", "Sun, 99 Foo 1994 08:49:37 GMT"}) {
    HttpExchange expired = service_error(kExpired);
    expired.date = date;
    const CallFixture fixture({expired, success("a")});
    EXPECT_EQ(fixture.client().send(placing()).error().attempts(), 1) << date;
  }
}

TEST_P(Retry, SharesItsBudgetAmongTheCallsOfAClient) {
  CallFixture fixture([](const HttpRequest&) { return not_connected(); });
  fixture.options.retry.max_attempts = 3;
  fixture.options.retry.budget = 3;
  fixture.options.timeouts.total = hours(1);
  const PathClient client = fixture.client();
  const PathClient copy = client;
  EXPECT_EQ(client.send(placing()).error().attempts(), 3);
  EXPECT_EQ(copy.send(placing()).error().attempts(), 2);
  const Error last = client.send(placing()).error();
  EXPECT_EQ(last.attempts(), 1);
  EXPECT_EQ(last.code(), ErrorCode::connect_failed);
  EXPECT_EQ(fixture.client().send(placing()).error().attempts(), 3) << "another client has its own";
}

TEST_P(Retry, EarnsItsBudgetBackBySuccess) {
  bool is_up = false;
  CallFixture fixture([&](const HttpRequest&) { return is_up ? success("a") : not_connected(); });
  fixture.options.retry.budget = 1;
  fixture.options.retry.budget_per_success = 0.5;
  const PathClient client = fixture.client();
  EXPECT_EQ(client.send(placing()).error().attempts(), 2);
  EXPECT_EQ(client.send(placing()).error().attempts(), 1);
  is_up = true;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(client.send(placing()));
  is_up = false;
  EXPECT_EQ(client.send(placing()).error().attempts(), 2);
  EXPECT_EQ(client.send(placing()).error().attempts(), 1);
}

TEST_P(Retry, RepeatsNothingWithOneAttemptOrNoBudget) {
  CallFixture one({not_connected(), success("a")});
  one.options.retry.max_attempts = 1;
  EXPECT_EQ(one.client().send(placing()).error().attempts(), 1);
  CallFixture none({not_connected(), success("a")});
  none.options.retry.budget = 0;
  EXPECT_EQ(none.client().send(placing()).error().attempts(), 1);
}

TEST_P(Retry, FollowsThePolicyOfTheRequest) {
  const CallFixture fixture([](const HttpRequest&) { return not_connected(); });
  const PathClient client = fixture.client();
  EXPECT_EQ(client.send(placing()).error().attempts(), 3) << "the default";
  RequestOptions options;
  options.retry = RetryPolicy{};
  options.retry->max_attempts = 5;
  options.retry->budget = 0;
  EXPECT_EQ(client.send(placing(), options).error().attempts(), 5) << "the budget is the client's";
  options.retry->max_attempts = 1;
  EXPECT_EQ(client.send(placing(), options).error().attempts(), 1);
}

TEST_P(Retry, IsNotMadeWithAPolicyThatMakesNoSense) {
  using Change = std::function<void(RetryPolicy&)>;
  const std::pair<const char*, Change> cases[] = {
      {"retry.max_attempts", [](RetryPolicy& p) { p.max_attempts = 0; }},
      {"retry.max_attempts", [](RetryPolicy& p) { p.max_attempts = -1; }},
      {"retry.initial_backoff", [](RetryPolicy& p) { p.initial_backoff = milliseconds(-1); }},
      {"retry.max_backoff", [](RetryPolicy& p) { p.max_backoff = p.initial_backoff - milliseconds(1); }},
      {"retry.budget", [](RetryPolicy& p) { p.budget = -1; }},
      {"retry.budget", [](RetryPolicy& p) { p.budget = std::numeric_limits<double>::quiet_NaN(); }},
      {"retry.budget_per_success", [](RetryPolicy& p) { p.budget_per_success = -0.1; }},
  };
  for (const auto& [field, change] : cases) {
    CallFixture fixture({success("a")});
    RequestOptions options;
    change(options.retry.emplace());
    const auto placed = fixture.client().send(placing(), options);
    ASSERT_FALSE(placed) << field;
    EXPECT_EQ(placed.error().code(), ErrorCode::invalid_argument) << field;
    EXPECT_EQ(placed.error().field(), field);
    EXPECT_TRUE(fixture.transport->requests().empty()) << field;

    change(fixture.options.retry);
    const auto client = Client::create(static_credentials(fixture.credentials), fixture.options);
    ASSERT_FALSE(client) << field;
    EXPECT_EQ(client.error().code(), ErrorCode::invalid_argument) << field;
    EXPECT_EQ(client.error().field(), field);
  }
}

TEST_P(Retry, TellsWhenTheRequestFirstLeft) {
  CallFixture fixture([](const HttpRequest&) { return not_connected(); });
  const Error unsent = fixture.client().send(placing()).error();
  EXPECT_EQ(unsent.attempts(), 3);
  EXPECT_EQ(unsent.outcome(), Outcome::not_sent);
  EXPECT_EQ(unsent.first_sent_at(), std::nullopt);

  const CallFixture late({with_retry_after(not_connected(), "4"), lost_answer()});
  const Error lost = late.client().send(placing()).error();
  EXPECT_EQ(lost.attempts(), 2);
  EXPECT_EQ(lost.first_sent_at(), late.clock->now()) << "the second attempt was the first to leave";

  const CallFixture early({with_retry_after(service_error(kThrottled), "4"), lost_answer()});
  const Error later = early.client().send(placing()).error();
  EXPECT_EQ(later.attempts(), 2);
  EXPECT_EQ(later.first_sent_at(), early.clock->now()) << "the first attempt was refused";
  EXPECT_EQ(later.outcome(), Outcome::unknown);
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
