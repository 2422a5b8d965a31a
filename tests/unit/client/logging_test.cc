// SPDX-License-Identifier: Apache-2.0
// What a client tells its log of a call, and what neither its log nor its errors ever tell.
#include <mutex>
#include <sstream>

#include <nlohmann/json.hpp>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::lost_answer;
using testing::not_connected;
using testing::service_error;
using testing::success;

struct Kept {
  LogLevel level;
  LogEvent event;
  int attempt;
  ErrorCode code;
  std::optional<Outcome> outcome;
  int http_status;
  milliseconds wait;
  std::string action;
  std::string callee;
  std::string service_code;
  std::string request_id;
  ExchangeTiming timing;
  std::string line;
};

class RecordingSink final : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    kept_.push_back({record.level, record.event, record.attempt, record.code, record.outcome, record.http_status,
                     record.wait, std::string(record.action), std::string(record.callee),
                     std::string(record.service_code), std::string(record.request_id), record.timing,
                     to_string(record)});
  }

  std::vector<Kept> kept() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return kept_;
  }

  std::vector<LogEvent> events() const {
    std::vector<LogEvent> events;
    for (const Kept& record : kept()) events.push_back(record.event);
    return events;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Kept> kept_;
};

struct LoggedFixture : CallFixture {
  template <class Answers>
  explicit LoggedFixture(Answers answers) : CallFixture(std::move(answers)) {
    options.log = sink;
  }
  std::shared_ptr<RecordingSink> sink = std::make_shared<RecordingSink>();
};

using Events = std::vector<LogEvent>;

class Logging : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, Logging, both_paths(), &path_name);

TEST_P(Logging, TellsARepeatedCallStepByStep) {
  HttpExchange placed = success("a");
  placed.timing.total = std::chrono::microseconds(123);
  const LoggedFixture fixture(
      std::vector<HttpExchange>{with_retry_after(service_error("RequestLimitExceeded"), "3"), placed});
  ASSERT_TRUE(fixture.client().send(placing()));
  const auto kept = fixture.sink->kept();
  ASSERT_EQ(fixture.sink->events(),
            (Events{LogEvent::attempt_started, LogEvent::attempt_finished, LogEvent::retry_wait,
                    LogEvent::attempt_started, LogEvent::attempt_finished, LogEvent::call_finished}));
  const int attempts[] = {1, 1, 1, 2, 2, 2};
  for (std::size_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(kept[i].attempt, attempts[i]) << i;
    EXPECT_EQ(kept[i].action, "CreateAIAgentCall");
    EXPECT_EQ(kept[i].callee, "0086130****0000");
  }
  EXPECT_EQ(kept[1].code, ErrorCode::request_limit_exceeded);
  EXPECT_EQ(kept[1].outcome, Outcome::rejected);
  EXPECT_EQ(kept[1].service_code, "RequestLimitExceeded");
  EXPECT_EQ(kept[1].http_status, 200);
  EXPECT_FALSE(kept[1].request_id.empty());
  EXPECT_EQ(kept[2].wait, seconds(3));
  EXPECT_EQ(kept[4].code, ErrorCode::ok);
  EXPECT_EQ(kept[4].outcome, std::nullopt);
  EXPECT_EQ(kept[4].timing.total, std::chrono::microseconds(123));
  EXPECT_EQ(kept[5].code, ErrorCode::ok);
  EXPECT_EQ(kept[5].level, LogLevel::debug);
}

TEST_P(Logging, EndsWithTheErrorThatTheCallerGets) {
  const std::pair<HttpExchange, LogLevel> cases[] = {{lost_answer(), LogLevel::error},
                                                     {service_error("LimitExceeded"), LogLevel::warning}};
  for (const auto& [exchange, level] : cases) {
    const LoggedFixture fixture(std::vector<HttpExchange>{exchange});
    const Error error = fixture.client().send(placing()).error();
    const Kept last = fixture.sink->kept().back();
    EXPECT_EQ(last.event, LogEvent::call_finished);
    EXPECT_EQ(last.level, level);
    EXPECT_EQ(last.code, error.code());
    EXPECT_EQ(last.outcome, error.outcome());
    EXPECT_EQ(last.service_code, error.service_code());
    EXPECT_EQ(last.request_id, error.request_id());
    EXPECT_EQ(last.http_status, error.http_status());
    EXPECT_EQ(last.attempt, error.attempts());
  }
}

TEST_P(Logging, TellsOfACallThatWasNeverSent) {
  const LoggedFixture fixture(std::vector<HttpExchange>{});
  ASSERT_FALSE(fixture.client().send(CreateAIAgentCallRequest{}));
  const auto kept = fixture.sink->kept();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].event, LogEvent::call_finished);
  EXPECT_EQ(kept[0].attempt, 0);
  EXPECT_EQ(kept[0].code, ErrorCode::invalid_argument);
  EXPECT_EQ(kept[0].outcome, Outcome::not_sent);
}

TEST_P(Logging, TellsOfTheLimiterAndOfTheClock) {
  LoggedFixture fixture(std::vector<HttpExchange>{});
  fixture.transport->push(
      with_date(service_error("AuthFailure.SignatureExpire"), fixture.clock->now() - std::chrono::hours(1)));
  fixture.transport->push(success("a"));
  fixture.options.rate_limit.requests_per_second = 1;
  fixture.options.rate_limit.margin = milliseconds(0);
  fixture.options.retry.initial_backoff = milliseconds(0);
  ASSERT_TRUE(fixture.client().send(placing()));
  ASSERT_EQ(
      fixture.sink->events(),
      (Events{LogEvent::attempt_started, LogEvent::attempt_finished, LogEvent::clock_corrected, LogEvent::retry_wait,
              LogEvent::limiter_wait, LogEvent::attempt_started, LogEvent::attempt_finished, LogEvent::call_finished}));
  const auto kept = fixture.sink->kept();
  EXPECT_EQ(kept[2].wait, -std::chrono::hours(1));
  EXPECT_EQ(kept[2].level, LogLevel::warning);
  EXPECT_EQ(kept[4].wait, seconds(1));
  EXPECT_EQ(kept[4].attempt, 2);
}

TEST_P(Logging, LeavesTheCalleeOutOfWhatHasNone) {
  const LoggedFixture fixture(std::vector<HttpExchange>{success("a")});
  ASSERT_TRUE(fixture.client().send(ReadingRequest{}));
  for (const Kept& record : fixture.sink->kept()) {
    EXPECT_EQ(record.action, "DescribeReading");
    EXPECT_EQ(record.callee, "");
  }
}

// A request with something to hide in every place that can hold it, and those things.
struct Confidential {
  CreateAICallRequest request;
  std::vector<std::string> secrets;  // never shown anywhere
  std::vector<std::string> texts;    // shown by redacted_request_json() alone
};

Confidential confidential() {
  const auto key = [](std::vector<std::string>& list) { return list.emplace_back(every_field::random_key()); };
  Confidential made;
  made.secrets = {"008613012340000", "13012340000", "008675512340001", "75512340001"};
  CreateAICallRequest& request = made.request;
  request.sdk_app_id = 1400000000;
  request.callee = made.secrets[0];
  request.callers = {made.secrets[2]};
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(key(made.secrets)), "https://api.openai.com/v1/"};
  request.voice = RawVoice{Secret(R"({"TTSType":"custom","APIKey":")" + key(made.secrets) + "\"}")};
  request.system_prompt = "You are Dr. Li: " + key(made.texts);
  request.welcome.message = "Good morning: " + key(made.texts);
  request.variables = {{"name", "Wang Xiaoming " + key(made.texts)}};
  return made;
}

// What the other side might quote.
std::string quotes_of(const CreateAICallRequest& request, const HttpRequest& http) {
  std::string all = "callee " + request.callee + " (" + request.callee.substr(4) + ") caller " + request.callers[0] +
                    " prompt " + *request.system_prompt + " greeting " + *request.welcome.message + " variable " +
                    request.variables[0].value;
  all.append(" key ").append(std::get<OpenAILlm>(request.llm).api_key.reveal());
  for (const HttpHeader& header : http.headers) {
    if (header.name == "Authorization") all.append(" sent ").append(header.value);
    if (header.name == "X-TC-Token") all.append(" sent ").append(header.value);
  }
  return all;
}

HttpExchange refusal_that_quotes(const CreateAICallRequest& request, const HttpRequest& http, const char* code) {
  HttpExchange exchange = success("a");
  exchange.body = nlohmann::json({{"Response",
                                   {{"RequestId", "6bb56a09-2787-40bc-80c5-dc6dab783eff"},
                                    {"Error", {{"Code", code}, {"Message", quotes_of(request, http)}}}}}})
                      .dump();
  return exchange;
}

HttpExchange fault_that_quotes(const CreateAICallRequest& request, const HttpRequest& http, bool request_left) {
  HttpExchange exchange = request_left ? lost_answer() : not_connected();
  exchange.detail = quotes_of(request, http);
  return exchange;
}

std::string all_texts_of(const Result<CreateAICallResponse>& placed) {
  if (placed) return {};
  const Error& error = placed.error();
  std::ostringstream texts;
  texts << error << '\n'
        << error.to_string() << '\n'
        << error.message() << '\n'
        << error.field() << '\n'
        << error.service_code() << '\n'
        << error.request_id() << '\n'
        << error.error_code().message() << '\n';
  try {
    (void)placed.value();
  } catch (const ErrorException& thrown) {
    texts << thrown.what() << '\n' << thrown.error() << '\n';
  }
  return texts.str();
}

TEST_P(Logging, ShowsAnIdOfTheServiceAndNoneThatStandsInTheRequest) {
  CreateAICallRequest request = confidential().request;
  constexpr std::string_view kOfTheCustomer = "0f8fad5b-d9cb-469f-a165-70867728950e";
  request.variables = {{"customer", std::string(kOfTheCustomer)}};
  const std::pair<std::string, std::string> cases[] = {
      {"6bb56a09-2787-40bc-80c5-dc6dab783eff", "6bb56a09-2787-40bc-80c5-dc6dab783eff"},
      {std::string(kOfTheCustomer), "***"},
      {std::string(std::get<OpenAILlm>(request.llm).api_key.reveal()), "***"}};
  for (const auto& [given, shown] : cases) {
    HttpExchange exchange = success("a");
    exchange.body = nlohmann::json({{"Response", {{"RequestId", given}, {"SessionId", "s"}}}}).dump();
    const LoggedFixture fixture(std::vector<HttpExchange>{exchange});
    ASSERT_TRUE(fixture.client().send(request));
    EXPECT_TRUE(fixture.sink->kept().back().request_id == shown) << "in place of an id that should read " << shown;
  }
}

TEST_P(Logging, TellsNoSecretNoPromptAndNoFullNumber) {
  Confidential given = confidential();
  const CreateAICallRequest& request = given.request;
  std::size_t sends = 0;
  std::vector<std::string> signatures;
  LoggedFixture fixture([&](const HttpRequest& http) {
    for (const HttpHeader& header : http.headers) {
      if (header.name != "Authorization") continue;
      signatures.emplace_back(header.value.substr(header.value.rfind('=') + 1));
    }
    switch (sends++ % 9) {
      case 0:
        return refusal_that_quotes(request, http, "RequestLimitExceeded");
      case 1:
        return with_date(refusal_that_quotes(request, http, "AuthFailure.SignatureExpire"),
                         fixture.clock->now() + seconds(400));
      case 2:
        return fault_that_quotes(request, http, false);
      case 3:
        return fault_that_quotes(request, http, true);
      case 4:
        return refusal_that_quotes(request, http, "InvalidParameterValue");
      case 5:
        return refusal_that_quotes(request, http, "InternalError");
      case 6: {
        HttpExchange gateway = gateway_error(502);
        gateway.body = quotes_of(request, http);
        return gateway;
      }
      case 7: {
        HttpExchange unreadable = success("a");
        unreadable.body = quotes_of(request, http);
        return unreadable;
      }
      default:
        return success("a");
    }
  });
  fixture.options.retry.initial_backoff = milliseconds(0);
  fixture.options.rate_limit.requests_per_second = 2;
  fixture.options.timeouts.total = seconds(60);

  ::testing::internal::CaptureStderr();
  std::string texts;
  {
    const PathClient to_sink = fixture.client();
    fixture.options.log = stderr_log(LogLevel::debug);
    const PathClient to_stderr = fixture.client();
    RequestOptions once;
    once.retry = RetryPolicy{};
    once.retry->max_attempts = 1;
    for (const PathClient& client : {to_sink, to_stderr}) {
      for (int i = 0; i < 18; ++i) {
        texts += all_texts_of(client.send(request, i < 9 ? once : RequestOptions{}));
      }
      CreateAICallRequest wrong = request;
      wrong.sdk_app_id = 0;
      texts += all_texts_of(client.send(wrong));
      wrong = request;
      wrong.extra_json = "{\"Callee\":\"" + request.callee + "\"}";
      texts += all_texts_of(client.send(wrong));
      wrong = request;
      wrong.callee += "\xFF";
      texts += all_texts_of(client.send(wrong));
    }
  }
  const std::string printed = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(printed.find("callee=0086130****0000"), std::string::npos);
  EXPECT_NE(texts.find("0086130****0000"), std::string::npos);
  texts += printed;
  for (const Kept& record : fixture.sink->kept()) {
    for (const std::string& text :
         {record.line, record.action, record.callee, record.service_code, record.request_id}) {
      texts.append(text).append("\n");
    }
  }
  std::string shown = redacted_request_json(request);

  std::vector<std::string> hidden = given.secrets;
  for (const Secret& key : {fixture.credentials.secret_key, fixture.credentials.token}) {
    hidden.emplace_back(key.reveal());
  }
  hidden.insert(hidden.end(), signatures.begin(), signatures.end());
  EXPECT_GT(signatures.size(), 30U);
  for (const std::string& secret : hidden) {
    ASSERT_GT(secret.size(), 8U);
    // Found or not, a secret itself is never printed.
    EXPECT_TRUE(texts.find(secret) == std::string::npos) << "in a log or an error";
    EXPECT_TRUE(shown.find(secret) == std::string::npos) << "in redacted_request_json()";
  }
  for (const std::string& text : given.texts) {
    EXPECT_TRUE(texts.find(text) == std::string::npos) << "a prompt in a log or an error";
  }
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
