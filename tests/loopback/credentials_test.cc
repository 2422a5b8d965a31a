// SPDX-License-Identifier: Apache-2.0
// Credentials of a role and of a pod, over real sockets.
#include "tccc/credentials.h"

#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "../key_watch.h"
#include "exchange.h"
#include "scripted_server.h"
#include "tccc/client.h"
#include "temporary_directory.h"

namespace tccc {
namespace loopback {
namespace {

constexpr std::chrono::milliseconds kShortTime(50);

std::string unix_time(std::chrono::seconds from_now) {
  const auto time = std::chrono::system_clock::now().time_since_epoch() + from_now;
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

struct Keys {
  std::string id = random_key();
  std::string key = random_key();
  std::string token = random_key();
  std::string expiry = unix_time(std::chrono::hours(2));

  std::string members() const {
    return R"("TmpSecretId":")" + id + R"(","TmpSecretKey":")" + key + R"(","Token":")" + token + '"';
  }
  std::string role_answer() const {
    return http_answer(200, R"({"Code":"Success","ExpiredTime":)" + expiry + "," + members() + "}");
  }
  std::string sts_answer() const {
    return http_answer(
        200, R"({"Response":{"Credentials":{)" + members() + R"(},"ExpiredTime":)" + expiry + R"(,"RequestId":"r"}})");
  }
  bool equal(const Credentials& other) const {
    return other.secret_id == id && other.secret_key.reveal() == key && other.token.reveal() == token;
  }
};

// Sets a variable for the life of this object.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) {
    const char* before = getenv(name);
    if (before != nullptr) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() {
    unsetenv(name_);
    if (before_) setenv(name_, before_->c_str(), 1);
  }

 private:
  const char* const name_;
  std::optional<std::string> before_;
};

std::string message_of(const Result<Credentials>& result) {
  return result ? std::string("(credentials)") : result.error().message();
}

class Role : public ::testing::Test {
 protected:
  static Result<Credentials> ask(std::uint16_t port, std::chrono::milliseconds timeout = kAmpleTime) {
    return role_credentials({"", "http://127.0.0.1:" + std::to_string(port), timeout})->credentials();
  }
  static Result<Credentials> ask(Script script, std::chrono::milliseconds timeout = kAmpleTime) {
    const ScriptedServer server(std::move(script));
    return ask(server.port(), timeout);
  }

  const ConnectionScript role = {ReadRequest(), Send{http_answer(200, "agent-role")}};
  const Keys keys{};
};

TEST_F(Role, GivesItsKeysOverTwoConnectionsOfTheirOwn) {
  const ScriptedServer server({role, {ReadRequest(), Send{keys.role_answer()}}});
  const auto credentials = ask(server.port());
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys.equal(*credentials));
  const auto delivered = server.delivered();
  ASSERT_EQ(delivered.size(), 2U);
  EXPECT_TRUE(contains(delivered[0].head, "GET /latest/meta-data/cam/security-credentials/ HTTP/1.1\r\n"));
  EXPECT_TRUE(contains(delivered[1].head, "GET /latest/meta-data/cam/security-credentials/agent-role HTTP/1.1\r\n"));
  EXPECT_FALSE(contains(delivered[0].head, "Content-Length"));
}

TEST_F(Role, UsesNoProxyOfTheEnvironment) {
  const RefusingPort proxy;
  const std::string url = "http://127.0.0.1:" + std::to_string(proxy.port());
  const ScopedVariable http("http_proxy", url);
  const ScopedVariable all("all_proxy", url);
  const ScopedVariable none("no_proxy", "");
  const auto credentials = ask({role, {ReadRequest(), Send{keys.role_answer()}}});
  EXPECT_TRUE(credentials) << message_of(credentials);
}

TEST_F(Role, IsNotWaitedForWhereNobodyAnswers) {
  EXPECT_TRUE(contains(message_of(ask({{ReadRequest(), StaySilent()}}, kShortTime)), "deadline_exceeded"));
  EXPECT_TRUE(contains(message_of(ask({role, {ReadRequest(), StaySilent()}}, kShortTime)), "deadline_exceeded"));
  const RefusingPort nobody;
  EXPECT_TRUE(contains(message_of(ask(nobody.port())), "connect_failed"));
}

TEST_F(Role, IsRefusedWhenItsAnswerIsNone) {
  const auto said_of = [&](std::string bytes) {
    return message_of(ask({role, {ReadRequest(), Send{std::move(bytes)}}}));
  };
  EXPECT_TRUE(contains(said_of(http_answer(200, "<html>")), "is not complete JSON text"));
  EXPECT_TRUE(contains(said_of(http_answer(404, "")), "is not bound"));
  EXPECT_TRUE(contains(said_of(http_answer(200, R"({"Code":"Failed"})")), "refused with the code \"Failed\""));
  EXPECT_TRUE(contains(said_of(""), "connection_lost"));
  Keys expired;
  expired.expiry = unix_time(-std::chrono::hours(1));
  EXPECT_TRUE(contains(said_of(expired.role_answer()), "expired already"));
  Keys injected;
  injected.token += "\\r\\nX-Injected: 1";
  EXPECT_TRUE(contains(said_of(injected.role_answer()), "would break a header"));
}

TEST_F(Role, IsNotReadBeyond64KiB) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
  EXPECT_TRUE(contains(message_of(ask({role, {ReadRequest(), Send{head}, SendRepeated{std::string(1024, ' '), 200}}})),
                       "response_too_large"));
  EXPECT_TRUE(contains(message_of(ask({{ReadRequest(), Send{head}, SendRepeated{std::string(1024, 'r'), 200}}})),
                       "response_too_large"));
}

TEST_F(Role, IsAskedOnceForManyThreads) {
  const ScriptedServer server({role, {ReadRequest(), Send{keys.role_answer()}}});
  const auto provider = role_credentials({"", "http://127.0.0.1:" + std::to_string(server.port()), kAmpleTime});
  std::atomic<int> served{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        const auto credentials = provider->credentials();
        if (credentials && keys.equal(*credentials)) ++served;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, 400);
  EXPECT_EQ(server.delivered().size(), 2U);
}

class Pod : public ::testing::Test {
 protected:
  Result<Credentials> ask(std::uint16_t port, std::chrono::milliseconds timeout = kAmpleTime,
                          const std::string& proxy = {}) const {
    OidcCredentialsOptions options;
    options.region = "ap-guangzhou";
    options.provider_id = "provider";
    options.role_arn = "arn";
    options.token_file = directory.write("token", identity);
    options.endpoint = "http://127.0.0.1:" + std::to_string(port);
    options.timeout = timeout;
    options.proxy.url = proxy;
    return oidc_credentials(options)->credentials();
  }
  std::string said_of(ConnectionScript script, std::chrono::milliseconds timeout = kAmpleTime) const {
    const ScriptedServer server({std::move(script)});
    return message_of(ask(server.port(), timeout));
  }

  const TemporaryDirectory directory{};
  const std::string identity = random_key();
  const Keys keys{};
};

TEST_F(Pod, TradesItsIdentityForKeys) {
  const ScriptedServer server({{ReadRequest(), Send{keys.sts_answer()}}});
  const auto credentials = ask(server.port());
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys.equal(*credentials));
  ASSERT_EQ(server.delivered().size(), 1U);
  EXPECT_TRUE(contains(server.delivered()[0].head, "POST / HTTP/1.1\r\n"));
  EXPECT_TRUE(contains(server.delivered()[0].head, "Authorization: SKIP\r\n"));
  EXPECT_TRUE(contains(server.delivered()[0].body, "\"WebIdentityToken\":\"" + identity + "\""));
}

TEST_F(Pod, UsesTheProxyThatIsGiven) {
  const ScriptedServer proxy({{ReadRequest(), Send{keys.sts_answer()}}});
  const RefusingPort behind;
  EXPECT_TRUE(ask(behind.port(), kAmpleTime, "http://127.0.0.1:" + std::to_string(proxy.port())));
  EXPECT_TRUE(contains(proxy.delivered().at(0).head, "POST http://127.0.0.1:"));
}

TEST_F(Pod, GetsNoKeysWhereNobodyAnswersAsItShould) {
  EXPECT_TRUE(contains(said_of({ReadRequest(), StaySilent()}, kShortTime), "deadline_exceeded"));
  EXPECT_TRUE(contains(said_of({ReadRequest(), Reset()}), "connection_lost"));
  EXPECT_TRUE(contains(said_of({ReadRequest(), Send{http_answer(404, "")}}), "HTTP status 404"));
  EXPECT_TRUE(contains(said_of({ReadRequest(), Send{http_answer(200, "garbage")}}), "is not complete JSON text"));
  EXPECT_TRUE(
      contains(said_of({ReadRequest(), Send{"HTTP/1.1 200 OK\r\n\r\n"}, SendRepeated{std::string(1024, ' '), 200}}),
               "response_too_large"));
  const RefusingPort nobody;
  EXPECT_TRUE(contains(message_of(ask(nobody.port())), "connect_failed"));
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
