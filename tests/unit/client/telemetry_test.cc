// SPDX-License-Identifier: Apache-2.0
// What a client tells a Telemetry of its calls, in what order, and what it never tells.
#include "tccc/telemetry.h"

#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::lost_answer;
using testing::service_error;
using testing::success;

std::string text_of(const TelemetryAttributes& attributes) {
  std::string text;
  for (const TelemetryAttribute& attribute : attributes) {
    text.append(attribute.name).append("=");
    if (const auto* words = std::get_if<std::string_view>(&attribute.value)) text.append(*words);
    text.append("\n");
  }
  return text;
}

// What one call told, copied.
struct Told {
  std::vector<std::string> events;
  CallStart start;
  std::thread::id started_on;
  std::vector<AttemptStart> begun;
  std::vector<AttemptEnd> attempts;
  std::optional<CallEnd> end;
  std::string session_id;
  std::string request_id;
  std::vector<std::string> attempt_request_ids;
  bool is_destroyed = false;
  std::string texts;  // all that could reach an exporter
};

class RecordingTelemetry final : public Telemetry {
 public:
  std::unique_ptr<CallTrace> start_call(const CallStart& call) noexcept override {
    if (!follows) return nullptr;
    const std::lock_guard<std::mutex> lock(mutex_);
    auto told = std::make_shared<Told>();
    told->events = {"call"};
    told->start = call;
    told->started_on = std::this_thread::get_id();
    told->texts = text_of(span_attributes(call));
    told_.push_back(told);
    return std::make_unique<Trace>(*this, std::move(told));
  }

  std::vector<Told> told() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Told> copy;
    for (const auto& told : told_) copy.push_back(*told);
    return copy;
  }

  bool follows = true;

 private:
  class Trace final : public CallTrace {
   public:
    Trace(RecordingTelemetry& owner, std::shared_ptr<Told> told) : owner_(owner), told_(std::move(told)) {}
    ~Trace() override {
      const std::lock_guard<std::mutex> lock(owner_.mutex_);
      told_->is_destroyed = true;
    }
    void attempt_started(const AttemptStart& attempt) noexcept override {
      const std::lock_guard<std::mutex> lock(owner_.mutex_);
      told_->events.emplace_back("attempt");
      told_->begun.push_back(attempt);
      told_->texts += text_of(span_attributes(attempt));
    }
    void attempt_ended(const AttemptEnd& attempt) noexcept override {
      const std::lock_guard<std::mutex> lock(owner_.mutex_);
      told_->events.emplace_back("attempt ended");
      told_->attempts.push_back(attempt);
      told_->attempt_request_ids.emplace_back(attempt.request_id);
      told_->texts += text_of(span_attributes(attempt));
      for (const Measurement& made : measurements(attempt)) told_->texts += text_of(made.attributes);
    }
    void call_ended(const CallEnd& call) noexcept override {
      const std::lock_guard<std::mutex> lock(owner_.mutex_);
      told_->events.emplace_back("call ended");
      told_->end = call;
      told_->session_id = call.session_id;
      told_->request_id = call.request_id;
      told_->texts += text_of(span_attributes(call));
      for (const Measurement& made : measurements(call)) told_->texts += text_of(made.attributes);
    }

   private:
    RecordingTelemetry& owner_;
    const std::shared_ptr<Told> told_;
  };

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Told>> told_;
};

struct TracedFixture : CallFixture {
  template <class Answers>
  explicit TracedFixture(Answers answers) : CallFixture(std::move(answers)) {
    options.telemetry = telemetry;
  }
  std::shared_ptr<RecordingTelemetry> telemetry = std::make_shared<RecordingTelemetry>();
};

using Answers = std::vector<HttpExchange>;
using Events = std::vector<std::string>;

class CallTelemetry : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CallTelemetry, both_paths(), &path_name);

TEST_P(CallTelemetry, FollowsACallFromItsStartToItsSessionId) {
  TracedFixture fixture(Answers{});
  fixture.options.endpoint = "127.0.0.1:8443";
  HttpExchange placed = success("session-7");
  placed.timing.is_reused_connection = true;
  fixture.transport->push(placed);
  ASSERT_TRUE(fixture.client().send(placing()));
  const auto calls = fixture.telemetry->told();
  ASSERT_EQ(calls.size(), 1U);
  const Told& told = calls[0];
  EXPECT_EQ(told.events, (Events{"call", "attempt", "attempt ended", "call ended"}));
  EXPECT_TRUE(told.is_destroyed);
  EXPECT_EQ(told.started_on, std::this_thread::get_id());
  EXPECT_TRUE(told.start.places_call);
  EXPECT_EQ(told.start.started_at, fixture.clock->now());
  EXPECT_EQ(told.attempts[0].number, 1);
  EXPECT_EQ(told.attempts[0].http_status, 200);
  EXPECT_EQ(told.attempts[0].code, ErrorCode::ok);
  EXPECT_TRUE(told.attempts[0].timing.is_reused_connection);
  EXPECT_FALSE(told.attempt_request_ids[0].empty());
  EXPECT_EQ(told.end->code, ErrorCode::ok);
  EXPECT_EQ(told.end->outcome, std::nullopt);
  EXPECT_EQ(told.end->attempts, 1);
  EXPECT_EQ(told.session_id, "session-7");
  EXPECT_EQ(told.request_id, told.attempt_request_ids[0]);
}

TEST_P(CallTelemetry, TellsWhereRequestsGo) {
  struct Case {
    const char* endpoint;
    const char* address;
    int port;
    const char* url;
  };
  const Case cases[] = {{"", "ccc.tencentcloudapi.com", 443, "https://ccc.tencentcloudapi.com/"},
                        {"http://127.0.0.1", "127.0.0.1", 80, "http://127.0.0.1/"},
                        {"localhost:8443", "localhost", 8443, "https://localhost:8443/"},
                        {"[::1]:8443", "::1", 8443, "https://[::1]:8443/"},
                        {"https://[::1]", "::1", 443, "https://[::1]/"}};
  for (const Case& expected : cases) {
    TracedFixture fixture(Answers{success("a")});
    fixture.options.endpoint = expected.endpoint;
    const PathClient client = fixture.client();  // the views are valid as long as it
    ASSERT_TRUE(client.send(placing()));
    const TelemetryServer server = fixture.telemetry->told().at(0).begun.at(0).server;
    EXPECT_EQ(server.address, expected.address);
    EXPECT_EQ(server.port, expected.port);
    EXPECT_EQ(server.url, expected.url);
  }
}

TEST_P(CallTelemetry, TellsEachAttemptAndTheTimeBetween) {
  TracedFixture fixture(Answers{with_retry_after(service_error("RequestLimitExceeded"), "3"), success("a")});
  ASSERT_TRUE(fixture.client().send(placing()));
  const Told told = fixture.telemetry->told().at(0);
  EXPECT_EQ(told.events, (Events{"call", "attempt", "attempt ended", "attempt", "attempt ended", "call ended"}));
  EXPECT_EQ(told.attempts[0].code, ErrorCode::request_limit_exceeded);
  EXPECT_EQ(told.attempts[0].outcome, Outcome::rejected);
  EXPECT_EQ(told.attempts[1].number, 2);
  EXPECT_EQ(told.attempts[1].started_at - told.attempts[0].started_at, seconds(3));
  EXPECT_EQ(told.end->attempts, 2);
  EXPECT_EQ(told.end->backoff, seconds(3));
  EXPECT_EQ(told.end->limiter_wait, seconds(0));
  EXPECT_EQ(told.end->duration, seconds(3));
}

TEST_P(CallTelemetry, TellsTheTimeThatTheLimiterTook) {
  TracedFixture fixture(Answers{success("a"), success("b")});
  fixture.options.rate_limit.requests_per_second = 1;
  fixture.options.rate_limit.margin = milliseconds(0);
  const PathClient client = fixture.client();
  ASSERT_TRUE(client.send(placing()));
  ASSERT_TRUE(client.send(placing()));
  const auto calls = fixture.telemetry->told();
  EXPECT_EQ(calls.at(0).end->limiter_wait, seconds(0));
  EXPECT_EQ(calls.at(1).end->limiter_wait, seconds(1));
  EXPECT_EQ(calls.at(1).end->backoff, seconds(0));
  EXPECT_EQ(calls.at(1).end->duration, seconds(1));
}

TEST_P(CallTelemetry, EndsWithTheErrorThatTheCallerGets) {
  for (const HttpExchange& exchange : {lost_answer(), service_error("LimitExceeded")}) {
    TracedFixture fixture(Answers{exchange});
    const Error error = fixture.client().send(placing()).error();
    const Told told = fixture.telemetry->told().at(0);
    EXPECT_EQ(told.events, (Events{"call", "attempt", "attempt ended", "call ended"}));
    EXPECT_EQ(told.end->code, error.code());
    EXPECT_EQ(told.end->outcome, error.outcome());
    EXPECT_EQ(told.end->http_status, error.http_status());
    EXPECT_EQ(told.request_id, error.request_id());
    EXPECT_EQ(told.session_id, "");
    EXPECT_EQ(told.attempts.at(0).outcome, error.outcome());
  }
}

TEST_P(CallTelemetry, TellsOfACallThatWasNeverSent) {
  TracedFixture fixture(Answers{});
  ASSERT_FALSE(fixture.client().send(CreateAIAgentCallRequest{}));
  const Told told = fixture.telemetry->told().at(0);
  EXPECT_EQ(told.events, (Events{"call", "call ended"}));
  EXPECT_EQ(told.end->attempts, 0);
  EXPECT_EQ(told.end->code, ErrorCode::invalid_argument);
  EXPECT_EQ(told.end->outcome, Outcome::not_sent);
}

TEST_P(CallTelemetry, CountsTheWaitInWhichACallIsCancelled) {
  TracedFixture fixture(Answers{with_retry_after(service_error("RequestLimitExceeded"), "3"), success("a")});
  CancellationSource source;
  RequestOptions options;
  options.cancellation = source.token();
  fixture.clock->before_wait([&] {
    fixture.clock->advance(seconds(2));
    source.cancel();
  });
  ASSERT_FALSE(fixture.client().send(placing(), options));
  const Told told = fixture.telemetry->told().at(0);
  EXPECT_EQ(told.events, (Events{"call", "attempt", "attempt ended", "call ended"}));
  EXPECT_EQ(told.end->code, ErrorCode::cancelled);
  EXPECT_EQ(told.end->outcome, Outcome::rejected);
  EXPECT_EQ(told.end->backoff, seconds(2));
}

TEST_P(CallTelemetry, TellsNoSessionOfAnActionThatPlacesNoCall) {
  TracedFixture fixture(Answers{success("a")});
  ASSERT_TRUE(fixture.client().send(ReadingRequest{}));
  const Told told = fixture.telemetry->told().at(0);
  EXPECT_FALSE(told.end->places_call);
  EXPECT_EQ(told.session_id, "");
}

TEST_P(CallTelemetry, LeavesOutTheCallsThatItsTelemetryDoesNotFollow) {
  TracedFixture fixture(Answers{success("a")});
  fixture.telemetry->follows = false;
  EXPECT_TRUE(fixture.client().send(placing()));
  EXPECT_TRUE(fixture.telemetry->told().empty());
}

TEST_P(CallTelemetry, TellsNoSecretNoPromptAndNoNumber) {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008613012340000";
  request.callers = {"008675512340001"};
  const std::string key = every_field::random_key();
  const std::string prompt = "You are Dr. Li: " + every_field::random_key();
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(key), "https://api.openai.com/v1/"};
  request.voice = BuiltInVoice{"ZhiXi"};
  request.system_prompt = prompt;
  HttpExchange quoting = service_error("LimitExceeded");
  quoting.body = R"({"Response":{"RequestId":"id 008613012340000","Error":{"Code":"Odd.008613012340000","Message":")" +
                 prompt + key + R"("}}})";
  HttpExchange odd = success("session of 008613012340000");
  TracedFixture fixture(Answers{quoting, odd, lost_answer()});
  fixture.options.retry.max_attempts = 1;
  const PathClient client = fixture.client();
  for (int i = 0; i < 3; ++i) static_cast<void>(client.send(request));
  const auto calls = fixture.telemetry->told();
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_EQ(calls[1].end->code, ErrorCode::ok);
  for (const Told& told : calls) {
    expect_no_key(told.texts);
    for (const char* digits : {"13012340000", "75512340001", "0000\n", "****"}) {
      EXPECT_EQ(told.texts.find(digits), std::string::npos) << "a number is told";
    }
    EXPECT_EQ(told.texts.find("Dr. Li"), std::string::npos) << "a prompt is told";
  }
}

#if defined(__cpp_exceptions)
TEST(CallTelemetryOfThrowers, EndsTheCallWhoseTransportThrew) {
  for (const CallPath path : {CallPath::blocking, CallPath::async}) {
    const CurrentPath current(path);
    TracedFixture fixture([](const HttpRequest&) -> HttpExchange { throw std::runtime_error("in the middle"); });
    try {
      EXPECT_FALSE(fixture.client().send(placing()));
    } catch (const std::runtime_error&) {
      EXPECT_EQ(path, CallPath::blocking);
    }
    const Told told = fixture.telemetry->told().at(0);
    EXPECT_EQ(told.events, (Events{"call", "attempt", "attempt ended", "call ended"}));
    EXPECT_EQ(told.end->outcome, Outcome::unknown);
    EXPECT_TRUE(told.is_destroyed);
  }
}
#endif

TEST(CallTelemetryOfADestroyedClient, EndsEachCallOnce) {
  TracedFixture fixture([](const HttpRequest&) { return success("a"); });
  fixture.options.clock = system_clock();
  fixture.options.timeouts.total = std::chrono::hours(24);
  fixture.options.rate_limit.requests_per_second = 1;
  fixture.options.rate_limit.margin = std::chrono::hours(1);
  std::optional<Client> client = fixture.made(static_credentials(fixture.credentials));
  ASSERT_TRUE(client->send_async(placing()).get());
  std::vector<Pending<CreateAIAgentCallResponse>> waiting;
  for (int i = 0; i < 5; ++i) waiting.push_back(client->send_async(placing()));
  client.reset();
  const auto calls = fixture.telemetry->told();
  ASSERT_EQ(calls.size(), 6U);
  for (std::size_t i = 1; i < calls.size(); ++i) {
    EXPECT_EQ(calls[i].events, (Events{"call", "call ended"}));
    EXPECT_EQ(calls[i].end->code, ErrorCode::cancelled);
    EXPECT_EQ(calls[i].started_on, std::this_thread::get_id());
    EXPECT_TRUE(calls[i].is_destroyed);
  }
}

TEST(CallTelemetryInACallback, EndsTheCallThatIsRefusedThere) {
  TracedFixture fixture([](const HttpRequest&) { return success("a"); });
  const Client client = fixture.made(static_credentials(fixture.credentials));
  std::promise<void> done;
  client.send_async(placing(), [&](const Result<CreateAIAgentCallResponse>&) {
    EXPECT_EQ(client.send(placing()).error().code(), ErrorCode::called_from_callback);
    done.set_value();
  });
  done.get_future().get();
  const auto calls = fixture.telemetry->told();
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[1].events, (Events{"call", "call ended"}));
  EXPECT_EQ(calls[1].end->code, ErrorCode::called_from_callback);
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
