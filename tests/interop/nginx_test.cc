// SPDX-License-Identifier: Apache-2.0
// nginx, which ends TLS and speaks HTTP/2 as many a gateway does, between the library and the mock endpoint.
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../call_path.h"
#include "../loopback/fault_matrix_client.h"
#include "../loopback/temporary_directory.h"
#include "foreign_server.h"
#include "tccc/testing/mock_endpoint.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace interop {
namespace {

using testing::MockEndpoint;
using testing::MockEndpointOptions;

MockEndpoint start_mock() {
  MockEndpointOptions options;
  options.tls = false;
  options.requests_per_second = 0;
  return MockEndpoint::start(options).value();
}

/// What nginx noted of one request.
struct AccessLine {
  std::string connection;
  std::string protocol;
  int status = 0;
};

// nginx as the service's gateway, and the mock endpoint behind it.
class Gateway {
 public:
  Gateway() : mock_(start_mock()) {
    const auto ca = testing::detail::ThrowawayCa::create().value();
    const auto identity = ca.issue({{}, {"127.0.0.1"}}).value();
    ca_file_ = directory_.write("ca.pem", ca.certificate_pem());
    directory_.write("server.pem", identity.certificate_pem);
    directory_.write("server.key", identity.private_key_pem.reveal());
    nginx_ = ForeignServer::start([this](std::uint16_t port) { return command(port); });
  }

  bool is_open() const noexcept { return nginx_ != nullptr; }
  MockEndpoint& service() noexcept { return mock_; }

  Client client() const {
    ClientOptions options = loopback::fault_matrix_options("https://127.0.0.1:" + std::to_string(nginx_->port()));
    options.tls.ca_file = ca_file_;
    return Client::create(static_credentials(mock_.credentials()), options).value();
  }

  /// Stops nginx and reads the lines. It writes one after the answer, maybe only when the service has closed its
  /// connection; by this signal it ends what it has begun.
  std::vector<AccessLine> access_lines() {
    nginx_->stop(SIGQUIT);
    std::vector<AccessLine> lines;
    std::ifstream log(directory_.path() + "/access.log");
    for (AccessLine line; log >> line.connection >> line.protocol >> line.status;) lines.push_back(line);
    return lines;
  }

 private:
  std::vector<std::string> command(std::uint16_t port) const {
    const std::string place = directory_.path() + '/';
    std::string temporary;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      temporary += std::string("  ") + kind + "_temp_path " + place + kind + ";\n";
    }
    const std::string settings =
        "daemon off;\nworker_shutdown_timeout 1s;\npid " + place + "nginx.pid;\nerror_log " + place +
        "error.log;\nevents { worker_connections 512; }\nhttp {\n" + temporary +
        "  log_format short '$connection $server_protocol $status';\n  access_log " + place +
        "access.log short;\n  server {\n    listen 127.0.0.1:" + std::to_string(port) +
        " ssl http2;\n    ssl_certificate " + place + "server.pem;\n    ssl_certificate_key " + place +
        "server.key;\n    location / {\n      proxy_pass http://127.0.0.1:" + std::to_string(mock_.port()) +
        ";\n      proxy_set_header Host $http_host;\n    }\n  }\n}\n";
    return {"nginx", "-p", directory_.path(), "-c", directory_.write("nginx.conf", settings)};
  }

  loopback::TemporaryDirectory directory_;
  MockEndpoint mock_;
  std::string ca_file_;
  std::unique_ptr<ForeignServer> nginx_;
};

class BehindNginx : public OnBothPaths {
 protected:
  void SetUp() override { ASSERT_TRUE(gateway_.is_open()); }

  PathClient client() const { return PathClient(gateway_.client(), GetParam()); }

  Gateway gateway_;
};

TEST_P(BehindNginx, PlacesCallsOverOneConnection) {
  const PathClient sender = client();
  for (int i = 0; i < 3; ++i) {
    const auto placed = sender.send(loopback::placing_request());
    ASSERT_TRUE(placed) << placed.error();
  }
  EXPECT_EQ(gateway_.service().placed_calls(), 3U);
  const std::vector<AccessLine> lines = gateway_.access_lines();
  ASSERT_EQ(lines.size(), 3U);
  for (const AccessLine& line : lines) EXPECT_EQ(line.connection, lines.front().connection);
}

TEST_P(BehindNginx, TriesOnceToPlaceACallWhenTheServiceBehindItIsGone) {
  gateway_.service().stop();
  const auto placed = client().send(loopback::placing_request());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().http_status(), 502);
  EXPECT_EQ(placed.error().outcome(), Outcome::unknown);
  EXPECT_EQ(gateway_.access_lines().size(), 1U);
}

TEST_P(BehindNginx, ReadsAgainWhenTheServiceBehindItIsGone) {
  gateway_.service().stop();
  const auto read = client().send(loopback::reading_request());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().http_status(), 502);
  EXPECT_EQ(gateway_.access_lines().size(), static_cast<std::size_t>(read.error().attempts()));
  EXPECT_GT(read.error().attempts(), 1);
}

INSTANTIATE_TEST_SUITE_P(Paths, BehindNginx, both_paths(), path_name);

TEST(BehindNginxOverHttp2, PlacesManyCallsAtOnceOverAFewConnections) {
  constexpr std::size_t kCalls = 300;  // more than nginx allows streams on a connection
  Gateway gateway;
  ASSERT_TRUE(gateway.is_open());
  const Client sender = gateway.client();
  std::vector<Pending<CreateAIAgentCallResponse>> calls;
  for (std::size_t i = 0; i < kCalls; ++i) calls.push_back(sender.send_async(loopback::placing_request()));
  std::set<std::string> sessions;
  for (auto& call : calls) {
    const auto placed = call.get();
    ASSERT_TRUE(placed) << placed.error();
    sessions.insert(placed->session_id);
  }
  EXPECT_EQ(sessions.size(), kCalls);
  EXPECT_EQ(gateway.service().placed_calls(), kCalls);
  const std::vector<AccessLine> lines = gateway.access_lines();
  ASSERT_EQ(lines.size(), kCalls);
  std::set<std::string> connections;
  for (const AccessLine& line : lines) {
    EXPECT_EQ(line.protocol, "HTTP/2.0");
    connections.insert(line.connection);
  }
  EXPECT_LE(connections.size(), 4U);
}

}  // namespace
}  // namespace interop
}  // namespace tccc
