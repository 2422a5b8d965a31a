// SPDX-License-Identifier: Apache-2.0
// Where credentials come from, and what is said when there are none.
#include "tccc/credentials.h"

#include <stdlib.h>

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "auth_fixture.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/client.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace {

using testing::ScriptedTransport;

constexpr std::pair<const char*, const char*> kFieldsOfVariables[] = {{"TENCENTCLOUD_SECRET_ID", "secret_id"},
                                                                      {"TENCENTCLOUD_SECRET_KEY", "secret_key"},
                                                                      {"TENCENTCLOUD_TOKEN", "token"},
                                                                      {"TENCENTCLOUD_SESSION_TOKEN", "token"}};

class EnvironmentCredentials : public ::testing::Test {
 protected:
  static void set(const char* name, const std::string& value) { CleanEnvironment::set(name, value); }

  void set_key_pair() const {
    set("TENCENTCLOUD_SECRET_ID", id_);
    set("TENCENTCLOUD_SECRET_KEY", key_);
  }

  const CleanEnvironment environment_{};
  const std::string id_ = random_key();
  const std::string key_ = random_key();
  const std::string token_ = random_key();
};

TEST(StaticCredentials, GiveWhatTheyWereGiven) {
  const std::string id = random_key();
  const std::string key = random_key();
  const std::string token = random_key();
  const auto provider = static_credentials({id, Secret(key), Secret(token)});
  for (int i = 0; i < 2; ++i) {
    const Result<Credentials> credentials = provider->credentials();
    ASSERT_TRUE(credentials);
    EXPECT_TRUE(credentials->secret_id == id);
    EXPECT_TRUE(credentials->secret_key.reveal() == key);
    EXPECT_TRUE(credentials->token.reveal() == token);
  }
}

TEST_F(EnvironmentCredentials, TakeTheKeyPair) {
  set_key_pair();
  const Result<Credentials> credentials = environment_credentials()->credentials();
  ASSERT_TRUE(credentials);
  EXPECT_TRUE(credentials->secret_id == id_);
  EXPECT_TRUE(credentials->secret_key.reveal() == key_);
  EXPECT_TRUE(credentials->token.empty());
}

TEST_F(EnvironmentCredentials, TakeTheTokenIfThereIsOne) {
  set_key_pair();
  set("TENCENTCLOUD_TOKEN", token_);
  const Result<Credentials> credentials = environment_credentials()->credentials();
  ASSERT_TRUE(credentials);
  EXPECT_TRUE(credentials->token.reveal() == token_);

  set("TENCENTCLOUD_TOKEN", "");
  const Result<Credentials> without_token = environment_credentials()->credentials();
  ASSERT_TRUE(without_token);
  EXPECT_TRUE(without_token->token.empty());
}

TEST_F(EnvironmentCredentials, TakeTheTokenByEitherOfItsNames) {
  set_key_pair();
  set("TENCENTCLOUD_SESSION_TOKEN", token_);
  const Result<Credentials> by_other_name = environment_credentials()->credentials();
  ASSERT_TRUE(by_other_name);
  EXPECT_TRUE(by_other_name->token.reveal() == token_);
  set("TENCENTCLOUD_TOKEN", token_);
  EXPECT_TRUE(environment_credentials()->credentials());

  set("TENCENTCLOUD_TOKEN", random_key());
  const Result<Credentials> refused = environment_credentials()->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(),
            "TENCENTCLOUD_TOKEN and TENCENTCLOUD_SESSION_TOKEN differ; keep the one that belongs to the key");
}

TEST_F(EnvironmentCredentials, ReadTheEnvironmentOnce) {
  set_key_pair();
  const auto provider = environment_credentials();
  set("TENCENTCLOUD_SECRET_ID", random_key());
  unsetenv("TENCENTCLOUD_SECRET_KEY");
  const Result<Credentials> credentials = provider->credentials();
  ASSERT_TRUE(credentials);
  EXPECT_TRUE(credentials->secret_id == id_);
  EXPECT_TRUE(credentials->secret_key.reveal() == key_);
}

TEST_F(EnvironmentCredentials, NameBothVariablesWhenBothAreMissing) {
  const Result<Credentials> credentials = environment_credentials()->credentials();
  ASSERT_FALSE(credentials);
  EXPECT_EQ(credentials.error().code(), ErrorCode::credentials_unavailable);
  EXPECT_EQ(credentials.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(credentials.error().message().find("missing or empty in the environment: "
                                               "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY;"),
            0U);
}

TEST_F(EnvironmentCredentials, NameTheVariableThatIsMissingOrEmpty) {
  set_key_pair();
  unsetenv("TENCENTCLOUD_SECRET_KEY");
  const Result<Credentials> missing = environment_credentials()->credentials();
  ASSERT_FALSE(missing);
  EXPECT_TRUE(contains(missing.error().message(), "environment: TENCENTCLOUD_SECRET_KEY;"));

  set_key_pair();
  set("TENCENTCLOUD_SECRET_ID", "");
  const Result<Credentials> empty = environment_credentials()->credentials();
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code(), ErrorCode::credentials_unavailable);
  EXPECT_TRUE(contains(empty.error().message(), "environment: TENCENTCLOUD_SECRET_ID;"));
}

TEST_F(EnvironmentCredentials, RefuseBadlyPastedValuesWithoutShowingThem) {
  for (const auto& [name, field] : kFieldsOfVariables) {
    const std::string value = random_key();
    for (const std::string& pasted : {value + "\n", value + "\r\nX-Injected: 1", " " + value, value + " ", value + "\t",
                                      "\x01" + value, value + "\x7F", std::string(" "), "A " + value}) {
      set_key_pair();
      set("TENCENTCLOUD_TOKEN", token_);
      set(name, pasted);
      const Result<Credentials> credentials = environment_credentials()->credentials();
      ASSERT_FALSE(credentials) << name;
      const std::string text = credentials.error().to_string();
      EXPECT_EQ(credentials.error().code(), ErrorCode::invalid_argument);
      EXPECT_EQ(credentials.error().field(), field);
      EXPECT_EQ(credentials.error().outcome(), Outcome::not_sent);
      EXPECT_TRUE(contains(text, std::string("environment: ") + name + "; set it again without spaces")) << name;
      for (const std::string& hidden : {value, id_, key_, token_}) EXPECT_FALSE(contains(text, hidden)) << name;
    }
  }
}

TEST_F(EnvironmentCredentials, NameEveryVariableThatIsBadlyPasted) {
  set("TENCENTCLOUD_SECRET_ID", id_ + " ");
  set("TENCENTCLOUD_SECRET_KEY", key_ + "\r");
  const Result<Credentials> refused = environment_credentials()->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field(), "secret_id");
  EXPECT_TRUE(contains(refused.error().message(), "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY;"));
}

// The chain, with a scripted network.
class DefaultCredentials : public EnvironmentCredentials {
 protected:
  std::shared_ptr<CredentialsProvider> make(DefaultCredentialsOptions options = {}) const {
    // Without a home of its own a test would find the machine's own file.
    if (options.file.path.empty() && getenv("TENCENTCLOUD_CREDENTIALS_FILE") == nullptr) set("HOME", home_.file(""));
    return default_credentials(options, {clock_, network_, nullptr});
  }

  std::string write_file(const Keys& keys) const {
    return home_.write("keys",
                       "[default]\nsecret_id=" + keys.id + "\nsecret_key=" + keys.key + "\ntoken=" + keys.token + "\n");
  }

  void push_role(const Keys& keys) const {
    network_->push(http_answer(200, "role"));
    network_->push(http_answer(200, R"({"Code":"Success","ExpiredTime":4102444800,"TmpSecretId":")" + keys.id +
                                        R"(","TmpSecretKey":")" + keys.key + R"(","Token":")" + keys.token + R"("})"));
  }

  const ScratchDirectory home_{};
  const std::shared_ptr<ScriptedTransport> network_ = std::make_shared<ScriptedTransport>();
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const Keys keys_{};
};

TEST_F(DefaultCredentials, PreferTheEnvironment) {
  set_key_pair();
  set("TENCENTCLOUD_CREDENTIALS_FILE", write_file(keys_));
  const auto credentials = make()->credentials();
  ASSERT_TRUE(credentials);
  EXPECT_TRUE(credentials->secret_id == id_);
  EXPECT_TRUE(network_->requests().empty());
}

TEST_F(DefaultCredentials, TakeTheFileNext) {
  set("TENCENTCLOUD_CREDENTIALS_FILE", write_file(keys_));
  const auto credentials = make()->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
  EXPECT_TRUE(network_->requests().empty());
}

TEST_F(DefaultCredentials, TakeTheRoleThird) {
  push_role(keys_);
  const auto credentials = make()->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
}

TEST_F(DefaultCredentials, TakeTheIdentityOfThePodLast) {
  network_->push(testing::not_connected());
  network_->push(http_answer(200, R"({"Response":{"Credentials":{"TmpSecretId":")" + keys_.id +
                                      R"(","TmpSecretKey":")" + keys_.key + R"(","Token":")" + keys_.token +
                                      R"("},"ExpiredTime":4102444800,"RequestId":"r"}})"));
  DefaultCredentialsOptions options;
  options.oidc.region = "ap-guangzhou";
  options.oidc.provider_id = "provider";
  options.oidc.token_file = home_.write("token", random_key());
  options.oidc.role_arn = "arn";
  const auto credentials = make(options)->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
}

TEST_F(DefaultCredentials, AreNotTakenFromTheNextSourceWhenOneIsWrong) {
  push_role(keys_);
  set("TENCENTCLOUD_SECRET_ID", id_);
  EXPECT_TRUE(contains(message_of(make()->credentials()), "missing or empty in the environment: "));
  unsetenv("TENCENTCLOUD_SECRET_ID");
  set("TENCENTCLOUD_CREDENTIALS_FILE", home_.write("keys", "[default]\nsecret_id = x\n"));
  EXPECT_TRUE(contains(message_of(make()->credentials()), "has no secret_key"));
  EXPECT_TRUE(network_->requests().empty());
}

TEST_F(DefaultCredentials, SayWhereTheyWereLookedForAndWhatToDo) {
  network_->push(testing::not_connected());
  const auto refused = make()->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::credentials_unavailable);
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  for (const char* part :
       {"no credentials were found", "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY", "/.tencentcloud/credentials",
        "metadata service", "TKE_ROLE_ARN", "set TENCENTCLOUD_SECRET_ID"}) {
    EXPECT_TRUE(contains(refused.error().message(), part)) << part << ": " << refused.error().message();
  }
}

TEST_F(DefaultCredentials, AskNoNetworkWhenToldSo) {
  DefaultCredentialsOptions options;
  options.ask_network = false;
  EXPECT_FALSE(make(options)->credentials());
  EXPECT_TRUE(network_->requests().empty());
}

TEST_F(DefaultCredentials, LookAgainAfterASecondAndThenKeepToTheirSource) {
  const auto provider = make();
  network_->push(testing::not_connected());
  EXPECT_FALSE(provider->credentials());
  EXPECT_FALSE(provider->credentials());
  EXPECT_EQ(network_->requests().size(), 1U);
  clock_->advance(std::chrono::seconds(1));
  push_role(keys_);
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(network_->remaining(), 0U);
  ASSERT_TRUE(provider->credentials());
}

TEST_F(DefaultCredentials, SignTheRequestsOfAClient) {
  set("TENCENTCLOUD_CREDENTIALS_FILE", write_file(keys_));
  ClientOptions options;
  options.transport = network_;
  const auto client = Client::create(make(), options);
  ASSERT_TRUE(client);
  network_->push(testing::success("session"));
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  ASSERT_TRUE(client->send(request));
  bool has_token = false;
  const testing::RecordedRequest sent = network_->requests().at(0);
  for (const auto& header : sent.headers) {
    if (header.name == "X-TC-Token") has_token = header.value == keys_.token;
  }
  EXPECT_TRUE(has_token);
}

TEST(CredentialsProvider, ThatFailsEndsTheCallUnsent) {
  const auto transport = std::make_shared<ScriptedTransport>();
  ClientOptions options;
  options.transport = transport;
  const auto client = Client::create(callback_credentials([]() -> Result<IssuedCredentials> {
                                       Error::Details details;
                                       details.code = ErrorCode::connection_lost;
                                       details.outcome =
                                           Outcome::unknown;  // what became of the question, not of a call
                                       details.message = "the vault hung up";
                                       return Error(details);
                                     }),
                                     options);
  ASSERT_TRUE(client);
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  const auto placed = client->send(request);
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(placed.error().attempts(), 0);
  EXPECT_TRUE(contains(placed.error().message(), "the vault hung up"));
  EXPECT_TRUE(transport->requests().empty());
}

}  // namespace
}  // namespace tccc
