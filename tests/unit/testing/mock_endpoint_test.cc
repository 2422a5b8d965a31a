// SPDX-License-Identifier: Apache-2.0
// Tests of the mock endpoint as a user meets it: over HTTPS, with requests made by hand and by the client.
#include "tccc/testing/mock_endpoint.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "signed_request.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/client.h"
#include "testing/random_text.h"

namespace tccc::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::int64_t timestamp_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string host_of(const MockEndpoint& mock) {
  return "127.0.0.1:" + std::to_string(mock.port());
}

RequestPlan plan_for(const MockEndpoint& mock, std::string body) {
  RequestPlan plan;
  plan.credentials = mock.credentials();
  plan.timestamp = timestamp_now();
  plan.body = std::move(body);
  plan.host = host_of(mock);
  return plan;
}

/// An answer, its status 0 when there was none.
struct Answer {
  int status = 0;
  std::string body;
  std::string date;

  nlohmann::json response() const { return nlohmann::json::parse(body).at("Response"); }
  std::string code() const { return response().at("Error").at("Code").get<std::string>(); }
  std::string message() const { return response().at("Error").at("Message").get<std::string>(); }
};

Answer post(const MockEndpoint& mock, const detail::HeaderLines& headers, const std::string& body) {
  httplib::Client client(mock.endpoint());
  client.set_ca_cert_path(mock.ca_file());
  client.set_tcp_nodelay(true);
  client.set_read_timeout(std::chrono::hours(1));
  httplib::Headers sent;
  std::string content_type;
  for (const detail::HeaderLine& line : headers) {
    if (line.name == "Content-Type") {
      content_type = line.value;
    } else {
      sent.emplace(line.name, line.value);
    }
  }
  const httplib::Result result = client.Post("/", sent, body, content_type);
  if (!result) return {};
  return {result->status, result->body, result->get_header_value("Date")};
}

Answer post(const MockEndpoint& mock, const RequestPlan& plan) {
  return post(mock, signed_headers(plan), plan.body);
}

Answer call(const MockEndpoint& mock, std::string_view callee) {
  return post(mock, plan_for(mock, agent_call_body(callee)));
}

/// One endpoint for all tests that only ask it.
class MockEndpointOn : public ::testing::Test {
 protected:
  static MockEndpoint start(const std::function<void(MockEndpointOptions&)>& change = {}) {
    MockEndpointOptions options;
    options.requests_per_second = 0;
    if (change) change(options);
    return MockEndpoint::start(std::move(options)).value();
  }

  MockEndpoint mock_ = start();
};

TEST_F(MockEndpointOn, ACallSignedByHandIsPlacedOverHttps) {
  EXPECT_THAT(mock_.endpoint(), StartsWith("https://127.0.0.1:"));
  const Answer answer = call(mock_, magic_callee::succeeds);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.response().at("SessionId").get<std::string>().size(), 36U);
  EXPECT_THAT(answer.date, ::testing::EndsWith(" GMT"));
  EXPECT_EQ(mock_.deliveries("CreateAIAgentCall"), 1U);
  EXPECT_EQ(mock_.placed_calls(), 1U);
  ASSERT_EQ(mock_.received().size(), 1U);
  EXPECT_EQ(mock_.received()[0].answer, answer.body);
}

TEST_F(MockEndpointOn, TheActionMayBeSigned) {
  RequestPlan plan = plan_for(mock_, agent_call_body("1"));
  plan.signs_action = true;
  EXPECT_TRUE(post(mock_, plan).response().contains("SessionId"));
}

TEST_F(MockEndpointOn, AHeaderWithAPercentSignIsVerifiedAsSent) {
  RequestPlan plan = plan_for(mock_, agent_call_body("1"));
  plan.content_type = "application/json; note=%41";
  EXPECT_TRUE(post(mock_, plan).response().contains("SessionId"));
}

TEST_F(MockEndpointOn, EveryRefusalHasTheDocumentedCode) {
  struct Refusal {
    const char* code;
    const char* message_part;
    std::function<void(RequestPlan&)> change_plan;
    std::function<void(detail::HeaderLines&, std::string&)> change_request;
  };
  const std::vector<Refusal> refusals = {
      {"AuthFailure.SignatureExpire", "limit", [](RequestPlan& plan) { plan.timestamp -= 1000; }, {}},
      {"AuthFailure.SignatureExpire", "limit", [](RequestPlan& plan) { plan.timestamp += 1000; }, {}},
      {"AuthFailure.SecretIdNotFound",
       "SecretId",
       [](RequestPlan& plan) { plan.credentials.secret_id = random_credentials().secret_id; },
       {}},
      {"AuthFailure.SignatureFailure",
       "does not match",
       [](RequestPlan& plan) { plan.credentials.secret_key = random_credentials().secret_key; },
       {}},
      {"AuthFailure.SignatureFailure",
       "does not match",
       {},
       [](detail::HeaderLines&, std::string& body) { body += " "; }},
      {"AuthFailure.SignatureFailure", "does not match", [](RequestPlan& plan) { plan.host = "127.0.0.1"; },
       [this](detail::HeaderLines& headers, std::string&) { header(headers, "Host") = host_of(mock_); }},
      {"AuthFailure.InvalidAuthorization",
       "algorithm",
       {},
       [](detail::HeaderLines& headers, std::string&) { header(headers, "Authorization") = "Bearer x"; }},
      {"AuthFailure.InvalidAuthorization",
       "missing",
       {},
       [](detail::HeaderLines& headers, std::string&) { remove_header(headers, "Authorization"); }},
      {"AuthFailure.TokenFailure",
       "X-TC-Token",
       [](RequestPlan& plan) { plan.credentials.token = Secret("unexpected"); },
       {}},
      {"InvalidAction", "action", [](RequestPlan& plan) { plan.action = "CreateAIFax"; }, {}},
      {"NoSuchVersion", "2020-02-10", [](RequestPlan& plan) { plan.version = "2017-03-12"; }, {}},
      {"MissingParameter",
       "X-TC-Action",
       {},
       [](detail::HeaderLines& headers, std::string&) { remove_header(headers, "X-TC-Action"); }},
      {"InvalidParameter",
       "X-TC-Timestamp",
       {},
       [](detail::HeaderLines& headers, std::string&) { header(headers, "X-TC-Timestamp") = "now"; }},
      {"InvalidParameter", "Content-Type", [](RequestPlan& plan) { plan.content_type = "text/plain"; }, {}},
      {"InvalidParameter", "JSON", [](RequestPlan& plan) { plan.body = "{\"SdkAppId\":"; }, {}},
      {"MissingParameter",
       "AIAgentId",
       [](RequestPlan& plan) { plan.body = R"({"SdkAppId":1400000000,"Callee":"1"})"; },
       {}},
      {"UnknownParameter",
       "Calee",
       [](RequestPlan& plan) { plan.body = R"({"SdkAppId":1,"AIAgentId":15,"Callee":"1","Calee":"1"})"; },
       {}},
      {"InvalidParameter",
       "SdkAppId",
       [](RequestPlan& plan) { plan.body = R"({"SdkAppId":"1","AIAgentId":15,"Callee":"1"})"; },
       {}},
  };
  for (const Refusal& refusal : refusals) {
    RequestPlan plan = plan_for(mock_, agent_call_body("1"));
    if (refusal.change_plan) refusal.change_plan(plan);
    detail::HeaderLines headers = signed_headers(plan);
    if (refusal.change_request) refusal.change_request(headers, plan.body);
    const Answer answer = post(mock_, headers, plan.body);
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.code(), refusal.code) << answer.body;
    EXPECT_THAT(answer.message(), HasSubstr(refusal.message_part));
    EXPECT_TRUE(answer.response().contains("RequestId"));
  }
  EXPECT_EQ(mock_.placed_calls(), 0U);
  EXPECT_EQ(mock_.received().size(), refusals.size());
}

TEST_F(MockEndpointOn, ABodyOfMoreThanTenMegabytesIsRefused) {
  const Answer answer = post(mock_, plan_for(mock_, std::string((std::size_t{10} << 20) + 1, ' ')));
  EXPECT_EQ(answer.code(), "RequestSizeLimitExceeded");
}

TEST_F(MockEndpointOn, EveryMagicCalleeIsAnswered) {
  for (const MagicCallee& row : magic_callees()) {
    if (row.answer == MagicAnswer::slow_answer) continue;
    const Answer answer = call(mock_, row.callee);
    switch (row.answer) {
      case MagicAnswer::service_error:
        ASSERT_EQ(answer.status, 200) << row.callee;
        EXPECT_EQ(answer.code(), describe(row.code).service_code);
        break;
      case MagicAnswer::placed:
        EXPECT_TRUE(answer.response().contains("SessionId"));
        break;
      case MagicAnswer::answer_lost:
      case MagicAnswer::request_lost:
        EXPECT_EQ(answer.status, 0);
        break;
      case MagicAnswer::bad_gateway:
        EXPECT_EQ(answer.status, 502);
        EXPECT_THAT(answer.body, StartsWith("<html>"));
        break;
      case MagicAnswer::truncated_json:
        EXPECT_EQ(answer.status, 200);
        EXPECT_FALSE(nlohmann::json::accept(answer.body));
        break;
      case MagicAnswer::no_session_id:
        EXPECT_EQ(answer.status, 200);
        EXPECT_FALSE(answer.response().contains("SessionId"));
        break;
      case MagicAnswer::slow_answer:
        break;
    }
  }
  EXPECT_EQ(mock_.deliveries("CreateAIAgentCall"), 106U);
  EXPECT_EQ(mock_.placed_calls(), 10U);
}

TEST_F(MockEndpointOn, ASlowAnswerComesAtItsTime) {
  const MockEndpoint mock = start([](MockEndpointOptions& options) {
    options.tls = false;
    options.slow_answer = std::chrono::milliseconds(1);
  });
  EXPECT_TRUE(call(mock, magic_callee::slow_answer).response().contains("SessionId"));
}

TEST_F(MockEndpointOn, StopInterruptsASlowAnswer) {
  MockEndpoint mock = start([](MockEndpointOptions& options) { options.slow_answer = std::chrono::hours(24); });
  Answer answer;
  std::thread caller([&] { answer = call(mock, magic_callee::slow_answer); });
  while (mock.placed_calls() == 0) std::this_thread::yield();
  mock.stop();
  caller.join();
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(mock.deliveries("CreateAIAgentCall"), 1U);
}

TEST_F(MockEndpointOn, TheRateLimitFollowsTheClockItIsGiven) {
  const auto clock = std::make_shared<StandingClock>();
  const MockEndpoint mock = start([&](MockEndpointOptions& options) {
    options.tls = false;
    options.clock = clock;
    options.requests_per_second = 20;
  });
  RequestPlan plan = plan_for(mock, agent_call_body("1"));
  plan.timestamp = clock->timestamp();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(post(mock, plan).response().contains("SessionId")) << i;
  EXPECT_EQ(post(mock, plan).code(), "RequestLimitExceeded");
  clock->advance(std::chrono::seconds(1));
  EXPECT_TRUE(post(mock, plan).response().contains("SessionId"));
}

TEST_F(MockEndpointOn, TemporaryCredentialsAreAcceptedWithTheirToken) {
  Credentials credentials = random_credentials();
  credentials.token = Secret(detail::random_hex(40));
  const MockEndpoint mock = start([&](MockEndpointOptions& options) { options.credentials = credentials; });
  EXPECT_TRUE(call(mock, "1").response().contains("SessionId"));
  RequestPlan plan = plan_for(mock, agent_call_body("1"));
  plan.credentials.token = Secret();
  EXPECT_EQ(post(mock, plan).code(), "AuthFailure.TokenFailure");
}

TEST_F(MockEndpointOn, ItsCertificateIsTrustedByItsOwnAuthorityOnly) {
  const MockEndpoint other = start();
  httplib::Client stranger(mock_.endpoint());
  stranger.set_ca_cert_path(other.ca_file());
  EXPECT_FALSE(stranger.Get("/"));
  httplib::Client client(mock_.endpoint());
  client.set_ca_cert_path(mock_.ca_file());
  const httplib::Result answered = client.Get("/");
  ASSERT_TRUE(answered);
  EXPECT_THAT(answered->body, HasSubstr("UnsupportedProtocol"));
}

TEST_F(MockEndpointOn, OtherMethodsAreToldThatNobodyTakesThem) {
  httplib::Client client(mock_.endpoint());
  client.set_ca_cert_path(mock_.ca_file());
  for (const auto& answered : {client.Put("/", "{}", "application/json"), client.Patch("/", "{}", "application/json"),
                               client.Delete("/"), client.Options("/")}) {
    ASSERT_TRUE(answered);
    EXPECT_THAT(answered->body, HasSubstr("UnsupportedProtocol"));
  }
}

TEST_F(MockEndpointOn, ItsCertificateIsForLocalhostToo) {
  httplib::SSLClient client("localhost", mock_.port());
  client.set_address_family(AF_INET);
  client.set_ca_cert_path(mock_.ca_file());
  EXPECT_TRUE(client.Get("/"));
}

TEST_F(MockEndpointOn, KeysAreRandomUnlessGiven) {
  const MockEndpoint other = start();
  EXPECT_NE(mock_.credentials().secret_id, other.credentials().secret_id);
  EXPECT_NE(mock_.credentials().secret_key, other.credentials().secret_key);
  EXPECT_TRUE(mock_.credentials().token.empty());
}

mode_t permissions_of(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

TEST_F(MockEndpointOn, ItsDirectoryIsPrivateHoldsNoKeyAndGoesAtStop) {
  const std::filesystem::path ca_file = mock_.ca_file();
  EXPECT_EQ(ca_file.filename(), "ca.pem");
  EXPECT_EQ(permissions_of(ca_file), 0600U);
  EXPECT_EQ(permissions_of(ca_file.parent_path()), 0700U);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ca_file.parent_path())) {
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_THAT(text, StartsWith("-----BEGIN CERTIFICATE-----"));
    EXPECT_THAT(text, ::testing::Not(HasSubstr("PRIVATE")));
    ++files;
  }
  EXPECT_EQ(files, 1U);
  mock_.stop();
  EXPECT_FALSE(std::filesystem::exists(ca_file.parent_path()));
  mock_.stop();
}

TEST_F(MockEndpointOn, AGivenDirectoryStays) {
  const std::filesystem::path directory = std::filesystem::path(mock_.ca_file()).parent_path() / "given";
  {
    const MockEndpoint mock = start([&](MockEndpointOptions& options) { options.directory = directory.string(); });
    EXPECT_EQ(mock.ca_file(), (directory / "ca.pem").string());
    EXPECT_EQ(permissions_of(directory), 0700U);
    EXPECT_TRUE(call(mock, "1").response().contains("SessionId"));
  }
  EXPECT_TRUE(std::filesystem::exists(directory / "ca.pem"));
  std::filesystem::remove_all(directory);
}

TEST_F(MockEndpointOn, PlainHttpNeedsNoDirectory) {
  const MockEndpoint mock = start([](MockEndpointOptions& options) { options.tls = false; });
  EXPECT_THAT(mock.endpoint(), StartsWith("http://127.0.0.1:"));
  EXPECT_EQ(mock.ca_file(), "");
  EXPECT_TRUE(call(mock, "1").response().contains("SessionId"));
}

TEST_F(MockEndpointOn, MovesAndReplaces) {
  MockEndpoint moved = std::move(mock_);
  EXPECT_TRUE(call(moved, "1").response().contains("SessionId"));
  const std::string old_file = moved.ca_file();
  moved = start();
  EXPECT_FALSE(std::filesystem::exists(old_file));
  EXPECT_TRUE(call(moved, "1").response().contains("SessionId"));
}

TEST_F(MockEndpointOn, StartSaysWhatIsWrong) {
  const auto failure_with = [](const std::function<void(MockEndpointOptions&)>& change) {
    MockEndpointOptions options;
    change(options);
    const auto mock = MockEndpoint::start(std::move(options));
    EXPECT_FALSE(mock);
    return mock ? std::string() : std::string(to_string(mock.error().code())) + " " + mock.error().field();
  };
  EXPECT_EQ(failure_with([&](auto& options) { options.port = mock_.port(); }), "invalid_argument port");
  EXPECT_EQ(failure_with([](auto& options) { options.address = "0.0.0.0"; }), "invalid_argument address");
  EXPECT_EQ(failure_with([](auto& options) { options.directory = "/nowhere/to/be/found"; }),
            "invalid_argument directory");
  EXPECT_EQ(failure_with([&](auto& options) { options.directory = mock_.ca_file(); }), "invalid_argument directory");
  EXPECT_EQ(failure_with([](auto& options) { options.credentials.secret_id = "AKID"; }),
            "invalid_argument credentials");
  EXPECT_EQ(failure_with([](auto& options) { options.slow_answer = std::chrono::milliseconds(-1); }),
            "invalid_argument slow_answer");
  EXPECT_EQ(failure_with([](auto& options) { options.speed = 0; }), "invalid_argument speed");
  EXPECT_EQ(failure_with([](auto& options) { options.speed = std::nan(""); }), "invalid_argument speed");
  EXPECT_EQ(failure_with([](auto& options) { options.most_calls = 0; }), "invalid_argument most_calls");
  EXPECT_EQ(failure_with([](auto& options) { options.record_delay = std::chrono::milliseconds(-1); }),
            "invalid_argument record_delay");
}

/// The library's own client against the mock.
class ClientAgainstMock : public MockEndpointOn {
 protected:
  Result<CreateAIAgentCallResponse> place(std::string_view callee) const {
    ClientOptions options;
    options.endpoint = mock_.endpoint();
    options.tls.ca_file = mock_.ca_file();
    const Client client = Client::create(static_credentials(mock_.credentials()), options).value();
    CreateAIAgentCallRequest request;
    request.sdk_app_id = 1400000000;
    request.ai_agent_id = 15;
    request.callee = callee;
    return client.send(request);
  }
};

TEST_F(ClientAgainstMock, GetsTheSessionId) {
  const auto placed = place(magic_callee::succeeds);
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id.size(), 36U);
}

TEST_F(ClientAgainstMock, GetsTheCodeAndTheOutcome) {
  const auto refused = place(magic_callee_for(ErrorCode::failed_operation_callee_is_black_user));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::failed_operation_callee_is_black_user);
  EXPECT_EQ(refused.error().outcome(), Outcome::rejected);
  for (const char* callee : {magic_callee::answer_lost, magic_callee::bad_gateway, magic_callee::truncated_json,
                             magic_callee::no_session_id}) {
    const auto doubtful = place(callee);
    ASSERT_FALSE(doubtful) << callee;
    EXPECT_EQ(doubtful.error().outcome(), Outcome::unknown) << callee;
  }
  EXPECT_EQ(mock_.placed_calls(), 4U);
}

tccc::CreateAIAgentCallRequest request_for(const std::string& callee) {
  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = callee;
  return request;
}

TEST(GuideToTheMock, ShowsACallThatIsRefused) {
  // [mock-client]
  auto mock = tccc::testing::MockEndpoint::start();
  ASSERT_TRUE(mock) << mock.error();

  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.tls.ca_file = mock->ca_file();
  auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
  ASSERT_TRUE(client) << client.error();

  const auto black_user = tccc::ErrorCode::failed_operation_callee_is_black_user;
  const auto placed = client->send(request_for(tccc::testing::magic_callee_for(black_user)));
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), black_user);
  EXPECT_EQ(mock->placed_calls(), 0U);
  // [mock-client]
}

TEST(GuideToTheMock, ShowsThatAPhoneMayRing) {
  auto mock = tccc::testing::MockEndpoint::start();
  ASSERT_TRUE(mock) << mock.error();
  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.tls.ca_file = mock->ca_file();
  auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
  ASSERT_TRUE(client) << client.error();
  // [mock-lost]
  const auto placed = client->send(request_for(tccc::testing::magic_callee::answer_lost));
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().outcome(), tccc::Outcome::unknown);
  EXPECT_EQ(mock->placed_calls(), 1U);                   // the phone rings
  EXPECT_EQ(mock->deliveries("CreateAIAgentCall"), 1U);  // and will not ring again
  // [mock-lost]
}

}  // namespace
}  // namespace tccc::testing
