// SPDX-License-Identifier: Apache-2.0
// The client from typed request to typed response, with a transport that never leaves the process.
#include "tccc/client.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../call_path.h"
#include "codec/every_field.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using every_field::Filler;
using every_field::Leaf;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

const std::chrono::system_clock::time_point kNow{seconds(1735689600)};

constexpr std::string_view kPlaced =
    R"({"Response":{"RequestId":"6bb56a09-2787-40bc-80c5-dc6dab783eff","SessionId":"6bb56a09278740bc80c5dc6dab783eff"}})";

HttpExchange answer(std::string_view body, int status = 200) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = status;
  exchange.body = body;
  return exchange;
}

struct Sent {
  std::string url;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  milliseconds connect_timeout;
  milliseconds timeout;

  std::string header(std::string_view name) const {
    for (const auto& [own, value] : headers) {
      if (own == name) return value;
    }
    return "absent";
  }
};

// Keeps a copy of each request and answers what it is told to.
class FakeTransport final : public Transport {
 public:
  using Answer = std::function<HttpExchange(const HttpRequest&)>;
  explicit FakeTransport(Answer given) : answer_(std::move(given)) {}

  HttpExchange send(const HttpRequest& request) override {
    Sent copy{std::string(request.url), std::string(request.body), {}, request.connect_timeout, request.timeout};
    for (const HttpHeader& header : request.headers) copy.headers.emplace_back(header.name, header.value);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      sent_.push_back(std::move(copy));
    }
    return answer_(request);
  }

  std::vector<Sent> sent() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return sent_;
  }

 private:
  const Answer answer_;
  mutable std::mutex mutex_;
  std::vector<Sent> sent_;
};

class FixedClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return kNow; }
  std::chrono::steady_clock::time_point steady_now() const override { return steady_.load(); }
  bool wait_until(std::chrono::steady_clock::time_point until, const CancellationToken& /*token*/) const override {
    steady_ = until;
    return true;
  }

 private:
  mutable std::atomic<std::chrono::steady_clock::time_point> steady_{};
};

class FakeProvider final : public CredentialsProvider {
 public:
  explicit FakeProvider(std::function<Result<Credentials>()> give) : give_(std::move(give)) {}
  Result<Credentials> credentials() override { return give_(); }

 private:
  const std::function<Result<Credentials>()> give_;
};

Credentials random_credentials() {
  return {every_field::random_key(), Secret(every_field::random_key()), {}};
}

// A client whose calls go the way of the test that runs.
Result<PathClient> create(std::shared_ptr<CredentialsProvider> provider, const ClientOptions& options) {
  auto made = Client::create(std::move(provider), options);
  if (!made) return made.error();
  return PathClient(*made, CurrentPath::get());
}

// A client on a fake transport.
struct Fixture {
  explicit Fixture(HttpExchange exchange = answer(kPlaced))
      : Fixture([exchange = std::move(exchange)](const HttpRequest&) { return exchange; }) {}
  explicit Fixture(FakeTransport::Answer given) : transport(std::make_shared<FakeTransport>(std::move(given))) {
    options.transport = transport;
    options.clock = std::make_shared<FixedClock>();
  }

  PathClient client() const {
    auto made = create(static_credentials(credentials), options);
    EXPECT_TRUE(made) << made.error();
    return *made;
  }

  std::shared_ptr<FakeTransport> transport;
  ClientOptions options;
  Credentials credentials = random_credentials();
};

CreateAIAgentCallRequest agent_call() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  return request;
}

CreateAICallRequest ai_call() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(every_field::random_key()), "https://api.openai.com/v1/"};
  request.voice = BuiltInVoice{voice::ZhiXi};
  return request;
}

// Sends and expects a failure that left no trace outside.
template <class Request>
Error unsent(const Fixture& fixture, const PathClient& client, const Request& request,
             const RequestOptions& options = {}) {
  const std::size_t before = fixture.transport->sent().size();
  const auto placed = client.send(request, options);
  EXPECT_FALSE(placed);
  EXPECT_EQ(fixture.transport->sent().size(), before);
  if (placed) return Error(Error::Details());
  const Error& error = placed.error();
  EXPECT_EQ(error.outcome(), Outcome::not_sent);
  EXPECT_EQ(error.attempts(), 0);
  EXPECT_EQ(error.http_status(), 0);
  EXPECT_EQ(error.first_sent_at(), std::nullopt);
  EXPECT_EQ(error.action(), ActionOf<Request>::action().name);
  return error;
}

// Sends one request, which is answered with `exchange`, and expects a failure after exactly one attempt.
Error failed(const HttpExchange& exchange, const CreateAIAgentCallRequest& request = agent_call()) {
  const Fixture fixture(exchange);
  RequestOptions once;
  once.retry.emplace().max_attempts = 1;
  const auto placed = fixture.client().send(request, once);
  EXPECT_FALSE(placed) << exchange.body;
  EXPECT_EQ(fixture.transport->sent().size(), 1U);
  if (placed) return Error(Error::Details());
  EXPECT_EQ(placed.error().attempts(), 1);
  EXPECT_EQ(placed.error().action(), "CreateAIAgentCall");
  return placed.error();
}

const std::string kHeaderBreakers[] = {"a\rb",  "a\nb",  "a\r\nX-Evil: 1", "\r\n", "a\tb", std::string("a\0b", 3),
                                       "a\x01", "a\x7F", "\xC3\xA9",       " a",   "a "};

class ClientSend : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, ClientSend, both_paths(), &path_name);

TEST_P(ClientSend, SendsASignedRequestAndReadsTheAnswer) {
  const Fixture fixture;
  const auto placed = fixture.client().send(agent_call());
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id, "6bb56a09278740bc80c5dc6dab783eff");
  EXPECT_EQ(placed->request_id, "6bb56a09-2787-40bc-80c5-dc6dab783eff");

  ASSERT_EQ(fixture.transport->sent().size(), 1U);
  const Sent sent = fixture.transport->sent()[0];
  EXPECT_EQ(sent.url, "https://ccc.tencentcloudapi.com/");
  EXPECT_EQ(sent.body, request_json(agent_call())->reveal());
  EXPECT_EQ(sent.header("Host"), "ccc.tencentcloudapi.com");
  EXPECT_EQ(sent.header("X-TC-Action"), "CreateAIAgentCall");
  EXPECT_EQ(sent.header("X-TC-Timestamp"), "1735689600");
  for (const char* absent : {"X-TC-Region", "X-TC-Language", "X-TC-Token"}) EXPECT_EQ(sent.header(absent), "absent");
  SignatureInput input;
  input.host = "ccc.tencentcloudapi.com";
  input.payload = sent.body;
  input.timestamp = 1735689600;
  input.signed_action = "CreateAIAgentCall";
  EXPECT_EQ(sent.header("Authorization"), sign_tc3(fixture.credentials, input)->authorization);
}

TEST_P(ClientSend, SendsToTheEndpointOfItsOptions) {
  Fixture fixture;
  EXPECT_EQ(fixture.client().endpoint(), "https://ccc.tencentcloudapi.com");
  fixture.options.site = Site::international;
  EXPECT_EQ(fixture.client().endpoint(), "https://ccc.intl.tencentcloudapi.com");
  fixture.options.endpoint = "http://localhost:8080";
  const PathClient client = fixture.client();
  EXPECT_EQ(client.endpoint(), "http://localhost:8080");
  ASSERT_TRUE(client.send(agent_call()));
  EXPECT_EQ(fixture.transport->sent()[0].url, "http://localhost:8080/");
  EXPECT_EQ(fixture.transport->sent()[0].header("Host"), "localhost:8080");
}

TEST_P(ClientSend, SendsRegionLanguageAndToken) {
  Fixture fixture;
  fixture.options.region = "ap-guangzhou";
  fixture.options.language = "zh-CN";
  fixture.credentials.token = Secret(every_field::random_key());
  const PathClient client = fixture.client();
  ASSERT_TRUE(client.send(agent_call()));
  RequestOptions other;
  other.region = "ap-singapore";
  other.language = "en-US";
  ASSERT_TRUE(client.send(agent_call(), other));
  RequestOptions none;
  none.region = "";
  none.language = "";
  ASSERT_TRUE(client.send(agent_call(), none));

  const auto sent = fixture.transport->sent();
  EXPECT_EQ(sent[0].header("X-TC-Region"), "ap-guangzhou");
  EXPECT_EQ(sent[0].header("X-TC-Language"), "zh-CN");
  EXPECT_EQ(sent[0].header("X-TC-Token"), fixture.credentials.token.reveal());
  EXPECT_EQ(sent[1].header("X-TC-Region"), "ap-singapore");
  EXPECT_EQ(sent[1].header("X-TC-Language"), "en-US");
  EXPECT_EQ(sent[2].header("X-TC-Region"), "absent");
  EXPECT_EQ(sent[2].header("X-TC-Language"), "absent");
}

TEST_P(ClientSend, IsNotMadeWithSettingsThatMakeNoSense) {
  using Change = std::function<void(ClientOptions&)>;
  std::vector<std::pair<std::string, Change>> cases = {
      {"timeouts.connect", [](auto& o) { o.timeouts.connect = milliseconds(0); }},
      {"timeouts.attempt", [](auto& o) { o.timeouts.attempt = milliseconds(-1); }},
      {"timeouts.total", [](auto& o) { o.timeouts.total = milliseconds(0); }},
      {"idle_connection_limit", [](auto& o) { o.idle_connection_limit = seconds(0); }},
      {"idle_connection_limit", [](auto& o) { o.idle_connection_limit = (seconds::max)(); }},
      {"max_response_bytes", [](auto& o) { o.max_response_bytes = 0; }},
      {"endpoint", [](auto& o) { o.endpoint = "http://ccc.tencentcloudapi.com"; }},
  };
  for (const std::string& bad : kHeaderBreakers) {
    cases.emplace_back("region", [bad](auto& o) { o.region = bad; });
    cases.emplace_back("language", [bad](auto& o) { o.language = bad; });
    cases.emplace_back("endpoint", [bad](auto& o) { o.endpoint = bad; });
    cases.emplace_back("endpoint", [bad](auto& o) { o.endpoint = "https://host/" + bad; });
  }
  for (const auto& [field, change] : cases) {
    Fixture fixture;
    change(fixture.options);
    const auto client = create(static_credentials(fixture.credentials), fixture.options);
    ASSERT_FALSE(client) << field;
    EXPECT_EQ(client.error().code(), ErrorCode::invalid_argument) << field;
    EXPECT_EQ(client.error().outcome(), Outcome::not_sent) << field;
    EXPECT_EQ(client.error().field(), field);
  }
  const auto client = create(nullptr, Fixture().options);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().field(), "credentials");
}

TEST_P(ClientSend, SendsNothingWithRequestOptionsThatMakeNoSense) {
  const Fixture fixture;
  const PathClient client = fixture.client();
  using Change = std::function<void(RequestOptions&)>;
  std::vector<std::pair<std::string, Change>> cases = {
      {"connect_timeout", [](auto& o) { o.connect_timeout = milliseconds(0); }},
      {"attempt_timeout", [](auto& o) { o.attempt_timeout = milliseconds(-1); }},
      {"total_timeout", [](auto& o) { o.total_timeout = milliseconds(0); }},
  };
  for (const std::string& bad : kHeaderBreakers) {
    cases.emplace_back("region", [bad](auto& o) { o.region = bad; });
    cases.emplace_back("language", [bad](auto& o) { o.language = bad; });
  }
  for (const auto& [field, change] : cases) {
    RequestOptions options;
    change(options);
    const Error error = unsent(fixture, client, agent_call(), options);
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_EQ(error.field(), field);
  }
}

TEST_P(ClientSend, SendsNothingWithCredentialsThatWouldBreakAHeader) {
  for (const std::string& bad : kHeaderBreakers) {
    Fixture fixture;
    fixture.credentials.secret_id = bad;
    EXPECT_EQ(unsent(fixture, fixture.client(), agent_call()).field(), "secret_id");
    fixture.credentials = random_credentials();
    fixture.credentials.token = Secret(bad);
    EXPECT_EQ(unsent(fixture, fixture.client(), agent_call()).field(), "token");
    fixture.credentials = random_credentials();
    fixture.credentials.secret_key = Secret(bad);
    const Error error = unsent(fixture, fixture.client(), agent_call());
    EXPECT_EQ(error.field(), "secret_key");
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  }
}

TEST_P(ClientSend, SendsNothingWithoutCredentials) {
  Fixture fixture;
  fixture.credentials = {};
  EXPECT_EQ(unsent(fixture, fixture.client(), agent_call()).code(), ErrorCode::credentials_unavailable);

  Error::Details details;
  details.code = ErrorCode::credentials_unavailable;
  details.outcome = Outcome::unknown;  // wrongly
  details.message = "no role is bound";
  const auto provider = std::make_shared<FakeProvider>([&] { return Result<Credentials>(Error(details)); });
  const auto client = create(provider, fixture.options);
  ASSERT_TRUE(client);
  const Error error = unsent(fixture, *client, agent_call());
  EXPECT_EQ(error.code(), ErrorCode::credentials_unavailable);
  EXPECT_EQ(error.message(), "no role is bound");
}

TEST_P(ClientSend, AsksForCredentialsAtEverySend) {
  const Fixture fixture;
  int asked = 0;
  const auto provider = std::make_shared<FakeProvider>([&] {
    ++asked;
    return Result<Credentials>(Credentials{"id" + std::to_string(asked), Secret(every_field::random_key()), {}});
  });
  const auto client = create(provider, fixture.options);
  ASSERT_TRUE(client);
  EXPECT_EQ(asked, 0);
  ASSERT_TRUE(client->send(agent_call()));
  ASSERT_TRUE(client->send(agent_call()));
  EXPECT_EQ(asked, 2);
  EXPECT_THAT(fixture.transport->sent()[1].header("Authorization"), HasSubstr("Credential=id2/"));
}

TEST_P(ClientSend, SendsNothingWhenARequiredFieldIsMissing) {
  const Fixture fixture;
  const PathClient client = fixture.client();
  EXPECT_EQ(unsent(fixture, client, CreateAICallRequest()).field(), "SdkAppId");
  CreateAICallRequest request = ai_call();
  request.callee.clear();
  EXPECT_EQ(unsent(fixture, client, request).field(), "Callee");
  request = ai_call();
  request.llm = OpenAILlm{};
  EXPECT_EQ(unsent(fixture, client, request).field(), "APIKey");
  request = ai_call();
  request.transfer_to_human.items = {{"", "d", 1}};
  const Error error = unsent(fixture, client, request);
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  EXPECT_EQ(error.field(), "TransferItems[0].TransferFunctionName");
  EXPECT_EQ(error.message(), "TransferItems[0].TransferFunctionName is required");
}

template <class Request>
void expect_no_text_is_sent_spoilt() {
  const Fixture fixture;
  const PathClient client = fixture.client();
  const detail::StructInfo& info = *ActionOf<Request>::action().request;
  for (std::size_t variant = 0; variant < every_field::variants_of(info); ++variant) {
    Request request;
    const Filler filled(info, &request, variant);
    ASSERT_TRUE(client.send(request));
    for (const Leaf& leaf : filled.leaves()) {
      const bool is_secret = leaf.field->kind == detail::Kind::secret;
      if (!is_secret && leaf.field->kind != detail::Kind::text) continue;
      const std::string good = every_field::json_of(leaf);
      const auto set = [&](std::string_view text) {
        if (is_secret) {
          *static_cast<Secret*>(leaf.value) = Secret(text);
        } else {
          *static_cast<std::string*>(leaf.value) = text;
        }
      };
      for (const std::string& bad : {good + std::string(1, '\0'), good + "\xFF"}) {
        set(bad);
        const Error error = unsent(fixture, client, request);
        EXPECT_EQ(error.code(), ErrorCode::invalid_argument) << leaf.path;
        EXPECT_EQ(error.field(), leaf.path);
      }
      set(good);
    }
  }
}

TEST_P(ClientSend, SendsNoTextThatIsNotUtf8OrHoldsNul) {
  expect_no_text_is_sent_spoilt<CreateAICallRequest>();
  expect_no_text_is_sent_spoilt<CreateAIAgentCallRequest>();
}

TEST_P(ClientSend, DoesNotLetExtraJsonOverrideAField) {
  const Fixture fixture;
  const PathClient client = fixture.client();
  CreateAICallRequest request = ai_call();
  request.extra_json = R"({"Callee":"008612300000001"})";
  EXPECT_EQ(unsent(fixture, client, request).field(), "Callee");
  request.extra_json = R"({"CustomTTSConfig":"{}"})";
  EXPECT_EQ(unsent(fixture, client, request).field(), "CustomTTSConfig");
  request.extra_json = "not JSON";
  EXPECT_EQ(unsent(fixture, client, request).field(), "extra_json");
  request.extra_json = R"({"New":[1]})";
  ASSERT_TRUE(client.send(request));
  EXPECT_THAT(fixture.transport->sent()[0].body, HasSubstr(R"("New":[1]})"));
}

TEST_P(ClientSend, SendsNoBodyLongerThanTheServiceTakes) {
  const Fixture fixture;
  const PathClient client = fixture.client();
  CreateAICallRequest request = ai_call();
  request.system_prompt = "";
  const std::size_t rest = request_json(request)->size();
  request.system_prompt = std::string(10'000'000 - rest, 'a');
  ASSERT_TRUE(client.send(request));
  EXPECT_EQ(fixture.transport->sent()[0].body.size(), 10'000'000U);
  request.system_prompt->push_back('a');
  EXPECT_EQ(unsent(fixture, client, request).code(), ErrorCode::invalid_argument);
}

TEST_P(ClientSend, TellsTheTransportItsTimeouts) {
  Fixture fixture;
  fixture.options.timeouts = {milliseconds(111), milliseconds(2222), milliseconds(33333)};
  const PathClient client = fixture.client();
  ASSERT_TRUE(client.send(agent_call()));

  RequestOptions options;
  options.connect_timeout = milliseconds(100);
  options.attempt_timeout = milliseconds(200);
  options.total_timeout = milliseconds(300);
  ASSERT_TRUE(client.send(agent_call(), options));
  options = {};
  options.total_timeout = milliseconds(50);
  ASSERT_TRUE(client.send(agent_call(), options));
  options = {};
  options.attempt_timeout = milliseconds(60);
  ASSERT_TRUE(client.send(agent_call(), options));
  options = {};
  options.attempt_timeout = milliseconds(99999);
  ASSERT_TRUE(client.send(agent_call(), options));

  const auto sent = fixture.transport->sent();
  EXPECT_EQ(sent[0].connect_timeout, milliseconds(111));
  EXPECT_EQ(sent[0].timeout, milliseconds(2222));
  EXPECT_EQ(sent[1].connect_timeout, milliseconds(100));
  EXPECT_EQ(sent[1].timeout, milliseconds(200));
  EXPECT_EQ(sent[2].connect_timeout, milliseconds(50));  // no part may outlast the whole
  EXPECT_EQ(sent[2].timeout, milliseconds(50));
  EXPECT_EQ(sent[3].connect_timeout, milliseconds(60));
  EXPECT_EQ(sent[3].timeout, milliseconds(60));
  EXPECT_EQ(sent[4].connect_timeout, milliseconds(111));
  EXPECT_EQ(sent[4].timeout, milliseconds(33333));
}

TEST_P(ClientSend, HasTheDocumentedTimeouts) {
  const Fixture fixture;
  ASSERT_TRUE(fixture.client().send(agent_call()));
  EXPECT_EQ(fixture.transport->sent()[0].connect_timeout, seconds(5));
  EXPECT_EQ(fixture.transport->sent()[0].timeout, seconds(15));
}

TEST_P(ClientSend, CallsAnUnclearAnswerNeitherSuccessNorRejection) {
  const std::string bodies[] = {
      "",
      " ",
      "null",
      "1",
      "\"text\"",
      "[]",
      "{}",
      "<html><body>502 Bad Gateway</body></html>",
      R"({"SessionId":"s","RequestId":"r"})",
      R"({"response":{"SessionId":"s"}})",
      R"({"Response":null})",
      R"({"Response":[]})",
      R"({"Response":"s"})",
      R"({"Response":{}})",
      R"({"Response":{"RequestId":"r"}})",
      R"({"Response":{"RequestId":"r","SessionId":""}})",
      R"({"Response":{"RequestId":"r","SessionId":null}})",
      R"({"Response":{"RequestId":"r","SessionId":5}})",
      R"({"Response":{"RequestId":"r","SessionId":["s"]}})",
      R"({"Response":{"RequestId":"r","SessionId":{"a":"s"}}})",
      R"({"Response":{"RequestId":"r","SessionId":true}})",
      R"({"Response":{"RequestId":"r","SessionId":"a\u0000b"}})",
      R"({"Response":{"RequestId":"r","sessionid":"s"}})",
      R"({"Response":{"RequestId":7,"SessionId":"s"}})",
      R"({"Response":{"RequestId":"r","SessionId":"a","SessionId":"b"}})",
      R"({"Response":{"RequestId":"r","SessionId":"s"},"Response":{"SessionId":"t"}})",
      R"({"Response":{"RequestId":"r","SessionId":"s"}} tail)",
      R"({"Response":{"RequestId":"r","SessionId":"s"}}{"Response":{}})",
      R"({"Response":{"RequestId":"r","SessionId":"s"}})" + std::string(1, '\0'),
      R"({"Response":{"RequestId":"r","SessionId":"s"}})" + std::string("\0{}", 3),
      R"({"Response":{"RequestId":"r","SessionId":"s)" + std::string(1, '\0') + "\"}}",
      "{\"Response\":{\"RequestId\":\"r\",\"SessionId\":\"s\xFF\"}}",
      R"({"Response":{"RequestId":"r","SessionId":"s","Error":"text"}})",
      R"({"Response":{"RequestId":"r","SessionId":"s","Error":[]}})",
      R"({"Response":{"RequestId":"r","SessionId":"s","Error":{}}})",
      R"({"Response":{"RequestId":"r","Error":{"Message":"m"}}})",
      R"({"Response":{"RequestId":"r","Error":{"Code":"","Message":"m"}}})",
      R"({"Response":{"RequestId":"r","Error":{"Code":5,"Message":"m"}}})",
      R"({"Response":{"RequestId":"r","Error":{"Code":"AuthFailure"},"Error":{"Code":"AuthFailure"}}})",
      R"({"Response":{"RequestId":"r","Error":{"Code":"AuthFailure","Code":"AuthFailure"}}})",
      R"({"Response":{"Error":{"Code":"AuthFailure"}}} tail)",
      R"({"Error":{"Code":"AuthFailure"}})",
      "{\"Response\":{\"SessionId\":\"s\",\"a\":" + std::string(200000, '['),
      "{\"Response\":{\"SessionId\":\"s\",\"a\":" + std::string(200000, '[') + std::string(200000, ']') + "}}",
  };
  for (const std::string& body : bodies) {
    const Error error = failed(answer(body));
    EXPECT_EQ(error.code(), ErrorCode::invalid_response) << body.substr(0, 200);
    EXPECT_EQ(error.outcome(), Outcome::unknown) << body.substr(0, 200);
    EXPECT_EQ(error.http_status(), 200);
    EXPECT_EQ(error.service_code(), "");
    EXPECT_EQ(error.first_sent_at(), kNow);
    EXPECT_FALSE(error.message().empty());
  }
}

TEST_P(ClientSend, NamesTheMemberOfTheAnswerThatIsAtFault) {
  const Error missing = failed(answer(R"({"Response":{"RequestId":"r"}})"));
  EXPECT_EQ(missing.field(), "SessionId");
  EXPECT_EQ(missing.request_id(), "r");
  EXPECT_EQ(missing.message(), "SessionId of the answer is required");
  EXPECT_EQ(failed(answer(R"({"Response":{"RequestId":"r","SessionId":5}})")).field(), "SessionId");
  EXPECT_EQ(failed(answer(R"({"Response":{"Error":{"Code":5}}})")).field(), "Error.Code");
}

TEST_P(ClientSend, NeverTakesAPartOfAnAnswerForSuccess) {
  for (std::size_t length = 0; length < kPlaced.size(); ++length) {
    const Error error = failed(answer(kPlaced.substr(0, length)));
    EXPECT_EQ(error.code(), ErrorCode::invalid_response) << length;
    EXPECT_EQ(error.outcome(), Outcome::unknown) << length;
  }
}

TEST_P(ClientSend, TakesAnAnswerWithMoreThanItKnows) {
  const std::string bodies[] = {
      R"({"New":1,"Response":{"SessionId":"s","RequestId":"r","New":{"a":[{}]},"Error":null}})",
      " \r\n{ \"Response\" : { \"SessionId\" : \"s\" , \"RequestId\" : \"r\" } }\r\n",
      "\xEF\xBB\xBF{\"Response\":{\"SessionId\":\"s\",\"RequestId\":\"r\"}}",
  };
  for (const std::string& body : bodies) {
    const Fixture fixture(answer(body));
    const auto placed = fixture.client().send(ai_call());
    ASSERT_TRUE(placed) << placed.error();
    EXPECT_EQ(placed->session_id, "s");
    EXPECT_EQ(placed->request_id, "r");
  }
  const Fixture fixture(answer(R"({"Response":{"SessionId":"s"}})"));
  const auto placed = fixture.client().send(ai_call());
  ASSERT_TRUE(placed);
  EXPECT_EQ(placed->request_id, "");
}

TEST_P(ClientSend, ReportsTheServicesError) {
  const Error error = failed(answer(
      R"({"Response":{"Error":{"Code":"FailedOperation.CalleeIsBlackUser","Message":"high-risk user"},"RequestId":"r"}})"));
  EXPECT_EQ(error.code(), ErrorCode::failed_operation_callee_is_black_user);
  EXPECT_EQ(error.outcome(), Outcome::rejected);
  EXPECT_EQ(error.service_code(), "FailedOperation.CalleeIsBlackUser");
  EXPECT_EQ(error.message(), "high-risk user");
  EXPECT_EQ(error.request_id(), "r");
  EXPECT_EQ(error.http_status(), 200);
  EXPECT_EQ(error.first_sent_at(), kNow);
  EXPECT_EQ(error.field(), "");
}

TEST_P(ClientSend, ShowsTheCodeOfAnErrorWithoutRequestId) {
  const Error error = failed(answer(R"({"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"m"}}})"));
  EXPECT_EQ(error.code(), ErrorCode::auth_failure_signature_expire);
  EXPECT_EQ(error.outcome(), Outcome::rejected);
  EXPECT_EQ(error.request_id(), "");
}

TEST_P(ClientSend, ReportsAnErrorThatStandsBesideASessionId) {
  for (const char* body : {R"({"Response":{"SessionId":"s","Error":{"Code":"InternalError","Message":"m"}}})",
                           R"({"Response":{"Error":{"Code":"InternalError","Message":"m"},"SessionId":"s"}})"}) {
    const Error error = failed(answer(body));
    EXPECT_EQ(error.code(), ErrorCode::internal_error);
    EXPECT_EQ(error.outcome(), Outcome::unknown);
  }
}

TEST_P(ClientSend, ReportsAnErrorThatStandsBesideASessionIdOfAnotherType) {
  const Error error = failed(answer(R"({"Response":{"Error":{"Code":"LimitExceeded","Message":"m"},"SessionId":42}})"));
  EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(error.outcome(), Outcome::unknown);
}

TEST_P(ClientSend, KeepsTheFamilyOfACodeThatStandsInTheRequest) {
  CreateAIAgentCallRequest request = agent_call();
  request.variables = {{"expected", "LimitExceeded.NewCreditRule"}};
  const Error error =
      failed(answer(R"({"Response":{"Error":{"Code":"LimitExceeded.NewCreditRule","Message":"m"},"RequestId":"r"}})"),
             request);
  EXPECT_EQ(error.service_code(), "LimitExceeded.NewCreditRule");
  EXPECT_EQ(error.kind(), describe(ErrorCode::limit_exceeded).kind);
  EXPECT_EQ(error.outcome(), Outcome::rejected);
}

TEST_P(ClientSend, ReportsAnErrorWhoseOtherMembersAreAtFault) {
  const Error error = failed(answer(R"({"Response":{"RequestId":7,"Error":{"Code":"AuthFailure","Message":{}}}})"));
  EXPECT_EQ(error.code(), ErrorCode::auth_failure);
  EXPECT_EQ(error.outcome(), Outcome::rejected);
}

TEST_P(ClientSend, IsNotSureOfACodeNobodyDocumented) {
  const Error error =
      failed(answer(R"({"Response":{"Error":{"Code":"Something.New","Message":"m"},"RequestId":"r"}})"));
  EXPECT_EQ(error.code(), ErrorCode::undocumented_service_error);
  EXPECT_EQ(error.service_code(), "Something.New");
  EXPECT_EQ(error.outcome(), Outcome::unknown);
}

TEST_P(ClientSend, DoesNotReadAnswersOfGateways) {
  for (const int status : {0, 204, 301, 403, 407, 429, 500, 502, 503}) {
    const Error error = failed(answer(kPlaced, status));
    EXPECT_EQ(error.code(), ErrorCode::http_status_unexpected) << status;
    EXPECT_EQ(error.outcome(), Outcome::unknown) << status;
    EXPECT_EQ(error.http_status(), status);
    EXPECT_EQ(error.first_sent_at(), kNow);
  }
}

TEST_P(ClientSend, TellsFromTheTransportWhetherThePhoneMayRing) {
  HttpExchange exchange;
  exchange.code = ErrorCode::connect_failed;
  exchange.detail = "refused";
  Error error = failed(exchange);
  EXPECT_EQ(error.code(), ErrorCode::connect_failed);
  EXPECT_EQ(error.outcome(), Outcome::not_sent);
  EXPECT_EQ(error.first_sent_at(), std::nullopt);
  EXPECT_THAT(error.message(), HasSubstr("refused"));

  for (const ErrorCode code : {ErrorCode::deadline_exceeded, ErrorCode::connection_lost, ErrorCode::response_too_large,
                               ErrorCode::transport_failed}) {
    exchange.code = code;
    exchange.request_left = true;
    error = failed(exchange);
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.outcome(), Outcome::unknown);
    EXPECT_EQ(error.first_sent_at(), kNow);
  }
  exchange.code = ErrorCode::deadline_exceeded;
  exchange.request_left = false;
  EXPECT_EQ(failed(exchange).outcome(), Outcome::not_sent);
}

TEST_P(ClientSend, QuotesNoKeyAndNoNumberThatTheServiceQuotes) {
  const CreateAICallRequest request = ai_call();
  const std::string key(std::get<OpenAILlm>(request.llm).api_key.reveal());
  nlohmann::json body;
  body["Response"]["Error"]["Code"] = "InvalidParameterValue";
  body["Response"]["Error"]["Message"] =
      "key " + key + " for 008612300000000 or 12300000000 at https://api.openai.com/v1/";
  const Fixture fixture(answer(body.dump()));
  const auto placed = fixture.client().send(request);
  ASSERT_FALSE(placed);
  for (const std::string& text : {placed.error().message(), placed.error().to_string()}) {
    EXPECT_THAT(text, Not(HasSubstr(key)));
    EXPECT_THAT(text, Not(HasSubstr("12300000000")));
    EXPECT_THAT(text, Not(HasSubstr("api.openai.com")));
  }
  EXPECT_THAT(placed.error().message(), HasSubstr("key *** for 0086123****0000"));
}

TEST_P(ClientSend, QuotesNoKeyThatTheTransportQuotes) {
  const CreateAICallRequest request = ai_call();
  const std::string key(std::get<OpenAILlm>(request.llm).api_key.reveal());
  HttpExchange exchange;
  exchange.code = ErrorCode::transport_failed;
  exchange.detail = "while writing " + key;
  const Fixture fixture(exchange);
  EXPECT_THAT(fixture.client().send(request).error().message(), Not(HasSubstr(key)));
}

TEST_P(ClientSend, KeepsNothingOfTheRequestBefore) {
  Fixture fixture;
  fixture.credentials.token = Secret(every_field::random_key());
  int asked = 0;
  const auto provider = std::make_shared<FakeProvider>([&] {
    Credentials given = fixture.credentials;
    if (++asked == 2) given.token = {};
    return Result<Credentials>(std::move(given));
  });
  const auto client = create(provider, fixture.options);
  ASSERT_TRUE(client);
  RequestOptions options;
  options.region = "ap-guangzhou";
  CreateAICallRequest refused = ai_call();
  refused.extra_json = "not JSON";
  ASSERT_TRUE(client->send(ai_call(), options));
  ASSERT_FALSE(client->send(refused));
  ASSERT_TRUE(client->send(agent_call()));
  const auto sent = fixture.transport->sent();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].body, request_json(agent_call())->reveal());
  EXPECT_EQ(sent[1].header("X-TC-Region"), "absent");
  EXPECT_EQ(sent[1].header("X-TC-Token"), "absent");
  EXPECT_EQ(sent[1].header("X-TC-Action"), "CreateAIAgentCall");
}

TEST_P(ClientSend, SharesItsTransportWithItsCopies) {
  const Fixture fixture;
  std::unique_ptr<PathClient> original = std::make_unique<PathClient>(fixture.client());
  const PathClient copy = *original;
  original.reset();
  EXPECT_TRUE(copy.send(agent_call()));
  EXPECT_EQ(fixture.transport->sent().size(), 1U);
}

TEST_P(ClientSend, ServesManyThreadsAtOnce) {
  constexpr int kThreads = 8;
  constexpr int kCalls = 100;
  const Credentials credentials = random_credentials();
  std::atomic<int> wrong_signatures{0};
  // Answers with the callee, so that each thread can tell its own answers.
  const Fixture fixture([&](const HttpRequest& request) {
    SignatureInput input;
    input.host = "ccc.tencentcloudapi.com";
    input.payload = request.body;
    input.timestamp = 1735689600;
    std::string_view authorization;
    for (const HttpHeader& header : request.headers) {
      if (header.name == "X-TC-Action") input.signed_action = header.value;
      if (header.name == "Authorization") authorization = header.value;
    }
    if (sign_tc3(credentials, input)->authorization != authorization) ++wrong_signatures;
    nlohmann::json body;
    body["Response"]["SessionId"] = nlohmann::json::parse(request.body).at("Callee");
    return answer(body.dump());
  });
  const auto client = create(static_credentials(credentials), fixture.options);
  ASSERT_TRUE(client);

  std::atomic<int> right{0};
  const auto call = [&](int thread) {
    const PathClient own = *client;
    for (int i = 0; i < kCalls; ++i) {
      const std::string callee = "00861" + std::to_string(1000000000 + thread * 1000 + i);
      if (i % 2 == 0) {
        CreateAIAgentCallRequest request = agent_call();
        request.callee = callee;
        const auto placed = own.send(request);
        if (placed && placed->session_id == callee) ++right;
      } else {
        CreateAICallRequest request = ai_call();
        request.callee = callee;
        request.system_prompt = std::string(static_cast<std::size_t>(i) * 50, 'p');
        const auto placed = own.send(request);
        if (placed && placed->session_id == callee) ++right;
      }
    }
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) threads.emplace_back(call, thread);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, kThreads * kCalls);
  EXPECT_EQ(wrong_signatures, 0);
  EXPECT_EQ(fixture.transport->sent().size(), static_cast<std::size_t>(kThreads) * kCalls);
}

TEST(BlockingClient, CanBeUsedFromWithinItsOwnTransport) {
  std::optional<PathClient> client;
  bool is_nested = false;
  const Fixture fixture([&](const HttpRequest&) {
    if (!is_nested) {
      is_nested = true;
      EXPECT_TRUE(client->send(ai_call()));  // would hang if a lock were held
    }
    return answer(kPlaced);
  });
  client = fixture.client();
  EXPECT_TRUE(client->send(agent_call()));
  ASSERT_EQ(fixture.transport->sent().size(), 2U);
  EXPECT_EQ(fixture.transport->sent()[0].body, request_json(agent_call())->reveal());
}

TEST_P(ClientSend, RefusesToWorkInAForkedChild) {
  const Fixture fixture;
  const PathClient client = fixture.client();
  const pid_t child = fork();
  ASSERT_NE(child, -1);
  if (child == 0) {
    const auto placed = client.send(agent_call());
    const bool is_refused = !placed && placed.error().code() == ErrorCode::used_after_fork &&
                            placed.error().outcome() == Outcome::not_sent && fixture.transport->sent().empty();
    _exit(is_refused ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace tccc
