// SPDX-License-Identifier: Apache-2.0
// Where credentials come from, and what is said when there are none.
#include "tccc/credentials.h"

#include <stdlib.h>

#include <map>
#include <optional>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

std::string random_text() {
  std::random_device device;
  std::string text;
  for (int i = 0; i < 32; ++i) text += static_cast<char>('a' + device() % 26);
  return text;
}

constexpr const char* kVariables[] = {"TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"};

class EnvironmentCredentials : public testing::Test {
 protected:
  EnvironmentCredentials() {
    for (const char* name : kVariables) {
      const char* value = getenv(name);
      saved_[name] = value == nullptr ? std::nullopt : std::optional<std::string>(value);
      unsetenv(name);
    }
  }
  ~EnvironmentCredentials() override {
    for (const auto& [name, value] : saved_) {
      if (value) {
        setenv(name.c_str(), value->c_str(), 1);
      } else {
        unsetenv(name.c_str());
      }
    }
  }

  static void set(const char* name, const std::string& value) { setenv(name, value.c_str(), 1); }

  void set_key_pair() {
    set("TENCENTCLOUD_SECRET_ID", id_);
    set("TENCENTCLOUD_SECRET_KEY", key_);
  }

  const std::string id_ = random_text();
  const std::string key_ = random_text();
  const std::string token_ = random_text();

 private:
  std::map<std::string, std::optional<std::string>> saved_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(StaticCredentials, GiveWhatTheyWereGiven) {
  const std::string id = random_text();
  const std::string key = random_text();
  const std::string token = random_text();
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

TEST_F(EnvironmentCredentials, ReadTheEnvironmentOnce) {
  set_key_pair();
  const auto provider = environment_credentials();
  set("TENCENTCLOUD_SECRET_ID", random_text());
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
  for (const char* name : kVariables) {
    const std::string value = random_text();
    for (const std::string& pasted : {value + "\n", value + "\r\nX-Injected: 1", " " + value, value + " ", value + "\t",
                                      "\x01" + value, value + "\x7F", std::string(" ")}) {
      set_key_pair();
      set("TENCENTCLOUD_TOKEN", token_);
      set(name, pasted);
      const Result<Credentials> credentials = environment_credentials()->credentials();
      ASSERT_FALSE(credentials) << name;
      const std::string text = credentials.error().to_string();
      EXPECT_EQ(credentials.error().code(), ErrorCode::credentials_unavailable);
      EXPECT_EQ(credentials.error().outcome(), Outcome::not_sent);
      EXPECT_TRUE(contains(text, std::string("environment: ") + name + ";")) << name;
      for (const std::string& hidden : {value, id_, key_, token_}) EXPECT_FALSE(contains(text, hidden)) << name;
    }
  }
}

}  // namespace
}  // namespace tccc
