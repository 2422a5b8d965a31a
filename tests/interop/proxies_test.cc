// SPDX-License-Identifier: Apache-2.0
// Calls through proxies that others wrote: tinyproxy, which speaks HTTP, and microsocks, which speaks SOCKS5.
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../call_path.h"
#include "../loopback/fault_matrix_client.h"
#include "../loopback/temporary_directory.h"
#include "foreign_server.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc {
namespace interop {
namespace {

using testing::MockEndpoint;

const std::string kAction = "CreateAIAgentCall";

struct ProxyLogin {
  std::string user = "caller";
  Secret password = Secret(random_key());
};

std::unique_ptr<ForeignServer> start_tinyproxy(const loopback::TemporaryDirectory& directory, const ProxyLogin& login,
                                               std::uint16_t allowed_port) {
  return ForeignServer::start([&](std::uint16_t port) {
    const std::string settings =
        directory.write("tinyproxy.conf", "Port " + std::to_string(port) +
                                              "\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\n"
                                              "LogLevel Critical\nLogFile \"" +
                                              directory.path() + "/log\"\nBasicAuth " + login.user + ' ' +
                                              std::string(login.password.reveal()) + "\nConnectPort " +
                                              std::to_string(allowed_port) + '\n');
    return std::vector<std::string>{"tinyproxy", "-d", "-c", settings};
  });
}

std::unique_ptr<ForeignServer> start_microsocks(const ProxyLogin& login) {
  return ForeignServer::start([&](std::uint16_t port) {
    return std::vector<std::string>{"microsocks",
                                    "-i",
                                    "127.0.0.1",
                                    "-p",
                                    std::to_string(port),
                                    "-u",
                                    login.user,
                                    "-P",
                                    std::string(login.password.reveal())};
  });
}

// The mock endpoint behind a proxy, which asks for a user and a password.
class ThroughForeignProxy : public OnBothPaths {
 protected:
  ThroughForeignProxy() : mock_(MockEndpoint::start().value()) {}

  PathClient client(const std::string& scheme, std::uint16_t proxy_port, const ProxyLogin& login) const {
    ClientOptions options = loopback::fault_matrix_options(mock_.endpoint());
    options.tls.ca_file = mock_.ca_file();
    options.proxy.url = scheme + "://127.0.0.1:" + std::to_string(proxy_port);
    options.proxy.user = login.user;
    options.proxy.password = login.password;
    return PathClient(Client::create(static_credentials(mock_.credentials()), options).value(), GetParam());
  }

  void expect_two_calls_placed(const PathClient& client) const {
    for (int i = 0; i < 2; ++i) {
      const auto placed = client.send(loopback::placing_request());
      ASSERT_TRUE(placed) << placed.error();
      EXPECT_FALSE(placed->session_id.empty());
    }
    EXPECT_EQ(mock_.deliveries(kAction), 2U);
  }

  void expect_refused(const PathClient& client) const {
    const auto placed = client.send(loopback::placing_request());
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().code(), ErrorCode::proxy_failed) << placed.error();
    EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
    EXPECT_EQ(mock_.deliveries(kAction), 0U);
  }

  const loopback::TemporaryDirectory directory_;
  const ProxyLogin login_;
  const ProxyLogin wrong_login_;
  MockEndpoint mock_;
};

TEST_P(ThroughForeignProxy, PlacesCallsThroughAnHttpProxyThatAsksForAPassword) {
  const auto proxy = start_tinyproxy(directory_, login_, mock_.port());
  ASSERT_TRUE(proxy);
  expect_two_calls_placed(client("http", proxy->port(), login_));
}

TEST_P(ThroughForeignProxy, SendsNothingThroughAnHttpProxyThatRefusesThePassword) {
  const auto proxy = start_tinyproxy(directory_, login_, mock_.port());
  ASSERT_TRUE(proxy);
  expect_refused(client("http", proxy->port(), wrong_login_));
}

TEST_P(ThroughForeignProxy, SendsNothingThroughAnHttpProxyThatRefusesTheServer) {
  const auto proxy = start_tinyproxy(directory_, login_, 443);
  ASSERT_TRUE(proxy);
  expect_refused(client("http", proxy->port(), login_));
}

TEST_P(ThroughForeignProxy, PlacesCallsThroughASocksProxyThatAsksForAPassword) {
  const auto proxy = start_microsocks(login_);
  ASSERT_TRUE(proxy);
  expect_two_calls_placed(client("socks5", proxy->port(), login_));
}

TEST_P(ThroughForeignProxy, PlacesCallsThroughASocksProxyThatLooksTheNameUp) {
  const auto proxy = start_microsocks(login_);
  ASSERT_TRUE(proxy);
  expect_two_calls_placed(client("socks5h", proxy->port(), login_));
}

TEST_P(ThroughForeignProxy, SendsNothingThroughASocksProxyThatRefusesThePassword) {
  const auto proxy = start_microsocks(login_);
  ASSERT_TRUE(proxy);
  expect_refused(client("socks5", proxy->port(), wrong_login_));
}

TEST_P(ThroughForeignProxy, SendsNothingWhenTheProxyIsGone) {
  const auto proxy = start_microsocks(login_);
  ASSERT_TRUE(proxy);
  const std::uint16_t port = proxy->port();
  proxy->stop();
  const auto placed = client("http", port, login_).send(loopback::placing_request());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent) << placed.error();
  EXPECT_EQ(mock_.deliveries(kAction), 0U);
}

INSTANTIATE_TEST_SUITE_P(Paths, ThroughForeignProxy, both_paths(), path_name);

}  // namespace
}  // namespace interop
}  // namespace tccc
