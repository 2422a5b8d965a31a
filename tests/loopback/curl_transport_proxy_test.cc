// SPDX-License-Identifier: Apache-2.0
// Proxies given by option: credentials reach them as they are, and what they refuse was not sent.
#include <stdlib.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "exchange.h"
#include "relay_proxy.h"
#include "reuse.h"
#include "scripted_server.h"
#include "tccc/tccc.h"
#include "temporary_directory.h"
#include "testing/throwaway_ca.h"
#include "transport/curl_transport.h"

namespace tccc {
namespace loopback {
namespace {

using testing::detail::ThrowawayCa;

// Every byte that a URL, an escape or a quoting rule gives a meaning, and some that are not ASCII.
constexpr const char* kOddUser = "tester@/% \"%41+&#?\xE7\x94\xA8";
constexpr const char* kOddPassword = "@:/% \"%41%00%zz+\\&#?'\xE5\xAF\x86\xF0\x9F\x94\x91";

struct ProxyKind {
  const char* name;
  const char* scheme;
  ProxyProtocol protocol;
};

// A server that speaks TLS as service.example and localhost, and a proxy of one kind that leads to it.
class CurlTransportAndGivenProxy : public EachOnBothPaths<ProxyKind> {
 protected:
  CurlTransportAndGivenProxy()
      : server_({kAnswerForever}, ca_.issue({{"service.example", "localhost"}, {"127.0.0.1"}}).value()) {
    unsetenv("no_proxy");
    unsetenv("NO_PROXY");
  }

  RelayProxy make_proxy(const ProxyLogin& login = {}) const {
    return RelayProxy(value().protocol, server_.port(), login);
  }

  detail::CurlTransportOptions through(const RelayProxy& proxy, const ProxyLogin& login = {}) const {
    detail::CurlTransportOptions options;
    options.tls.ca_file = ca_file_;
    options.proxy.url = proxy.url(value().scheme);
    options.proxy.user = login.user;
    options.proxy.password = Secret(login.password);
    // socks5 asks here for the address, which nobody but this knows.
    options.resolve = {"service.example:443:127.0.0.1"};
    return options;
  }

  const ThrowawayCa ca_ = ThrowawayCa::create().value();
  const TemporaryDirectory directory_;
  const std::string ca_file_ = directory_.write("ca.pem", ca_.certificate_pem());
  const ScriptedServer server_;
};

class CurlTransportAndHttpProxy : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportAndHttpProxy, both_paths(), &path_name);

TEST_P(CurlTransportAndGivenProxy, GoesThroughIt) {
  const RelayProxy proxy = make_proxy();
  const HttpExchange exchange = make_transport(through(proxy))->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::ok) << exchange.detail;
  EXPECT_EQ(server_.delivered().size(), 1u);
  ASSERT_EQ(proxy.connections().size(), 1u);
  const bool resolves_here = std::string_view(value().scheme) == "socks5";
  EXPECT_EQ(proxy.connections()[0].destination, resolves_here ? "127.0.0.1:443" : "service.example:443");
  EXPECT_EQ(proxy.connections()[0].by_name, std::string_view(value().scheme) == "socks5h");
  EXPECT_EQ(proxy.connections()[0].login.user, "");
}

TEST_P(CurlTransportAndGivenProxy, UsesItsConnectionThroughItAgain) {
  const ProxyLogin login{"user", "password"};
  const RelayProxy proxy = make_proxy(login);
  const auto transport = make_transport(through(proxy, login));
  EXPECT_EQ(transport->send(post("https://service.example/")).code, ErrorCode::ok);
  const HttpExchange second = transport->send(post("https://service.example/"));
  EXPECT_EQ(second.code, ErrorCode::ok);
  EXPECT_EQ(second.timing.is_reused_connection, reuses_connections());
  EXPECT_EQ(proxy.connections().size(), connections_for(2));
}

TEST_P(CurlTransportAndGivenProxy, BringsItsCredentialsUnmangled) {
  const ProxyLogin login{kOddUser, kOddPassword};
  const RelayProxy proxy = make_proxy(login);
  const HttpExchange exchange = make_transport(through(proxy, login))->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::ok) << exchange.detail;
  ASSERT_EQ(proxy.connections().size(), 1u);
  EXPECT_EQ(proxy.connections()[0].login.user, login.user);
  EXPECT_EQ(proxy.connections()[0].login.password, login.password);
  ASSERT_EQ(server_.delivered().size(), 1u);
  EXPECT_FALSE(contains(server_.delivered()[0].head, "Proxy-"));
}

TEST_P(CurlTransportAndGivenProxy, BringsAUserWithoutPassword) {
  const ProxyLogin login{"user", ""};
  const RelayProxy proxy = make_proxy(login);
  EXPECT_EQ(make_transport(through(proxy, login))->send(post("https://service.example/")).code, ErrorCode::ok);
}

TEST_P(CurlTransportAndGivenProxy, FailsBeforeTheRequestWhenItsCredentialsAreRefused) {
  const RelayProxy proxy = make_proxy({"user", "right"});
  const auto options = through(proxy, {"user", "wrong-proxy-password"});
  const HttpExchange exchange = make_transport(options)->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::proxy_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);
  EXPECT_FALSE(contains(exchange.detail, "wrong-proxy-password")) << exchange.detail;
  EXPECT_TRUE(server_.delivered().empty());
  EXPECT_EQ(proxy.connections().size(), 1u);
}

TEST_P(CurlTransportAndGivenProxy, FailsBeforeTheRequestWhenItHasNoCredentials) {
  const RelayProxy proxy = make_proxy({"user", "right"});
  const HttpExchange exchange = make_transport(through(proxy))->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::proxy_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
  EXPECT_TRUE(server_.delivered().empty());
}

TEST_P(CurlTransportAndGivenProxy, FailsBeforeTheRequestWhenItIsNotThere) {
  const RefusingPort port;
  detail::CurlTransportOptions options;
  options.proxy.url = std::string(value().scheme) + "://127.0.0.1:" + std::to_string(port.port());
  options.resolve = {"service.example:443:127.0.0.1"};
  const HttpExchange exchange = make_transport(options)->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::connect_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
}

TEST_P(CurlTransportAndGivenProxy, FailsBeforeTheRequestWhenItCannotGetThrough) {
  // The proxy ends the connection without a word.
  const RefusingPort nowhere;
  const RelayProxy proxy(value().protocol, nowhere.port());
  const HttpExchange exchange = make_transport(through(proxy))->send(post("https://service.example/"));
  EXPECT_EQ(exchange.code, ErrorCode::proxy_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
}

TEST_P(CurlTransportAndGivenProxy, SparesTheHostsOfNoProxy) {
  const RelayProxy proxy = make_proxy();
  for (const char* no_proxy : {"other.example,127.0.0.1", "*"}) {
    auto options = through(proxy);
    options.proxy.no_proxy = no_proxy;
    EXPECT_EQ(make_transport(options)->send(post(server_.url())).code, ErrorCode::ok);
    EXPECT_TRUE(proxy.connections().empty());
  }
  auto options = through(proxy);
  options.proxy.no_proxy = "other.example";
  EXPECT_EQ(make_transport(options)->send(post(server_.url())).code, ErrorCode::ok);
  EXPECT_EQ(proxy.connections().size(), 1u);
}

TEST_P(CurlTransportAndGivenProxy, SparesTheHostsOfTheEnvironmentOnlyWithoutAListOfItsOwn) {
  const RelayProxy proxy = make_proxy();
  setenv("no_proxy", "127.0.0.1", 1);
  EXPECT_EQ(make_transport(through(proxy))->send(post(server_.url())).code, ErrorCode::ok);
  EXPECT_TRUE(proxy.connections().empty());
  auto options = through(proxy);
  options.proxy.no_proxy = "other.example";
  EXPECT_EQ(make_transport(options)->send(post(server_.url())).code, ErrorCode::ok);
  EXPECT_EQ(proxy.connections().size(), 1u);
  unsetenv("no_proxy");
}

TEST_P(CurlTransportAndGivenProxy, IsUsedByAClientEvenToLoopback) {
  const ProxyLogin login{kOddUser, kOddPassword};
  const RelayProxy proxy = make_proxy(login);
  const auto given = through(proxy, login);
  ClientOptions options;
  options.endpoint = server_.url("localhost");
  options.tls = given.tls;
  options.proxy = given.proxy;
  options.resolve = {"localhost:" + std::to_string(server_.port()) + ":127.0.0.1"};
  auto client = Client::create(static_credentials({"id", Secret("key")}), options);
  ASSERT_TRUE(client) << client.error().message();
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 1;
  request.callee = "008612300000000";
  static_cast<void>(client->send(request));
  EXPECT_EQ(server_.delivered().size(), 1u);
  EXPECT_EQ(proxy.connections().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Protocol, CurlTransportAndGivenProxy,
                         ::testing::Combine(::testing::Values(ProxyKind{"Http", "http", ProxyProtocol::http},
                                                              ProxyKind{"Socks5", "socks5", ProxyProtocol::socks5},
                                                              ProxyKind{"Socks5h", "socks5h", ProxyProtocol::socks5}),
                                            both_paths()),
                         &name_and_path<ProxyKind>);

TEST_P(CurlTransportAndHttpProxy, TellsItTheWholeUrlOfAPlainRequest) {
  const ProxyLogin login{kOddUser, kOddPassword};
  const ScriptedServer server({kAnswerForever});
  const RelayProxy proxy(ProxyProtocol::http, server.port(), login);
  detail::CurlTransportOptions options;
  options.proxy.url = proxy.url("http");
  options.proxy.user = login.user;
  options.proxy.password = Secret(login.password);
  EXPECT_EQ(make_transport(options)->send(post("http://service.example:8080/")).code, ErrorCode::ok);
  ASSERT_EQ(proxy.connections().size(), 1u);
  EXPECT_EQ(proxy.connections()[0].destination, "http://service.example:8080/");
  EXPECT_EQ(proxy.connections()[0].login.password, login.password);
}

TEST_P(CurlTransportAndHttpProxy, IsPreferredToThatOfTheEnvironment) {
  const ScriptedServer server({kAnswerForever});
  const ScriptedServer other({kAnswerForever});
  const RelayProxy proxy(ProxyProtocol::http, server.port());
  setenv("http_proxy", other.url().c_str(), 1);
  detail::CurlTransportOptions options;
  options.proxy.url = proxy.url("http");
  const auto transport = detail::make_curl_transport(options);
  ASSERT_TRUE(transport);
  EXPECT_EQ((*transport)->send(post("http://service.example/")).code, ErrorCode::ok);
  unsetenv("http_proxy");
  EXPECT_EQ(proxy.connections().size(), 1u);
  EXPECT_EQ(other.connections(), 0u);
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
