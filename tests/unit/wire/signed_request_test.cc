// SPDX-License-Identifier: Apache-2.0
// One attempt as an HTTP request.
#include "wire/signed_request.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../key_watch.h"
#include "tccc/signer.h"
#include "tccc/version.h"

namespace tccc {
namespace {

using detail::Endpoint;
using detail::SignedRequest;
using detail::Tc3Signer;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1735689600)};

Credentials random_credentials() {
  return {random_key(), Secret(random_key()), {}};
}

// One for all requests, as a client has few: what it keeps must not show in the next.
Tc3Signer& signer() {
  static Tc3Signer made;
  return made;
}

const Endpoint& endpoint() {
  static const Endpoint made = [] {
    ClientOptions options;
    options.endpoint = "127.0.0.1:8443";
    return *detail::parse_endpoint(options);
  }();
  return made;
}

std::vector<std::pair<std::string, std::string>> headers_of(SignedRequest& request) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (const HttpHeader& header : request.request().headers) headers.emplace_back(header.name, header.value);
  return headers;
}

std::string expected_authorization(const Credentials& credentials, std::string_view body, std::string_view action) {
  SignatureInput input;
  input.host = "127.0.0.1:8443";
  input.payload = body;
  input.timestamp = 1735689600;
  input.signed_action = action;
  return sign_tc3(credentials, input)->authorization;
}

TEST(SignedRequest, SendsTheHeadersTheServiceAsksFor) {
  const Credentials credentials = random_credentials();
  SignedRequest request;
  request.body() = R"({"SdkAppId":1})";
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, credentials, kNow));
  EXPECT_THAT(headers_of(request),
              ElementsAre(Pair("Host", "127.0.0.1:8443"), Pair("Content-Type", "application/json"),
                          Pair("Authorization", expected_authorization(credentials, request.body(), "CreateAICall")),
                          Pair("X-TC-Action", "CreateAICall"), Pair("X-TC-Version", "2020-02-10"),
                          Pair("X-TC-Timestamp", "1735689600"),
                          Pair("X-TC-RequestClient", "TCCC_CPP_" + std::string(version()))));
  EXPECT_EQ(request.request().url, "https://127.0.0.1:8443/");
  EXPECT_EQ(request.request().body, R"({"SdkAppId":1})");
}

TEST(SignedRequest, AddsRegionLanguageAndTokenWhenGiven) {
  Credentials credentials = random_credentials();
  credentials.token = Secret(random_key());
  SignedRequest request;
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", "ap-guangzhou", "en-US"}, credentials, kNow));
  const auto headers = headers_of(request);
  EXPECT_THAT(headers, Contains(Pair("X-TC-Region", "ap-guangzhou")));
  EXPECT_THAT(headers, Contains(Pair("X-TC-Language", "en-US")));
  EXPECT_THAT(headers, Contains(Pair("X-TC-Token", std::string(credentials.token.reveal()))));
  EXPECT_EQ(headers.size(), 10U);
}

TEST(SignedRequest, CutsTheTimeToWholeSeconds) {
  SignedRequest request;
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, random_credentials(),
                               kNow + std::chrono::milliseconds(999)));
  EXPECT_THAT(headers_of(request), Contains(Pair("X-TC-Timestamp", "1735689600")));
}

TEST(SignedRequest, SignsEachRequestAnew) {
  const Credentials first = random_credentials();
  Credentials second = random_credentials();
  second.token = Secret(random_key());
  SignedRequest request;
  request.body() = "first";
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", "r", "l"}, first, kNow));
  request.body() = "the second and longer body";
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAIAgentCall", {}, {}}, second, kNow));
  const auto headers = headers_of(request);
  EXPECT_EQ(headers.size(), 8U);
  EXPECT_EQ(headers[2].second, expected_authorization(second, "the second and longer body", "CreateAIAgentCall"));
  EXPECT_EQ(request.request().body, "the second and longer body");
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAIAgentCall", {}, {}}, first, kNow));
  EXPECT_EQ(headers_of(request).size(), 7U);  // no token is left over
}

TEST(SignedRequest, OutlivesTheCredentialsItWasMadeWith) {
  const std::string token = random_key();
  SignedRequest request;
  {
    const Credentials passing{random_key(), Secret(random_key()), Secret(token)};
    ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, passing, kNow));
  }
  for (const HttpHeader& header : request.request().headers) {
    if (header.name == "X-TC-Token") {
      EXPECT_EQ(header.value, token);
    }
  }
}

TEST(SignedRequest, RefusesCredentialsThatWouldBreakAHeader) {
  const std::string text = random_key();
  for (const std::string& bad :
       {text + "\rb", text + "\nb", text + "\r\nX-Evil: 1", text + "\tb", " " + text, text + " ", text + "\x7F",
        text + "\xC3\xA9", "\x01" + text, text + std::string(1, '\0')}) {
    const auto expect_refused = [&](const Credentials& credentials, const char* field) {
      SignedRequest request;
      const auto error = request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, credentials, kNow);
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), ErrorCode::invalid_argument);
      EXPECT_EQ(error->outcome(), Outcome::not_sent);
      EXPECT_EQ(error->field(), field);
      EXPECT_THAT(error->message(), Not(HasSubstr(text)));
    };
    Credentials credentials = random_credentials();
    credentials.secret_id = bad;
    expect_refused(credentials, "secret_id");
    credentials = random_credentials();
    credentials.token = Secret(bad);
    expect_refused(credentials, "token");
    credentials = random_credentials();
    credentials.secret_key = Secret(bad);
    expect_refused(credentials, "secret_key");
  }
}

TEST(SignedRequest, NeedsAKeyPair) {
  SignedRequest request;
  for (const Credentials& credentials :
       {Credentials{}, Credentials{random_key(), {}, {}}, Credentials{{}, Secret(random_key()), {}}}) {
    const auto error = request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, credentials, kNow);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), ErrorCode::credentials_unavailable);
    EXPECT_EQ(error->outcome(), Outcome::not_sent);
  }
}

TEST(SignedRequest, NeedsAClockOfThisEra) {
  SignedRequest request;
  const auto error = request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, random_credentials(),
                                     std::chrono::system_clock::time_point(std::chrono::seconds(-1)));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), ErrorCode::invalid_argument);
  EXPECT_EQ(error->field(), "clock");
}

TEST(SignedRequest, LeavesNoByteOfItsBodyBehind) {
  SignedRequest request;
  request.body() = std::string(1000, 'k');
  ASSERT_FALSE(request.prepare(signer(), endpoint(), {"CreateAICall", {}, {}}, random_credentials(), kNow));
  const char* const bytes = request.body().data();
  request.wipe();
  EXPECT_TRUE(request.body().empty());
  EXPECT_TRUE(request.request().headers.empty());
  ASSERT_EQ(request.body().data(), bytes);
  EXPECT_EQ(std::count(bytes, bytes + 1000, 'k'), 0);
}

TEST(SignedRequest, GivesBackTheMemoryOfAnUncommonlyLongBody) {
  SignedRequest request;
  request.body() = std::string(1'000'000, 'k');
  request.wipe();
  EXPECT_LT(request.body().capacity(), 100'000U);
}

}  // namespace
}  // namespace tccc
