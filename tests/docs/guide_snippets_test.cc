// SPDX-License-Identifier: Apache-2.0
// Code blocks of the guides that stand in no example. Each is compiled here, and what it builds is a request that could
// be sent and that lint has nothing to say about.
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"
#include "tccc/testing/scripted_transport.h"

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string random_text() {
  std::random_device device;
  return "test-" + std::to_string(device()) + std::to_string(device());
}

tccc::CreateAICallRequest new_request() {
  tccc::CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.llm = tccc::OpenAILlm{"gpt-4o-mini", tccc::Secret(random_text()), "https://api.openai.com/v1/"};
  request.voice = tccc::BuiltInVoice{tccc::voice::ZhiXi};
  return request;
}

// Of which every call is placed.
tccc::Client scripted_client(tccc::ClientOptions options) {
  using tccc::testing::ScriptedTransport;
  options.transport =
      std::make_shared<ScriptedTransport>([](const tccc::HttpRequest&) { return tccc::testing::success("a"); });
  auto credentials = tccc::static_credentials({random_text(), tccc::Secret(random_text()), {}});
  return tccc::Client::create(std::move(credentials), std::move(options)).value();
}

std::string sent_body(const tccc::CreateAICallRequest& request) {
  const auto body = tccc::request_json(request);
  EXPECT_TRUE(body) << body.error();
  EXPECT_THAT(tccc::lint(request), IsEmpty());
  return body ? std::string(body->reveal()) : std::string();
}

TEST(GuideSnippets, WaitsForAPendingCall) {
  const auto client = scripted_client({});
  const auto request = new_request();
  // [pending]
  tccc::Pending<tccc::CreateAICallResponse> pending = client.send_async(request);
  // ... other work ...
  if (!pending.wait_for(std::chrono::seconds(2))) pending.cancel();
  tccc::Result<tccc::CreateAICallResponse> placed = pending.get();
  // [pending]
  EXPECT_EQ(placed.value().session_id, "a");
}

tccc::Result<tccc::CreateAICallResponse> place_through(tccc::ConcurrencyGate& gate, const tccc::Client& client,
                                                       const tccc::CreateAICallRequest& request,
                                                       const tccc::PlaceOptions& wait) {
  // [concurrency_gate]
  auto place = tccc::wait_for_place(gate, tccc::longest_life(request), wait);
  if (!place) return place.error();  // all taken until the timeout, or no Redis: not sent
  auto placed = client.send(request);
  tccc::settle(gate, *place, placed);  // gives the place back if no call was placed
  // [concurrency_gate]
  return placed;
}

TEST(GuideSnippets, TakesAPlaceForEachCallInProgress) {
  const auto client = scripted_client({});
  const auto gate = tccc::local_concurrency_gate(1);
  EXPECT_TRUE(place_through(*gate, client, new_request(), {}));
  EXPECT_EQ(place_through(*gate, client, new_request(), {}).error().code(), tccc::ErrorCode::limiter_refused);
  gate->ended("a");
  EXPECT_TRUE(place_through(*gate, client, new_request(), {}));
}

// Stands for what an application has.
class WorkQueue {
 public:
  void push(std::function<void()> task) { task(); }
};

// [executor]
class OnWorkQueue : public tccc::Executor {
 public:
  explicit OnWorkQueue(WorkQueue& queue) : queue_(queue) {}
  void post(std::function<void()> task) override { queue_.push(std::move(task)); }

 private:
  WorkQueue& queue_;
};
// [executor]

TEST(GuideSnippets, RunsCallbacksOnAQueueOfTheApplication) {
  WorkQueue queue;
  tccc::ClientOptions options;
  options.executor = std::make_shared<OnWorkQueue>(queue);
  const auto client = scripted_client(options);
  std::promise<std::string> session;
  client.send_async(new_request(), [&](auto placed) { session.set_value(placed.value().session_id); });
  EXPECT_EQ(session.get_future().get(), "a");
}

// Stands for the jobs of an application, each with a call.
class Jobs {
 public:
  void settle(const std::vector<tccc::Result<tccc::TelCdrInfo>>& records) { settled_.set_value(records.size()); }
  std::size_t wait() { return settled_.get_future().get(); }

 private:
  std::promise<std::size_t> settled_;
};

TEST(GuideSnippets, WaitsForTheEndOfManyCallsWithoutAThread) {
  const auto client = scripted_client({});
  const std::vector<tccc::Session> sessions = {{1400000000, "a"}, {1400000000, "b"}};
  tccc::WaitOptions patience;
  patience.timeout = std::chrono::milliseconds(0);
  Jobs jobs;
  // [wait-async]
  tccc::wait_for_end_async(
      client, sessions,
      [&jobs](auto records) {
        if (records) jobs.settle(*records);
      },
      patience);
  // [wait-async]
  EXPECT_EQ(jobs.wait(), 2U);
}

TEST(GuideSnippets, ChoosesAzure) {
  auto request = new_request();
  const tccc::Secret azure_key(random_text());
  // [azure]
  request.llm = tccc::AzureLlm{"gpt-4o-mini", azure_key, "https://my-resource.openai.azure.com?api-version=2024-06-01"};
  // [azure]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("LLMType":"azure")"));
}

TEST(GuideSnippets, ChoosesDifyWithInputs) {
  auto request = new_request();
  const tccc::Secret dify_key(random_text());
  // [dify]
  request.llm = tccc::DifyLlm{{}, dify_key, "https://dify.example.com/v1"};
  request.variables = {{"dify-inputs-customer", "Ms. Wang"}, {tccc::variable_key::dify_user, "customer-4711"}};
  // [dify]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("LLMType":"dify")"));
}

TEST(GuideSnippets, NamesAProtocolOfItsOwn) {
  auto request = new_request();
  const tccc::Secret model_key(random_text());
  // [other-llm]
  request.llm = tccc::OtherLlm{"protocol-of-tomorrow", "model-1", model_key, "https://models.example.com/v1"};
  // [other-llm]
  const auto body = tccc::request_json(request);
  ASSERT_TRUE(body) << body.error();
  EXPECT_THAT(std::string(body->reveal()), HasSubstr(R"("LLMType":"protocol-of-tomorrow")"));
  EXPECT_THAT(tccc::lint(request), SizeIs(1));
}

TEST(GuideSnippets, ConfiguresAVendorsVoice) {
  auto request = new_request();
  const tccc::Secret speech_key(random_text());
  // [vendor-voice]
  tccc::AzureVoice voice;
  voice.subscription_key = speech_key;
  voice.region = "chinanorth3";
  voice.voice_name = "zh-CN-XiaoxiaoNeural";
  voice.language = "zh-CN";
  voice.rate = 1.1;
  request.voice = voice;
  // [vendor-voice]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("CustomTTSConfig":"{\"TTSType\":\"azure\")"));
}

TEST(GuideSnippets, PassesAVendorsTextOn) {
  auto request = new_request();
  const std::string text_from_vault = R"({"TTSType":"azure", "Pitch":2})";
  // [raw-voice]
  request.voice = tccc::RawVoice{tccc::Secret(text_from_vault)};
  // [raw-voice]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("CustomTTSConfig":"{\"TTSType\":\"azure\", \"Pitch\":2}")"));
}

TEST(GuideSnippets, ListensInTwoLanguages) {
  auto request = new_request();
  // [asr]
  request.asr.languages = {tccc::language::zh, tccc::language::en};  // the first is primary
  request.asr.vad_silence_time = std::chrono::milliseconds(800);     // silence that ends a sentence
  request.asr.vad_level = 2;                                         // keeps voices in the background out
  // [asr]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("Languages":["zh","en"])"));
}

TEST(GuideSnippets, SendsAParameterWithoutAField) {
  auto request = new_request();
  // [extra-json]
  request.extra_json = R"({"ParameterOfTomorrow": true})";
  // [extra-json]
  EXPECT_THAT(sent_body(request), HasSubstr(R"("ParameterOfTomorrow")"));
}

TEST(GuideSnippets, ReadsARequestFromItsJson) {
  const std::string key = random_text();
  const std::string text = R"({"SdkAppId":1400000000,"Callee":"008612300000000","LLMType":"openai","APIKey":")" + key +
                           R"(","APIUrl":"https://api.openai.com/v1/","VoiceType":"ZhiXi"})";
  const auto show = [&]() -> std::string {
    // [from-json]
    const auto request = tccc::parse_request<tccc::CreateAICallRequest>(text);
    if (!request) return request.error().field();  // such as `VadSilenceTime`
    return tccc::redacted_request_json(*request);  // keys as ***, phone numbers masked
    // [from-json]
  };
  EXPECT_THAT(show(), HasSubstr(R"("APIKey":"***")"));
  EXPECT_THAT(show(), Not(HasSubstr(key)));
  EXPECT_THAT(show(), Not(HasSubstr("008612300000000")));
}

TEST(GuideSnippets, SetsTheOptionsOfAClient) {
  // [options]
  tccc::ClientOptions options;
  options.site = tccc::Site::international;  // keys of one site are not valid on the other
  options.language = "en-US";                // of the service's messages
  options.timeouts.connect = std::chrono::seconds(3);
  options.timeouts.attempt = std::chrono::seconds(12);
  options.timeouts.total = std::chrono::seconds(20);
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  // [options]
  ASSERT_TRUE(client) << client.error();
  EXPECT_EQ(client->endpoint(), "https://ccc.intl.tencentcloudapi.com");
}

TEST(GuideSnippets, SignsByHand) {
  const tccc::Credentials credentials{"key-id", tccc::Secret(random_text()), {}};
  const std::string body = "{}";
  // [sign]
  tccc::SignatureInput input;
  input.host = "ccc.tencentcloudapi.com";
  input.payload = body;
  input.timestamp = 1735689600;
  input.signed_action = "CreateAICall";
  const auto signature = tccc::sign_tc3(credentials, input);
  // [sign]
  ASSERT_TRUE(signature) << signature.error();
  EXPECT_THAT(signature->authorization, HasSubstr("SignedHeaders=content-type;host;x-tc-action"));
}

TEST(GuideSnippets, CountsCallsForPrometheus) {
  // [prometheus]
  auto metrics = std::make_shared<tccc::PrometheusMetrics>();
  tccc::ClientOptions options;
  options.telemetry = metrics;  // give it to as many clients as you like
  // [prometheus]
  EXPECT_EQ(metrics->text(), "");
}

TEST(Credentials, AreFoundByDefault) {
  // [default-credentials]
  const auto client = tccc::Client::create(tccc::default_credentials());
  // [default-credentials]
  EXPECT_TRUE(client) << client.error();
}

TEST(Credentials, ComeFromAProfile) {
  // [file-credentials]
  tccc::FileCredentialsOptions options;
  options.profile = "staging";
  tccc::CredentialsSeams seams;
  seams.log = tccc::stderr_log(tccc::LogLevel::warning);
  const auto client = tccc::Client::create(tccc::file_credentials(options, seams));
  // [file-credentials]
  EXPECT_TRUE(client) << client.error();
}

struct VaultLease {
  std::string id = random_text();
  std::string key = random_text();
  std::string token = random_text();
  std::chrono::system_clock::time_point expires_at = std::chrono::system_clock::now() + std::chrono::hours(1);
};

struct Vault {
  int leases = 0;
  VaultLease lease(const std::string&) {
    ++leases;
    return {};
  }
};

TEST(Credentials, ComeFromAFunction) {
  Vault vault;
  // [callback-credentials]
  auto provider = tccc::callback_credentials([&vault]() -> tccc::Result<tccc::IssuedCredentials> {
    const VaultLease lease = vault.lease("tencentcloud/tccc");
    return tccc::IssuedCredentials{{lease.id, tccc::Secret(lease.key), tccc::Secret(lease.token)}, lease.expires_at};
  });
  // [callback-credentials]
  EXPECT_TRUE(provider->credentials());
  EXPECT_TRUE(provider->credentials());
  EXPECT_EQ(vault.leases, 1);
}

tccc::ClientOptions patient_options() {
  // [patient-options]
  tccc::ClientOptions options;
  options.timeouts.total = std::chrono::seconds(60);
  options.retry.max_attempts = 5;
  options.rate_limiter = tccc::local_rate_limiter();  // the same one for every client of the account
  options.log = tccc::stderr_log(tccc::LogLevel::warning);
  // [patient-options]
  return options;
}

TEST(WhenTheNetworkBreaks, HasOptionsThatAClientTakes) {
  const tccc::Credentials credentials{random_text(), tccc::Secret(random_text()), {}};
  const auto client = tccc::Client::create(tccc::static_credentials(credentials), patient_options());
  EXPECT_TRUE(client) << client.error();
}

class CancelledInFlight final : public tccc::Transport {
 public:
  tccc::HttpExchange send(const tccc::HttpRequest& request) override {
    EXPECT_TRUE(request.cancellation.can_be_cancelled());
    tccc::HttpExchange exchange;
    exchange.code = tccc::ErrorCode::cancelled;
    exchange.request_left = true;
    return exchange;
  }
};

TEST(WhenTheNetworkBreaks, CancelsACallInFlight) {
  tccc::ClientOptions client_options;
  client_options.transport = std::make_shared<CancelledInFlight>();
  const tccc::Credentials credentials{random_text(), tccc::Secret(random_text()), {}};
  const auto made = tccc::Client::create(tccc::static_credentials(credentials), client_options);
  ASSERT_TRUE(made) << made.error();
  const tccc::Client& client = *made;
  const tccc::CreateAICallRequest request = new_request();
  // [cancellation]
  tccc::CancellationSource shutdown;
  tccc::RequestOptions options;
  options.cancellation = shutdown.token();
  auto placed = client.send(request, options);  // shutdown.cancel() on any thread ends it early
  // [cancellation]
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), tccc::ErrorCode::cancelled);
  EXPECT_EQ(placed.error().outcome(), tccc::Outcome::unknown);
}

TEST(Push, TakesTokensOldAndNew) {
  const tccc::Secret current_token(random_text());
  const tccc::Secret previous_token(random_text());
  tccc::PushReceiverOptions options;
  options.handler = [](const tccc::PushEvent&) { return true; };
  // [push-bearer]
  options.auth = tccc::BearerPushAuth{{current_token, previous_token}, {}};
  // [push-bearer]
  EXPECT_TRUE(tccc::PushReceiver::create(options));
}

TEST(Push, FeedsThoseWhoWait) {
  tccc::PushReceiverOptions options;
  // [push-feed]
  auto feed = std::make_shared<tccc::EndOfCallFeed>();
  options.handler = [feed](const tccc::PushEvent& event) {
    feed->add(event);
    return true;
  };

  tccc::WaitOptions patience;
  patience.feed = feed;
  patience.interval = std::chrono::minutes(2);
  // [push-feed]
  tccc::CallRecordPush push;
  push.record.session_id = "a";
  tccc::PushEvent event;
  event.content = push;
  EXPECT_TRUE(options.handler(event));
  EXPECT_TRUE(tccc::wait_for_end(scripted_client({}), tccc::Session{1400000000, "a", {}}, patience));
}

TEST(Push, ComesFromTheMock) {
  const int port = 1;
  const tccc::Secret password(random_text());
  // [push-mock]
  tccc::testing::MockEndpointOptions options;
  options.push.url = "http://127.0.0.1:" + std::to_string(port) + "/pushes";
  options.push.user = "pusher";
  options.push.password = password;
  auto mock = tccc::testing::MockEndpoint::start(options);

  tccc::testing::CallScript twice_and_out_of_order;
  twice_and_out_of_order.push.deliveries = 2;
  twice_and_out_of_order.push.is_out_of_order = true;
  mock->script_callee("008612300000000", twice_and_out_of_order);
  // [push-mock]
  ASSERT_TRUE(mock) << mock.error();
  EXPECT_THAT(mock->sent_pushes(), IsEmpty());
}

}  // namespace
