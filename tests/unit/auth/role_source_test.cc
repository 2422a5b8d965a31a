// SPDX-License-Identifier: Apache-2.0
// The metadata service of a virtual machine, scripted.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "auth/credentials_source.h"
#include "auth_fixture.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace {

using detail::FoundCredentials;
using detail::SourceAbsent;
using detail::SourceAnswer;
using testing::ScriptedTransport;

constexpr const char* kList = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";

class RoleSource : public ::testing::Test {
 protected:
  SourceAnswer fetch(std::vector<HttpExchange> answers, RoleCredentialsOptions options = {}) {
    transport = std::make_shared<ScriptedTransport>(std::move(answers));
    return detail::role_source(std::move(options), {clock, transport, nullptr})->fetch();
  }

  // An answer with the keys, but for one member.
  std::string body(const std::string& member = {}, const std::string& value = {}) const {
    const std::pair<std::string, std::string> members[] = {
        {"TmpSecretId", '"' + keys.id + '"'},       {"TmpSecretKey", '"' + keys.key + '"'},
        {"Token", '"' + keys.token + '"'},          {"ExpiredTime", "1735696800"},
        {"Expiration", "\"2025-01-01T02:00:00Z\""}, {"Code", "\"Success\""}};
    std::string text;
    for (const auto& [name, own] : members) {
      text += (text.empty() ? "{\"" : ",\"") + name + "\":" + (name == member ? value : own);
    }
    return text + "}";
  }

  std::string fault(std::vector<HttpExchange> answers, RoleCredentialsOptions options = {}) {
    const SourceAnswer got = fetch(std::move(answers), std::move(options));
    const auto* error = std::get_if<Error>(&got);
    if (error == nullptr) return "(no error)";
    EXPECT_EQ(error->code(), ErrorCode::credentials_unavailable);
    EXPECT_EQ(error->outcome(), Outcome::not_sent);
    EXPECT_FALSE(keys.appear_in(error->to_string()));
    return error->message();
  }

  const Keys keys{};
  const std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();  // 2025-01-01T00:00:00Z
  std::shared_ptr<ScriptedTransport> transport;
};

TEST_F(RoleSource, AsksForTheRoleAndThenForItsKeys) {
  const SourceAnswer got = fetch({http_answer(200, "agent-role\n"), http_answer(200, body())});
  const auto* found = std::get_if<FoundCredentials>(&got);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(keys.equal(found->credentials));
  EXPECT_EQ(found->expires_at, clock->now() + std::chrono::hours(2));
  const auto requests = transport->requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].url, kList);
  EXPECT_EQ(requests[1].url, std::string(kList) + "agent-role");
  for (const auto& request : requests) {
    EXPECT_EQ(request.method, HttpMethod::get);
    EXPECT_TRUE(request.body.empty());
    EXPECT_EQ(request.timeout, std::chrono::milliseconds(1500));
    EXPECT_EQ(request.connect_timeout, std::chrono::milliseconds(1500));
  }
}

TEST_F(RoleSource, AsksForANamedRoleAtOnceWhereTheOptionsSay) {
  RoleCredentialsOptions options;
  options.role = "mine";
  options.endpoint = "http://127.0.0.1:8080";
  options.timeout = std::chrono::milliseconds(20);
  const SourceAnswer got = fetch({http_answer(200, body())}, options);
  EXPECT_TRUE(std::holds_alternative<FoundCredentials>(got));
  ASSERT_EQ(transport->requests().size(), 1U);
  EXPECT_EQ(transport->requests()[0].url, "http://127.0.0.1:8080/latest/meta-data/cam/security-credentials/mine");
  EXPECT_EQ(transport->requests()[0].timeout, std::chrono::milliseconds(20));
}

TEST_F(RoleSource, IsAbsentWhereThereIsNoMetadataService) {
  HttpExchange no_name;
  no_name.code = ErrorCode::name_resolution_failed;
  HttpExchange silent;
  silent.code = ErrorCode::deadline_exceeded;
  for (const HttpExchange& exchange :
       {testing::not_connected(), no_name, silent, http_answer(404, "no"), http_answer(302, ""),
        http_answer(403, "captive portal"), http_answer(200, "<html>log in</html>"), http_answer(200, ""),
        http_answer(200, "two\nroles"), http_answer(200, ".."), http_answer(200, std::string(129, 'r'))}) {
    EXPECT_TRUE(std::holds_alternative<SourceAbsent>(fetch({exchange}))) << exchange.status << exchange.body;
    EXPECT_EQ(transport->requests().size(), 1U);
  }
}

TEST_F(RoleSource, IsOutOfOrderWhenTheMetadataServiceIs) {
  EXPECT_TRUE(contains(fault({http_answer(500, "")}), "HTTP status 500"));
  HttpExchange silent;
  silent.code = ErrorCode::deadline_exceeded;
  EXPECT_TRUE(contains(fault({http_answer(200, "r"), silent}), "deadline_exceeded"));
  EXPECT_TRUE(contains(fault({http_answer(200, "r"), http_answer(503, "")}), "HTTP status 503"));
  EXPECT_TRUE(contains(fault({http_answer(200, "r"), http_answer(404, "")}), "is not bound"));
}

TEST_F(RoleSource, RefusesAnAnswerThatGivesNoKeys) {
  const auto said_of = [&](const std::string& text) { return fault({http_answer(200, "r"), http_answer(200, text)}); };
  EXPECT_TRUE(contains(said_of("no JSON"), "gave an answer that"));
  EXPECT_TRUE(contains(said_of(body().substr(0, 60)), "gave an answer that"));
  EXPECT_TRUE(contains(said_of("[]"), "gave an answer that"));
  EXPECT_TRUE(contains(said_of("{}"), "refused with the code \"\""));
  EXPECT_TRUE(contains(said_of(body("Code", "\"NoSuchRole\"")), "refused with the code \"NoSuchRole\""));
  EXPECT_TRUE(contains(said_of(body("TmpSecretKey", "7")), "at TmpSecretKey"));
  for (const char* bad : {"0", "-5", "null", "99999999999999"}) {
    EXPECT_TRUE(contains(said_of(body("ExpiredTime", bad)), "without an end")) << bad;
  }
}

TEST_F(RoleSource, RefusesOptionsThatCannotWork) {
  RoleCredentialsOptions options;
  options.role = "../other";
  EXPECT_TRUE(contains(fault({}, options), "name of the role"));
  options = {};
  options.endpoint = "http://host/path";
  EXPECT_TRUE(contains(fault({}, options), "endpoint"));
  options = {};
  options.timeout = std::chrono::milliseconds(0);
  EXPECT_TRUE(contains(fault({}, options), "timeout"));
  EXPECT_TRUE(transport->requests().empty());
}

}  // namespace
}  // namespace tccc
