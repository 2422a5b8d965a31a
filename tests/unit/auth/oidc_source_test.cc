// SPDX-License-Identifier: Apache-2.0
// The security token service, scripted.
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../fake_clock.h"
#include "auth/credentials_source.h"
#include "auth_fixture.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace {

using detail::FoundCredentials;
using detail::SourceAbsent;
using detail::SourceAnswer;
using nlohmann::json;
using testing::ScriptedTransport;

class OidcSource : public ::testing::Test {
 protected:
  OidcSource() {
    options.region = "ap-singapore";
    options.provider_id = "cls-provider";
    options.role_arn = "qcs::cam::uin/1:roleName/r";
    options.token_file = directory.write("token", identity + "\n");
  }

  SourceAnswer fetch(std::vector<HttpExchange> answers = {}) {
    transport = std::make_shared<ScriptedTransport>(std::move(answers));
    return detail::oidc_source(options, {clock, transport, nullptr})->fetch();
  }

  std::string success() const {
    return json({{"Response",
                  {{"Credentials", {{"Token", keys.token}, {"TmpSecretId", keys.id}, {"TmpSecretKey", keys.key}}},
                   {"ExpiredTime", 1735696800},
                   {"Expiration", "2025-01-01T02:00:00Z"},
                   {"RequestId", "r-1"}}}})
        .dump();
  }

  std::string fault(std::vector<HttpExchange> answers = {}) {
    const SourceAnswer got = fetch(std::move(answers));
    const auto* error = std::get_if<Error>(&got);
    if (error == nullptr) return "(no error)";
    EXPECT_EQ(error->code(), ErrorCode::credentials_unavailable);
    EXPECT_EQ(error->outcome(), Outcome::not_sent);
    EXPECT_FALSE(keys.appear_in(error->to_string()));
    EXPECT_FALSE(contains(error->to_string(), identity));
    return error->message();
  }

  const CleanEnvironment environment{};
  const ScratchDirectory directory{};
  const Keys keys{};
  const std::string identity = random_key();
  const std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<ScriptedTransport> transport;
  OidcCredentialsOptions options;
};

TEST_F(OidcSource, TradesTheIdentityForKeys) {
  const SourceAnswer got = fetch({http_answer(200, success())});
  const auto* found = std::get_if<FoundCredentials>(&got);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(keys.equal(found->credentials));
  EXPECT_EQ(found->expires_at, clock->now() + std::chrono::hours(2));

  const auto requests = transport->requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].url, "https://sts.tencentcloudapi.com/");
  EXPECT_EQ(requests[0].method, HttpMethod::post);
  std::string headers;
  for (const auto& header : requests[0].headers) headers += header.name + ": " + header.value + "\n";
  EXPECT_EQ(headers,
            "Host: sts.tencentcloudapi.com\nContent-Type: application/json\nAuthorization: SKIP\n"
            "X-TC-Action: AssumeRoleWithWebIdentity\nX-TC-Version: 2018-08-13\nX-TC-Timestamp: 1735689600\n"
            "X-TC-Region: ap-singapore\n");
  const json body = json::parse(requests[0].body);
  EXPECT_EQ(body.at("ProviderId"), "cls-provider");
  EXPECT_TRUE(body.at("WebIdentityToken") == identity);
  EXPECT_EQ(body.at("RoleArn"), "qcs::cam::uin/1:roleName/r");
  EXPECT_EQ(body.at("RoleSessionName"), "tccc-1735689600000000");
  EXPECT_EQ(body.at("DurationSeconds"), 7200);
}

TEST_F(OidcSource, ReadsTheTokenFileAnewEachTime) {
  transport =
      std::make_shared<ScriptedTransport>(std::vector{http_answer(200, success()), http_answer(200, success())});
  const auto source = detail::oidc_source(options, {clock, transport, nullptr});
  source->fetch();
  const std::string next = random_key();
  directory.write("token", next);
  source->fetch();
  EXPECT_TRUE(json::parse(transport->requests().at(1).body).at("WebIdentityToken") == next);
}

TEST_F(OidcSource, TakesItsSettingsFromThePod) {
  CleanEnvironment::set("TKE_REGION", "ap-tokyo");
  CleanEnvironment::set("TKE_PROVIDER_ID", options.provider_id);
  CleanEnvironment::set("TKE_WEB_IDENTITY_TOKEN_FILE", options.token_file);
  CleanEnvironment::set("TKE_ROLE_ARN", options.role_arn);
  options = {};
  EXPECT_TRUE(std::holds_alternative<FoundCredentials>(fetch({http_answer(200, success())})));
  EXPECT_EQ(transport->requests().at(0).headers.back().value, "ap-tokyo");
}

TEST_F(OidcSource, IsAbsentWithoutAnySettingAndWrongWithSome) {
  options.region.clear();
  EXPECT_EQ(fault(), "the pod identity is incomplete; missing or empty: TKE_REGION");
  options = {};
  EXPECT_TRUE(std::holds_alternative<SourceAbsent>(fetch()));
  EXPECT_TRUE(transport->requests().empty());
}

TEST_F(OidcSource, NamesWhatIsWrongWithTheTokenFile) {
  options.token_file = directory.file("none");
  EXPECT_EQ(fault(), "identity token file " + directory.file("none") + " does not exist");
  options.token_file = directory.write("token", " \n");
  EXPECT_TRUE(contains(fault(), "is empty"));
  options.token_file = directory.write("token", identity + "\r\nX: 1");
  EXPECT_TRUE(contains(fault(), "holds bytes that no token has"));
  EXPECT_TRUE(transport->requests().empty());
}

TEST_F(OidcSource, RefusesOptionsThatCannotWork) {
  const OidcCredentialsOptions good = options;
  options.endpoint = "http://sts.tencentcloudapi.com";
  EXPECT_TRUE(contains(fault(), "plain http"));
  options = good;
  options.duration = std::chrono::seconds(0);
  EXPECT_TRUE(contains(fault(), "duration"));
  options.duration = std::chrono::hours(12) + std::chrono::seconds(1);
  EXPECT_TRUE(contains(fault(), "duration"));
  options = good;
  options.timeout = std::chrono::milliseconds(0);
  EXPECT_TRUE(contains(fault(), "timeout"));
  options = good;
  options.region = "a\r\nX-Injected: 1";
  EXPECT_EQ(fault(), "malformed: TKE_REGION; set it again");
  options = good;
  options.session_name = "a\nb";
  EXPECT_TRUE(contains(fault(), "session name"));
  EXPECT_TRUE(transport->requests().empty());
}

TEST_F(OidcSource, SaysThatTheServiceRefused) {
  const json refusal = {
      {"Response",
       {{"Error", {{"Code", "InvalidParameter.WebIdentityTokenError"}, {"Message", identity}}}, {"RequestId", "r-2"}}}};
  EXPECT_EQ(fault({http_answer(200, refusal.dump())}),
            "the security token service refused AssumeRoleWithWebIdentity with InvalidParameter.WebIdentityTokenError "
            "(request r-2); check that TKE_ROLE_ARN trusts TKE_PROVIDER_ID and this pod");
}

TEST_F(OidcSource, SaysWhatIsWrongWithAnAnswer) {
  EXPECT_TRUE(contains(fault({testing::not_connected()}), "gave no answer: connect_failed"));
  EXPECT_TRUE(contains(fault({http_answer(502, "<html>")}), "HTTP status 502"));
  EXPECT_TRUE(contains(fault({http_answer(200, "<html>")}), "gave an answer that"));
  EXPECT_TRUE(contains(fault({http_answer(200, "{}")}), "gave an answer that has no Response"));
  EXPECT_TRUE(contains(fault({http_answer(200, success().substr(0, 100))}), "gave an answer that"));
  json no_end = json::parse(success());
  no_end["Response"].erase("ExpiredTime");
  EXPECT_TRUE(contains(fault({http_answer(200, no_end.dump())}), "without an end"));
}

}  // namespace
}  // namespace tccc
