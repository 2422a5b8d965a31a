// SPDX-License-Identifier: Apache-2.0
// The program as a whole, with a scripted network in place of the real one.
#include "cli/program.h"

#include <stdlib.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <sstream>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/credentials_file.h"
#include "tccc/signer.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

using nlohmann::json;
using tccc::testing::ScriptedTransport;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using Arguments = std::vector<std::string>;

std::string random_text(std::size_t size) {
  constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device device;
  std::uniform_int_distribution<std::size_t> index(0, sizeof(kLetters) - 2);
  std::string text;
  while (text.size() < size) text += kLetters[index(device)];
  return text;
}

class NoCredentials final : public CredentialsProvider {
 public:
  Result<Credentials> credentials() override {
    Error::Details details;
    details.code = ErrorCode::credentials_unavailable;
    details.outcome = Outcome::not_sent;
    details.message = "no keys in this test";
    return Error(details);
  }
};

struct Finished {
  int status;
  std::string out;
  std::string err;
};

class Program : public ::testing::Test {
 protected:
  Finished run(const Arguments& arguments, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const int status = cli::run(arguments, {in, out, err, credentials, transport, wait_until_stopped});
    return {status, out.str(), err.str()};
  }

  const std::string secret_key = random_text(32);
  const Credentials keys{random_text(36), Secret(secret_key), {}};
  std::shared_ptr<CredentialsProvider> credentials = static_credentials(keys);
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
  std::function<void()> wait_until_stopped;
};

Arguments agent_call(const Arguments& more = {}) {
  Arguments arguments = {"call", "agent", "--app", "1400000000", "--agent", "15", "--callee", "008612300000000"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// A credentials file of its own, which TENCENTCLOUD_CREDENTIALS_FILE names for the life of this object.
class CredentialsFile {
 public:
  explicit CredentialsFile(const std::string& text) : path_(::testing::TempDir() + "tccc-keys-" + random_text(16)) {
    std::ofstream(path_) << text;
    const char* before = getenv("TENCENTCLOUD_CREDENTIALS_FILE");
    if (before != nullptr) before_ = before;
    setenv("TENCENTCLOUD_CREDENTIALS_FILE", path_.c_str(), 1);
  }
  CredentialsFile(const CredentialsFile&) = delete;
  CredentialsFile& operator=(const CredentialsFile&) = delete;
  ~CredentialsFile() {
    std::remove(path_.c_str());
    unsetenv("TENCENTCLOUD_CREDENTIALS_FILE");
    if (before_) setenv("TENCENTCLOUD_CREDENTIALS_FILE", before_->c_str(), 1);
  }

 private:
  const std::string path_;
  std::optional<std::string> before_;
};

std::string ai_request(const std::string& api_key) {
  return R"({"SdkAppId":1400000000,"Callee":"008612300000000","LLMType":"openai","Model":"gpt-4o-mini","APIKey":")" +
         api_key + R"(","APIUrl":"https://api.openai.com/v1/","VoiceType":"ZhiXi","SystemPrompt":"Be kind."})";
}

TEST_F(Program, PlacesAnAgentCallGivenByFlags) {
  transport->push(tccc::testing::success("session-1"));
  const Finished finished = run(agent_call({"--caller", "008601012345678", "--var", "name=Li", "--output", "json"}));
  EXPECT_EQ(finished.status, 0);
  const json result = json::parse(finished.out);
  EXPECT_EQ(result.at("SessionId"), "session-1");
  EXPECT_TRUE(result.at("RequestId").is_string());
  EXPECT_EQ(result.size(), 2U);

  ASSERT_EQ(transport->requests().size(), 1U);
  EXPECT_EQ(transport->requests()[0].action, "CreateAIAgentCall");
  EXPECT_EQ(json::parse(transport->requests()[0].body), json::parse(R"({
    "SdkAppId": 1400000000, "AIAgentId": 15, "Callee": "008612300000000", "Callers": ["008601012345678"],
    "Variables": [{"Key": "name", "Value": "Li"}]})"));
}

TEST_F(Program, PlacesAnAgentCallGivenByAFile) {
  transport->push(tccc::testing::success("session-1"));
  const std::string request = R"({"SdkAppId":1400000000,"AIAgentId":15,"Callee":"008612300000000"})";
  const Finished finished = run({"call", "agent", "--request", "-"}, request);
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, StartsWith("SessionId: session-1\nRequestId: "));
  ASSERT_EQ(transport->requests().size(), 1U);
  EXPECT_EQ(json::parse(transport->requests()[0].body), json::parse(request));
}

TEST_F(Program, PlacesAnAiCallGivenByAFile) {
  transport->push(tccc::testing::success("session-2"));
  const std::string request = ai_request(random_text(20));
  const Finished finished = run({"call", "ai", "--request", "-", "--output", "json"}, request);
  EXPECT_EQ(finished.status, 0);
  EXPECT_EQ(json::parse(finished.out).at("SessionId"), "session-2");
  ASSERT_EQ(transport->requests().size(), 1U);
  EXPECT_EQ(transport->requests()[0].action, "CreateAICall");
  EXPECT_EQ(json::parse(transport->requests()[0].body), json::parse(request));
}

TEST_F(Program, SendsToTheSiteOrTheEndpointAskedFor) {
  for (int i = 0; i < 3; ++i) transport->push(tccc::testing::success("session"));
  run(agent_call());
  run(agent_call({"--site", "intl", "--region", "ap-singapore", "--language", "en-US"}));
  run(agent_call({"--endpoint", "ccc.example.com:8443"}));
  const auto requests = transport->requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].url, "https://ccc.tencentcloudapi.com/");
  EXPECT_EQ(requests[1].url, "https://ccc.intl.tencentcloudapi.com/");
  EXPECT_EQ(requests[2].url, "https://ccc.example.com:8443/");
  std::string headers;
  for (const auto& header : requests[1].headers) headers += header.name + ": " + header.value + "\n";
  EXPECT_THAT(headers, HasSubstr("X-TC-Region: ap-singapore\n"));
  EXPECT_THAT(headers, HasSubstr("X-TC-Language: en-US\n"));
}

TEST_F(Program, LimitsTheRequestToTheTimeout) {
  std::vector<std::chrono::milliseconds> timeouts;
  transport = std::make_shared<ScriptedTransport>([&](const HttpRequest& request) {
    timeouts.push_back(request.timeout);
    timeouts.push_back(request.connect_timeout);
    return tccc::testing::success("session");
  });
  run(agent_call({"--timeout", "1.5"}));
  ASSERT_EQ(timeouts.size(), 2U);
  EXPECT_LE(timeouts[0], std::chrono::milliseconds(1500));
  EXPECT_LE(timeouts[1], std::chrono::milliseconds(1500));
}

struct Failure {
  HttpExchange answer;
  int status;
  std::string outcome;
};

TEST_F(Program, TellsFailuresApartByExitStatus) {
  const Failure failures[] = {
      {tccc::testing::service_error("FailedOperation.CalleeIsBlackUser"), 3, "rejected"},
      {tccc::testing::service_error("AuthFailure.SignatureFailure"), 4, "rejected"},
      {tccc::testing::service_error("LimitExceeded.BasePackageExpired"), 5, "rejected"},
      {tccc::testing::service_error("InternalError"), 6, "unknown"},
      {tccc::testing::service_error("Nobody.KnowsThis"), 6, "unknown"},
      {tccc::testing::lost_answer(), 6, "unknown"},
      {tccc::testing::not_connected(), 7, "not_sent"},
  };
  for (const Failure& failure : failures) {
    transport = std::make_shared<ScriptedTransport>([&](const HttpRequest&) { return failure.answer; });
    const Finished finished = run(agent_call({"--output", "json"}));
    EXPECT_EQ(finished.status, failure.status) << finished.out;
    const json error = json::parse(finished.out).at("Error");
    EXPECT_EQ(error.at("outcome"), failure.outcome) << finished.out;
    EXPECT_GE(error.at("attempts"), 1) << finished.out;
  }
}

TEST_F(Program, PrintsErrorsAsTextOnStandardErrorOnly) {
  transport->push(tccc::testing::service_error("InternalError"));
  const Finished finished = run(agent_call());
  EXPECT_EQ(finished.status, 6);
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("InternalError"));
  EXPECT_THAT(finished.err, HasSubstr("do not dial again"));
}

TEST_F(Program, SendsNothingWithoutKeys) {
  credentials = std::make_shared<NoCredentials>();
  const Finished finished = run(agent_call({"--output", "json"}));
  EXPECT_EQ(finished.status, 4);
  EXPECT_EQ(json::parse(finished.out).at("Error").at("code"), "credentials_unavailable");
  EXPECT_THAT(transport->requests(), IsEmpty());
}

TEST_F(Program, RefusesWrongUsageAndInvalidRequests) {
  const std::pair<Arguments, std::string> wrong[] = {
      {{"call", "agent", "--app", "1", "--request", "-"}, "--app"},
      {{"call", "ai", "--request", "/nonexistent"}, "--request"},
      {{"call", "agent", "--app", "1", "--agent", "2", "--callee", ""}, "--callee"},
      {agent_call({"--endpoint", "http://ccc.example.com"}), ""},
  };
  for (const auto& [arguments, field] : wrong) {
    Arguments with_json = arguments;
    with_json.insert(with_json.end(), {"--output", "json"});
    const Finished finished = run(with_json);
    EXPECT_EQ(finished.status, 2) << finished.out;
    const json error = json::parse(finished.out).at("Error");
    EXPECT_EQ(error.at("code"), "invalid_argument") << finished.out;
    EXPECT_EQ(error.at("outcome"), "not_sent") << finished.out;
    if (field.empty()) continue;
    EXPECT_EQ(error.at("field"), field) << finished.out;
  }
  EXPECT_THAT(transport->requests(), IsEmpty());
}

TEST_F(Program, RefusesARequestFileThatIsNoRequest) {
  for (const char* text : {"", "[]", "{", "null", R"({"SdkAppId":"text"})", R"({"SdkAppId":1400000000})"}) {
    EXPECT_EQ(run({"call", "agent", "--request", "-"}, text).status, 2) << text;
    EXPECT_EQ(run({"call", "ai", "--request", "-"}, text).status, 2) << text;
  }
  EXPECT_THAT(transport->requests(), IsEmpty());
}

TEST_F(Program, ShowsADryRunAsTextWithoutKeysOrTraffic) {
  credentials = std::make_shared<NoCredentials>();
  const std::string api_key = random_text(20);
  const Finished finished =
      run({"call", "ai", "--request", "-", "--dry-run", "--region", "ap-singapore"}, ai_request(api_key));
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, StartsWith("POST https://ccc.tencentcloudapi.com/\nHost: ccc.tencentcloudapi.com\n"));
  EXPECT_THAT(finished.out, HasSubstr("\nAuthorization: ***\n"));
  EXPECT_THAT(finished.out, HasSubstr("\nX-TC-Action: CreateAICall\nX-TC-Version: 2020-02-10\nX-TC-Timestamp: "));
  EXPECT_THAT(finished.out, HasSubstr("\nX-TC-Region: ap-singapore\n"));
  EXPECT_THAT(finished.out, HasSubstr("\n\n{"));
  EXPECT_THAT(finished.out, HasSubstr("Be kind."));
  EXPECT_THAT(finished.out + finished.err, Not(HasSubstr(api_key)));
  EXPECT_THAT(finished.out + finished.err, Not(HasSubstr("008612300000000")));
  EXPECT_THAT(transport->requests(), IsEmpty());
}

TEST_F(Program, ShowsInADryRunTheHeadersOfTheRealRequestWithAuthenticationHidden) {
  const std::string token = random_text(40);
  credentials = static_credentials({keys.secret_id, keys.secret_key, Secret(token)});
  transport->push(tccc::testing::success("session"));
  run(agent_call());
  const Finished finished = run(agent_call({"--dry-run"}));
  const auto requests = transport->requests();
  ASSERT_EQ(requests.size(), 1U);
  for (const auto& header : requests[0].headers) {
    const bool hidden = header.name == "Authorization" || header.name == "X-TC-Token";
    const std::string value = hidden ? "***\n" : header.name == "X-TC-Timestamp" ? "" : header.value + "\n";
    EXPECT_THAT(finished.out, HasSubstr("\n" + header.name + ": " + value));
  }
  EXPECT_THAT(finished.out, HasSubstr("\nX-TC-Token: ***\n"));
  for (const std::string& secret : {token, secret_key, keys.secret_id}) {
    EXPECT_THAT(finished.out + finished.err, Not(HasSubstr(secret)));
  }
}

TEST_F(Program, ShowsInADryRunNumbersOnlyWhereTheyAreWantedAndNoPartOfAUrlThatMayBeSecret) {
  const std::string number = "008612300000000";
  const std::string query = random_text(20);
  const json request = {{"SdkAppId", 1400000000},
                        {"Callee", number},
                        {"SystemPrompt", "Give them " + number},
                        {"LLMType", "openai"},
                        {"Model", "gpt-4o-mini"},
                        {"APIKey", random_text(20)},
                        {"APIUrl", "https://llm.example.com/v1?key=" + query},
                        {"VoiceType", "ZhiXi"},
                        {"Variables", {{{"Key", "back"}, {"Value", number}}}}};
  for (const bool wanted : {false, true}) {
    Arguments arguments = {"call", "ai", "--request", "-", "--dry-run"};
    if (wanted) arguments.emplace_back("--show-numbers");
    const Finished finished = run(arguments, request.dump());
    EXPECT_EQ(finished.status, 0) << finished.err;
    std::size_t found = 0;
    for (std::size_t at = finished.out.find(number); at != std::string::npos; at = finished.out.find(number, at + 1)) {
      ++found;
    }
    EXPECT_EQ(found, wanted ? 3U : 0U) << finished.out;
    EXPECT_THAT(finished.out, HasSubstr("https://llm.example.com/v1?***"));
    EXPECT_THAT(finished.out + finished.err, Not(HasSubstr(query)));
  }
}

TEST_F(Program, ShowsADryRunAsJson) {
  const Finished finished = run(agent_call({"--dry-run", "--output", "json", "--endpoint", "127.0.0.1:8443"}));
  EXPECT_EQ(finished.status, 0);
  const json shown = json::parse(finished.out);
  EXPECT_EQ(shown.at("DryRun"), true);
  EXPECT_EQ(shown.at("Endpoint"), "https://127.0.0.1:8443");
  EXPECT_EQ(shown.at("Action"), "CreateAIAgentCall");
  EXPECT_EQ(shown.at("Request").at("AIAgentId"), 15);
  EXPECT_NE(shown.at("Request").at("Callee"), "008612300000000");
  EXPECT_THAT(transport->requests(), IsEmpty());
}

TEST_F(Program, RefusesAnInvalidRequestInADryRun) {
  const Finished finished = run({"call", "ai", "--request", "-", "--dry-run"}, R"({"SdkAppId":1400000000})");
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.out, IsEmpty());
}

TEST_F(Program, WarnsOnStandardErrorAndPlacesTheCall) {
  transport->push(tccc::testing::success("session"));
  const Finished finished = run({"call", "agent", "--request", "-", "--output", "json"},
                                R"({"SdkAppId":1400000000,"AIAgentId":15,"Callee":"008612300000000",
                                    "AcquireTimeoutSecond":9})");
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.err, HasSubstr("warning: AcquireTimeoutSecond: "));
  EXPECT_EQ(json::parse(finished.out).at("SessionId"), "session");
}

TEST_F(Program, WarnsOfATimeoutShorterThanTheServiceMayWait) {
  EXPECT_THAT(run(agent_call({"--dry-run", "--timeout", "1"})).err, HasSubstr("warning: AcquireTimeoutSecond: "));
  EXPECT_THAT(run(agent_call({"--dry-run"})).err, IsEmpty());
}

TEST_F(Program, TellsWhatItDoesWithoutTheBodyWhenVerbose) {
  transport->push(tccc::testing::success("session"));
  const std::string api_key = random_text(20);
  const Finished finished = run({"call", "ai", "--request", "-", "-v"}, ai_request(api_key));
  EXPECT_THAT(finished.err, HasSubstr("CreateAICall"));
  EXPECT_THAT(finished.err, HasSubstr("https://ccc.tencentcloudapi.com"));
  for (const std::string& hidden : {api_key, secret_key, std::string("Be kind."), std::string("008612300000000")}) {
    EXPECT_THAT(finished.out + finished.err, Not(HasSubstr(hidden)));
  }
}

class BrokenStream final : public std::streambuf {
 protected:
  int_type overflow(int_type) override { return traits_type::eof(); }
  int sync() override { return -1; }
};

TEST_F(Program, ReportsAPlacedCallOnStandardErrorWhenStandardOutputIsBroken) {
  transport->push(tccc::testing::success("session-9"));
  std::istringstream in;
  BrokenStream broken;
  std::ostream out(&broken);
  std::ostringstream err;
  EXPECT_EQ(cli::run(agent_call(), {in, out, err, credentials, transport}), 6) << "which no script dials again after";
  EXPECT_THAT(err.str(), HasSubstr("the call was placed"));
  EXPECT_THAT(err.str(), HasSubstr("SessionId: session-9"));
}

TEST_F(Program, ReportsWhatMayRingOnStandardErrorWhenStandardOutputIsBroken) {
  HttpExchange task = tccc::testing::success("");
  task.body = R"({"Response":{"TaskId":41,"RequestId":"r-1"}})";
  const Arguments create = {"task", "create",   "--app",           "7",        "--agent",
                            "15",   "--callee", "008612300000000", "--caller", "008601000000001"};
  struct Lost {
    Arguments arguments;
    HttpExchange answer;
    int status;
    std::vector<std::string> told;
  };
  const Lost all[] = {
      {agent_call(), tccc::testing::lost_answer(), 6, {"sent: ", "do not dial again"}},
      {agent_call({"--output", "json"}), tccc::testing::lost_answer(), 6, {"sent: ", "do not dial again"}},
      {create, task, 6, {"\"TaskId\":41", "Do not send it again"}},
      {{"api", "CreateAIAgentCall", "{}"},
       tccc::testing::success("session-9"),
       6,
       {"session-9", "Do not send it again"}},
  };
  for (const Lost& lost : all) {
    transport->push(lost.answer);
    std::istringstream in;
    BrokenStream broken;
    std::ostream out(&broken);
    std::ostringstream err;
    EXPECT_EQ(cli::run(lost.arguments, {in, out, err, credentials, transport}), lost.status) << err.str();
    for (const std::string& text : lost.told) EXPECT_THAT(err.str(), HasSubstr(text));
  }
}

TEST_F(Program, EndsAMockWhoseAddressNobodyCanRead) {
  std::istringstream in;
  BrokenStream broken;
  std::ostream out(&broken);
  std::ostringstream err;
  const auto never = [] { FAIL() << "waits for nobody"; };
  EXPECT_EQ(cli::run({"mock"}, {in, out, err, credentials, nullptr, never}), 1);
}

TEST_F(Program, SignsAsTheLibraryDoesAndNeverPrintsTheSecretKey) {
  const std::string payload = "{\"Callee\":\"\xe4\xbd\xa0\"}\n";
  SignatureInput input;
  input.host = "ccc.localhost:8443";
  input.payload = payload;
  input.timestamp = 1735689600;
  input.content_type = "application/json; charset=utf-8";
  input.signed_action = "CreateAICall";
  const auto expected = sign_tc3(keys, input);
  ASSERT_TRUE(expected);
  const Arguments arguments = {
      "sign",   "--payload",          "-",           "--action",   "CreateAICall",   "--sign-action",
      "--host", "ccc.localhost:8443", "--timestamp", "1735689600", "--content-type", "application/json; charset=utf-8"};

  const Finished text = run(arguments, payload);
  EXPECT_EQ(text.status, 0);
  EXPECT_EQ(text.out, "CanonicalRequest:\n" + expected->canonical_request + "\n\nStringToSign:\n" +
                          expected->string_to_sign + "\n\nAuthorization:\n" + expected->authorization + "\n");
  EXPECT_THAT(text.out + text.err, Not(HasSubstr(secret_key)));

  Arguments as_json = arguments;
  as_json.insert(as_json.end(), {"--output", "json"});
  const json shown = json::parse(run(as_json, payload).out);
  EXPECT_EQ(shown.at("CanonicalRequest"), expected->canonical_request);
  EXPECT_EQ(shown.at("StringToSign"), expected->string_to_sign);
  EXPECT_EQ(shown.at("Signature"), expected->signature);
  EXPECT_EQ(shown.at("Authorization"), expected->authorization);
}

TEST_F(Program, SignsForTheHostOfTheEndpointUnlessToldAnother) {
  const Finished finished = run({"sign", "-", "--site", "intl", "--timestamp", "1735689600"}, "{}");
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, HasSubstr("\nhost:ccc.intl.tencentcloudapi.com\n"));
}

TEST_F(Program, DoesNotSignWithoutKeys) {
  credentials = std::make_shared<NoCredentials>();
  EXPECT_EQ(run({"sign", "-", "--host", "h"}, "{}").status, 4);
}

TEST_F(Program, RunsAMockThatAnswersItsOwnCalls) {
  credentials = std::make_shared<NoCredentials>();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Finished call{};
  const auto call_it = [&] {
    const json ready = json::parse(out.str());
    credentials = static_credentials({ready.at("SecretId"), Secret(ready.at("SecretKey").get<std::string>()), {}});
    transport = nullptr;
    call = run(agent_call({"--endpoint", ready.at("Endpoint"), "--ca-file", ready.at("CaFile"), "--output", "json"}));
  };
  EXPECT_EQ(cli::run({"mock", "--output", "json"}, {in, out, err, credentials, nullptr, call_it}), 0);
  EXPECT_EQ(call.status, 0) << call.out << call.err;
  EXPECT_TRUE(json::parse(call.out).contains("SessionId"));
}

TEST_F(Program, DoesNotPrintTheUsersOwnKeysAsThoseOfTheMock) {
  wait_until_stopped = [] {};
  const Finished finished = run({"mock", "--http"});
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, StartsWith("endpoint: http://127.0.0.1:"));
  EXPECT_THAT(finished.out, Not(HasSubstr("ca_file")));
  EXPECT_THAT(finished.out + finished.err, Not(HasSubstr(secret_key)));
  EXPECT_THAT(finished.out, Not(HasSubstr("export")));

  const json ready = json::parse(run({"mock", "--output", "json"}).out);
  EXPECT_TRUE(ready.contains("Endpoint"));
  EXPECT_TRUE(ready.contains("CaFile"));
  EXPECT_FALSE(ready.contains("SecretKey"));
}

TEST_F(Program, PrintsTheKeysAMockMadeUpAsShellCommands) {
  credentials = std::make_shared<NoCredentials>();
  wait_until_stopped = [] {};
  const Finished finished = run({"mock"});
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, StartsWith("endpoint: https://127.0.0.1:"));
  EXPECT_THAT(finished.out, HasSubstr("\nca_file: /"));
  EXPECT_THAT(finished.out, HasSubstr("\nexport TENCENTCLOUD_SECRET_ID="));
  EXPECT_THAT(finished.out, HasSubstr("\nexport TENCENTCLOUD_SECRET_KEY="));
}

TEST_F(Program, MakesUpNoKeysForAMockWhereThoseOfTheUserAreWrong) {
  wait_until_stopped = [] {};
  const CredentialsFile file("[default]\nsecret_id=" + random_text(32) + "\n[staging]\nsecret_key=\n");
  for (const Arguments& more : {Arguments{}, Arguments{"--profile", "staging"}, Arguments{"--profile", "production"}}) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{in, out, err, file_credentials({}), nullptr, wait_until_stopped};
    environment.has_local_keys = has_local_keys;
    Arguments arguments = {"mock", "--http"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(cli::run(arguments, environment), 4);
    EXPECT_THAT(out.str(), IsEmpty());
    EXPECT_THAT(err.str(), HasSubstr("credentials file"));
    EXPECT_THAT(err.str(), HasSubstr("tccc configure"));
  }
}

TEST_F(Program, MakesUpKeysForAMockWhereTheFileHasNoneOfItsProfile) {
  wait_until_stopped = [] {};
  const CredentialsFile file("[staging]\nsecret_id=" + random_text(32) + "\n");
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Environment environment{in, out, err, file_credentials({}), nullptr, wait_until_stopped};
  environment.has_local_keys = has_local_keys;
  EXPECT_EQ(cli::run({"mock", "--http"}, environment), 0) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("export TENCENTCLOUD_SECRET_KEY="));
}

TEST_F(Program, PrintsHelpAndVersionOnStandardOutput) {
  const Finished help = run({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, HasSubstr("Exit status:"));
  const Finished version = run({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_THAT(version.out, StartsWith("tccc "));
}

TEST_F(Program, SignsWithTheProfileThatIsAskedFor) {
  const std::string id = random_text(32);
  const CredentialsFile file("[staging]\nsecret_id=" + id + "\nsecret_key=" + random_text(32) + "\n");
  transport->push(testing::success("session"));
  EXPECT_EQ(run(agent_call({"--profile", "staging"})).status, 0);
  std::string authorization;
  const testing::RecordedRequest sent = transport->requests().at(0);
  for (const auto& header : sent.headers) {
    if (header.name == "Authorization") authorization = header.value;
  }
  EXPECT_TRUE(authorization.find("Credential=" + id + "/") != std::string::npos);

  const Finished missing = run(agent_call({"--profile", "production"}));
  EXPECT_EQ(missing.status, 4);
  EXPECT_NE(missing.err.find("has no profile [production]"), std::string::npos) << missing.err;
  EXPECT_EQ(run(agent_call({"--profile="})).status, 2);
}

TEST_F(Program, LooksForNoKeysOnTheNetworkWhereNothingIsSent) {
  const auto network_keys = std::make_shared<NoCredentials>();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  cli::Environment environment{in, out, err, network_keys, transport};
  environment.local_credentials = static_credentials(keys);
  EXPECT_EQ(cli::run(agent_call({"--dry-run"}), environment), 0);
  EXPECT_EQ(out.str().find("placeholder"), std::string::npos);
  EXPECT_EQ(cli::run(agent_call(), environment), 4);
}

}  // namespace
}  // namespace tccc::cli
