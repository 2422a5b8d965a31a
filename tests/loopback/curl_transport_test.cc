// SPDX-License-Identifier: Apache-2.0
// The built-in transport against a scripted server: what is delivered how often, and what is said of it.
#include "transport/curl_transport.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "exchange.h"
#include "reuse.h"
#include "scripted_server.h"

namespace tccc {
namespace loopback {
namespace {

// What a server does in place of an answer, as a test parameter.
struct Ending {
  const char* name;
  Step step;
};

std::ostream& operator<<(std::ostream& stream, const Ending& ending) {
  return stream << ending.name;
}

const Ending kClosed = {"Closed", Close()};
const Ending kReset = {"Reset", Reset()};

class CurlTransport : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CurlTransport, both_paths(), &path_name);
class CurlTransportAndProxy : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportAndProxy, both_paths(), &path_name);

TEST_P(CurlTransport, SendsAGetWhereOneIsAskedForAndAPostAfterIt) {
  const ScriptedServer server({kAnswerForever});
  const auto transport = make_transport();
  HttpRequest get;
  get.method = HttpMethod::get;
  const std::string url = server.url();
  get.url = url;
  get.connect_timeout = get.timeout = kAmpleTime;
  EXPECT_EQ(transport->send(post(url, "first")).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(get).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(url, "third")).code, ErrorCode::ok);
  const auto delivered = server.delivered();
  ASSERT_EQ(delivered.size(), 3U);
  EXPECT_TRUE(contains(delivered[0].head, "POST / HTTP/1.1"));
  EXPECT_TRUE(contains(delivered[1].head, "GET / HTTP/1.1"));
  EXPECT_FALSE(contains(delivered[1].head, "Content-Length"));
  EXPECT_EQ(delivered[1].body, "");
  EXPECT_TRUE(contains(delivered[2].head, "POST / HTTP/1.1"));
  EXPECT_EQ(delivered[2].body, "third");
}

TEST_P(CurlTransport, ReadsAnAnswerToItsEnd) {
  const ScriptedServer server({{ReadRequest(), Send{http_answer(429, "{\"a\":[1,2]}",
                                                                "date: Mon, 02 Jan 2006 15:04:05 GMT\r\n"
                                                                "RETRY-AFTER:  7 \r\n")}}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::ok) << exchange.detail;
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 429);
  EXPECT_EQ(exchange.body, "{\"a\":[1,2]}");
  EXPECT_EQ(exchange.date, "Mon, 02 Jan 2006 15:04:05 GMT");
  EXPECT_EQ(exchange.retry_after, "7");
}

TEST_P(CurlTransport, SendsTheHeadersAndTheBodyItIsGivenAndNoOthers) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const std::string body("{\"nul\":\"\0\"}", 11);
  HttpRequest request = post(url, body);
  request.headers = {{"Host", "ccc.example"}, {"Content-Type", "application/json"}, {"X-Empty", ""}, {"X-Two", "a b"}};
  ASSERT_EQ(make_transport()->send(request).code, ErrorCode::ok);
  ASSERT_EQ(server.delivered().size(), 1u);
  EXPECT_EQ(server.delivered()[0].head,
            "POST / HTTP/1.1\r\nHost: ccc.example\r\nContent-Type: application/json\r\nX-Empty:\r\nX-Two: a b\r\n"
            "Content-Length: 11");
  EXPECT_EQ(server.delivered()[0].body, body);
}

TEST_P(CurlTransport, DoesNotCarryAnythingOverToTheNextRequest) {
  const ScriptedServer server(in_turn({ReadRequest(), Send{http_answer(200, "long first answer", "Retry-After: 9\r\n")},
                                       ReadRequest(), Send{http_answer(200, "short")}}));
  const std::string url = server.url();
  const auto transport = make_transport();
  HttpRequest first = post(url, "a longer first body");
  first.headers.push_back({"X-First", "1"});
  ASSERT_EQ(transport->send(first).retry_after, "9");
  const HttpExchange second = transport->send(post(url, "b"));
  EXPECT_EQ(second.body, "short");
  EXPECT_EQ(second.retry_after, "");
  ASSERT_EQ(server.delivered().size(), 2u);
  EXPECT_EQ(server.delivered()[1].body, "b");
  EXPECT_FALSE(contains(server.delivered()[1].head, "X-First"));
}

TEST_P(CurlTransport, SendsLargeAndEmptyBodiesWithoutAskingFirst) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const std::string large(8 << 20, 'x');
  const auto transport = make_transport();
  EXPECT_EQ(transport->send(post(url, large)).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(url, std::string_view())).code, ErrorCode::ok);
  ASSERT_EQ(server.delivered().size(), 2u);
  EXPECT_EQ(server.delivered()[0].body.size(), large.size());
  EXPECT_FALSE(contains(server.delivered()[0].head, "Expect"));
  EXPECT_TRUE(contains(server.delivered()[1].head, "Content-Length: 0"));
}

TEST_P(CurlTransport, UsesItsConnectionAgain) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), connections_for(2));
  EXPECT_EQ(server.delivered().size(), 2u);
}

TEST_P(CurlTransport, UsesEachConnectionOnceWhenTheyMayNotBeIdle) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  detail::CurlTransportOptions options;
  options.idle_connection_limit = std::chrono::seconds(0);
  const auto transport = make_transport(options);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), 2u);
}

TEST_P(CurlTransport, MakesANewConnectionWhenTheServerHasClosedTheIdleOne) {
  const ScriptedServer server({{ReadRequest(), kAnswer, Close()}, kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  ASSERT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  ASSERT_TRUE(server.wait_for_closings(1));
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), 2u);
  EXPECT_EQ(server.delivered().size(), 2u);
}

TEST_P(CurlTransport, DoesNotTakeASecondAnswerForTheAnswerToTheNextRequest) {
  const ScriptedServer server({{ReadRequest(), Send{http_answer(200, "1") + http_answer(200, "forged")}, StaySilent()},
                               {ReadRequest(), Send{http_answer(200, "2")}}});
  const std::string url = server.url();
  const auto transport = make_transport();
  EXPECT_EQ(transport->send(post(url)).body, "1");
  EXPECT_EQ(transport->send(post(url)).body, "2");
}

class SendFenceOnReusedConnection : public EachOnBothPaths<Ending> {};

TEST_P(SendFenceOnReusedConnection, DeliversOnceWhatTheServerReadAndDidNotAnswer) {
  Script script = in_turn({ReadRequest(), kAnswer, ReadRequest(), value().step});
  script.push_back(kAnswerForever);
  const ScriptedServer server(script);
  const std::string url = server.url();
  const auto transport = make_transport();
  ASSERT_EQ(transport->send(post(url, "call 1")).code, ErrorCode::ok);
  const HttpExchange exchange = transport->send(post(url, "call 2"));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);
  EXPECT_FALSE(exchange.detail.empty());

  // The next call is only answered once the server has read all that came before it.
  ASSERT_EQ(transport->send(post(url, "call 3")).code, ErrorCode::ok);
  std::vector<std::string> bodies;
  for (const DeliveredRequest& request : server.delivered()) bodies.push_back(request.body);
  EXPECT_EQ(bodies, (std::vector<std::string>{"call 1", "call 2", "call 3"}));
}

INSTANTIATE_TEST_SUITE_P(Connection, SendFenceOnReusedConnection,
                         ::testing::Combine(::testing::Values(kClosed, kReset), both_paths()), &name_and_path<Ending>);

TEST_P(CurlTransport, SaysThatTheRequestLeftWhenNotEvenAReplayCouldConnect) {
  const ScriptedServer server(in_turn({ReadRequest(), kAnswer, ReadRequest(), StopListening(), Close()}));
  const std::string url = server.url();
  const auto transport = make_transport();
  ASSERT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  const HttpExchange exchange = transport->send(post(url));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(server.delivered().size(), 2u);
}

class UnansweredOnFreshConnection : public EachOnBothPaths<Ending> {};

TEST_P(UnansweredOnFreshConnection, IsAConnectionLostAfterOneDelivery) {
  const ScriptedServer server({{ReadRequest(), value().step}, kAnswerForever});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(server.delivered().size(), 1u);
  EXPECT_EQ(server.connections(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Connection, UnansweredOnFreshConnection,
                         ::testing::Combine(::testing::Values(kClosed, kReset), both_paths()), &name_and_path<Ending>);

TEST_P(CurlTransport, SaysThatNothingLeftWhenTheConnectionIsRefused) {
  const RefusingPort port;
  const HttpExchange exchange = make_transport()->send(post("http://127.0.0.1:" + std::to_string(port.port()) + "/"));
  EXPECT_EQ(exchange.code, ErrorCode::connect_failed);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);
}

TEST_P(CurlTransport, SaysThatNothingLeftWhenTheNameIsUnknown) {
  // A label of 64 letters: no name at all, so that the resolver asks nobody.
  const HttpExchange exchange = make_transport()->send(post("https://" + std::string(64, 'a') + ".invalid/"));
  EXPECT_EQ(exchange.code, ErrorCode::name_resolution_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
}

TEST_P(CurlTransport, GivesUpOnASilentServerAndSaysThatTheRequestLeft) {
  const ScriptedServer server({{ReadRequest(), StaySilent()}});
  const std::string url = server.url();
  HttpRequest request = post(url);
  request.timeout = std::chrono::seconds(1);
  const HttpExchange exchange = make_transport()->send(request);
  EXPECT_EQ(exchange.code, ErrorCode::deadline_exceeded);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(server.delivered().size(), 1u);
}

TEST_P(CurlTransport, SendsNothingWhenNoTimeIsLeft) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  HttpRequest request = post(url);
  request.timeout = std::chrono::milliseconds(0);
  const HttpExchange exchange = make_transport()->send(request);
  EXPECT_EQ(exchange.code, ErrorCode::deadline_exceeded);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(server.connections(), 0u);
}

TEST_P(CurlTransport, RefusesWhatWouldBreakAHeaderOrTheRequestLine) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  HttpRequest request = post(url);
  request.headers.push_back({"X-TC-Region", "ap\r\nX-Injected: 1"});
  const HttpExchange exchange = transport->send(request);
  EXPECT_EQ(exchange.code, ErrorCode::invalid_argument);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_FALSE(contains(exchange.detail, "Injected"));
  EXPECT_EQ(transport->send(post(url + "\r\nX: 1")).code, ErrorCode::invalid_argument);
  EXPECT_EQ(transport->send(post(url + std::string(1, '\0'))).code, ErrorCode::invalid_argument);
  EXPECT_EQ(transport->send(post("")).code, ErrorCode::invalid_argument);
  EXPECT_EQ(transport->send(post("ftp://127.0.0.1/")).code, ErrorCode::invalid_argument);
  EXPECT_EQ(server.connections(), 0u);
}

TEST_P(CurlTransport, ReadsAnAnswerAsLongAsTheLimit) {
  const ScriptedServer server({{ReadRequest(), Send{http_answer(200, std::string(100, 'x'))}}});
  detail::CurlTransportOptions options;
  options.max_response_bytes = 100;
  const HttpExchange exchange = make_transport(options)->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::ok);
  EXPECT_EQ(exchange.body.size(), 100u);
}

TEST_P(CurlTransport, RefusesALongerAnswerByItsContentLength) {
  // None of the body is sent: who waits for it never ends.
  const ScriptedServer server({{ReadRequest(), Send{"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n"}, StaySilent()}});
  detail::CurlTransportOptions options;
  options.max_response_bytes = 100;
  const HttpExchange exchange = make_transport(options)->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::response_too_large);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 200);
  EXPECT_EQ(exchange.body, "");
}

TEST_P(CurlTransport, RefusesALongerAnswerInChunks) {
  const ScriptedServer server({{ReadRequest(), Send{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"},
                                Send{"40\r\n" + std::string(0x40, 'x') + "\r\n"},
                                Send{"40\r\n" + std::string(0x40, 'x') + "\r\n"}, StaySilent()}});
  detail::CurlTransportOptions options;
  options.max_response_bytes = 100;
  const HttpExchange exchange = make_transport(options)->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::response_too_large);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.body, "");
}

TEST_P(CurlTransport, RefusesAHeaderWithoutEnd) {
  std::string fields;
  while (fields.size() < 70000) fields += "X-Field: of no use to anyone\r\n";
  const ScriptedServer server({{ReadRequest(), Send{"HTTP/1.1 200 OK\r\n" + fields}, StaySilent()}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::invalid_response);
  EXPECT_TRUE(exchange.request_left);
}

TEST_P(CurlTransport, RefusesInterimAnswersWithoutEnd) {
  std::string hints;
  while (hints.size() < 70000) hints += "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
  const ScriptedServer server({{ReadRequest(), Send{hints}, StaySilent()}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::invalid_response);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);
}

TEST_P(CurlTransport, PassesOverInterimAnswers) {
  const ScriptedServer server(
      {{ReadRequest(), Send{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nDate: interim\r\n\r\n"},
        Send{http_answer(200, "final", "Date: final\r\n")}}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::ok) << exchange.detail;
  EXPECT_EQ(exchange.status, 200);
  EXPECT_EQ(exchange.body, "final");
  EXPECT_EQ(exchange.date, "final");
}

TEST_P(CurlTransport, FollowsNoRedirect) {
  const ScriptedServer other({kAnswerForever});
  const ScriptedServer server({{ReadRequest(), Send{http_answer(307, "", "Location: " + other.url() + "\r\n")}}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::ok);
  EXPECT_EQ(exchange.status, 307);
  EXPECT_EQ(other.connections(), 0u);
}

TEST_P(CurlTransport, CallsATruncatedBodyAConnectionLostAndForgetsIt) {
  const ScriptedServer server(
      {{ReadRequest(), Send{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\":"}, Close()}, kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  const HttpExchange exchange = transport->send(post(url));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.body, "");
  EXPECT_EQ(transport->send(post(url)).body, "{}");
}

TEST_P(CurlTransport, CallsAnAnswerThatIsNotHttpInvalid) {
  const ScriptedServer server({{ReadRequest(), Send{"SSH-2.0-OpenSSH_9.2\r\n"}, Close()}});
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  EXPECT_EQ(exchange.code, ErrorCode::invalid_response);
  EXPECT_TRUE(exchange.request_left);
}

TEST_P(CurlTransport, ServesThreadsAtOnceEachWithItsOwnAnswer) {
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kRequests = 50;
  const ScriptedServer server({{ReadRequest(), EchoBody(), Again()}});
  const std::string url = server.url();
  const auto transport = make_transport();
  std::vector<std::size_t> answered(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < kRequests; ++i) {
        const std::string body = std::to_string(thread) + "/" + std::to_string(i);
        const HttpExchange exchange = transport->send(post(url, body));
        if (exchange.code == ErrorCode::ok && exchange.body == body) ++answered[thread];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, std::vector<std::size_t>(kThreads, kRequests));
  EXPECT_EQ(server.delivered().size(), kThreads * kRequests);
  EXPECT_LE(server.connections(), reuses_connections() ? kThreads : kThreads * kRequests);
}

TEST_P(CurlTransport, SurvivesASigpipeWhileItSendsAndLeavesSignalsAsTheyWere) {
  struct sigaction before {};
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  ASSERT_EQ(sigaction(SIGPIPE, &by_default, &before), 0);
  ScriptedServer server({{ReadRequest(), StaySilent(), kAnswer}});
  const std::string url = server.url();
  const auto transport = make_transport();
  ErrorCode code = ErrorCode::transport_failed;
  int blocked = -1;
  int pending = -1;
  std::thread sender([&] {
    code = transport->send(post(url)).code;
    sigset_t signals;
    pthread_sigmask(SIG_SETMASK, nullptr, &signals);
    blocked = sigismember(&signals, SIGPIPE);
    sigpending(&signals);
    pending = sigismember(&signals, SIGPIPE);
  });
  EXPECT_TRUE(server.wait_for_deliveries(1));
  pthread_kill(sender.native_handle(), SIGPIPE);
  server.release();
  sender.join();
  EXPECT_EQ(code, ErrorCode::ok);
  EXPECT_EQ(blocked, 0);
  EXPECT_EQ(pending, 0);
  struct sigaction after {};
  sigaction(SIGPIPE, &before, &after);
  EXPECT_EQ(after.sa_handler, SIG_DFL);
}

// Sets environment variables for one test; no other thread reads them meanwhile.
class ProxyEnvironment {
 public:
  explicit ProxyEnvironment(const std::string& proxy) {
    for (const char* name : kNames) unsetenv(name);
    setenv("http_proxy", proxy.c_str(), 1);
    setenv("https_proxy", proxy.c_str(), 1);
  }
  ~ProxyEnvironment() {
    for (const char* name : kNames) unsetenv(name);
  }

 private:
  static constexpr const char* kNames[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                           "ALL_PROXY",  "no_proxy",    "NO_PROXY"};
};

std::shared_ptr<Transport> make_transport_with_proxy() {
  auto made = detail::make_curl_transport({});
  EXPECT_TRUE(made);
  return made.value();
}

TEST_P(CurlTransportAndProxy, GoesThroughTheProxyOfTheEnvironment) {
  const ScriptedServer proxy({kAnswerForever});
  const ProxyEnvironment environment(proxy.url());
  EXPECT_EQ(make_transport_with_proxy()->send(post("http://service.invalid/")).code, ErrorCode::ok);
  ASSERT_EQ(proxy.delivered().size(), 1u);
  EXPECT_TRUE(contains(proxy.delivered()[0].head, "POST http://service.invalid/ HTTP/1.1\r\n"));
}

TEST_P(CurlTransportAndProxy, BypassesItWhenTold) {
  const ScriptedServer proxy({kAnswerForever});
  const ProxyEnvironment environment(proxy.url());
  const ScriptedServer server({kAnswerForever});
  EXPECT_EQ(make_transport()->send(post(server.url())).code, ErrorCode::ok);
  EXPECT_EQ(server.delivered().size(), 1u);
  EXPECT_EQ(proxy.connections(), 0u);
}

class RefusingProxy : public EachOnBothPaths<Ending> {};

TEST_P(RefusingProxy, FailsBeforeTheRequestAndSeesNoneOfItsHeaders) {
  const ScriptedServer proxy({{ReadRequest(), value().step, Close()}});
  const ProxyEnvironment environment(proxy.url());
  HttpRequest request = post("https://service.invalid/");
  request.headers.push_back({"Authorization", "for the service alone"});
  const HttpExchange exchange = make_transport_with_proxy()->send(request);
  EXPECT_EQ(exchange.code, ErrorCode::proxy_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);
  ASSERT_EQ(proxy.delivered().size(), 1u);
  EXPECT_TRUE(contains(proxy.delivered()[0].head, "CONNECT service.invalid:443"));
  EXPECT_FALSE(contains(proxy.delivered()[0].head, "Authorization"));
}

INSTANTIATE_TEST_SUITE_P(Connect, RefusingProxy,
                         ::testing::Combine(::testing::Values(Ending{"Forbidden", Send{http_answer(403, "no")}},
                                                              Ending{"AskedForCredentials",
                                                                     Send{http_answer(407, "who?")}},
                                                              kClosed, kReset),
                                            both_paths()),
                         &name_and_path<Ending>);

TEST_P(CurlTransportAndProxy, KeepsItsPasswordOutOfTheDetail) {
  const ProxyEnvironment environment("http://user:proxy-password@[bad");
  const HttpExchange exchange = make_transport_with_proxy()->send(post("https://service.invalid/"));
  EXPECT_NE(exchange.code, ErrorCode::ok);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_FALSE(contains(exchange.detail, "proxy-password")) << exchange.detail;
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
