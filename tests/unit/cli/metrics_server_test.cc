// SPDX-License-Identifier: Apache-2.0
// `--metrics`, from its text to a page that can be fetched while the program waits.
#include "cli/metrics_server.h"

#include <signal.h>

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "../../key_watch.h"
#include "cli/program.h"
#include "tccc/credentials.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;

/// The port of the line `metrics: http://127.0.0.1:PORT/metrics`.
int port_in(const std::string& text) {
  constexpr std::string_view kBegin = "metrics: http://127.0.0.1:";
  const std::size_t at = text.find(kBegin);
  return at == std::string::npos ? 0 : std::stoi(text.substr(at + kBegin.size()));
}

TEST(ListenAddress, IsAnAddressAndAPort) {
  struct Case {
    const char* text;
    const char* address;
    int port;
  };
  const Case cases[] = {{"127.0.0.1:9464", "127.0.0.1", 9464},
                        {"9464", "127.0.0.1", 9464},
                        {"[::1]:0", "::1", 0},
                        {"localhost:80", "localhost", 80}};
  for (const Case& expected : cases) {
    const auto read = read_listen_address(expected.text);
    ASSERT_TRUE(read) << expected.text;
    EXPECT_EQ(read->address, expected.address);
    EXPECT_EQ(read->port, expected.port);
  }
  for (const char* wrong : {"", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "[127.0.0.1]:80",
                            "[]:80", "127.0.0.1:80/metrics", "-1"}) {
    EXPECT_FALSE(read_listen_address(wrong)) << wrong;
  }
}

TEST(MetricsServer, ServesOnePageAndLeavesTheSignalsAsTheyWere) {
  struct sigaction before {};
  ::sigaction(SIGPIPE, nullptr, &before);
  {
    std::ostringstream err;
    const auto server = MetricsServer::start({"127.0.0.1", 0}, err);
    ASSERT_TRUE(server) << server.error();
    (*server)->telemetry()->start_call({"HangUpCall"});
    httplib::Client scraper("127.0.0.1", port_in(err.str()));
    const auto page = scraper.Get("/metrics");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->get_header_value("Content-Type"), kPrometheusContentType);
    EXPECT_THAT(page->body, HasSubstr("tccc_calls_active{tccc_action=\"HangUpCall\"} 1\n"));
    const auto other = scraper.Get("/");
    ASSERT_TRUE(other);
    EXPECT_EQ(other->status, 404);
    const auto taken = MetricsServer::start({"no address", 0}, err);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().field(), "--metrics");
  }
  struct sigaction after {};
  ::sigaction(SIGPIPE, nullptr, &after);
  EXPECT_EQ(after.sa_handler, before.sa_handler);
}

TEST(MetricsServer, DoesNotShareAPort) {
  std::ostringstream err;
  const auto first = MetricsServer::start({"127.0.0.1", 0}, err);
  ASSERT_TRUE(first) << first.error();
  const auto second = MetricsServer::start({"127.0.0.1", static_cast<std::uint16_t>(port_in(err.str()))}, err);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().field(), "--metrics");
}

TEST(ProgramMetrics, ServesItsMetricsWhileItWaitsForTheEndOfACall) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  std::string page;
  const auto transport = std::make_shared<tccc::testing::ScriptedTransport>([&](const HttpRequest&) {
    httplib::Client scraper("127.0.0.1", port_in(err.str()));
    const auto fetched = scraper.Get("/metrics");
    if (fetched) page = fetched->body;
    return tccc::testing::service_error("LimitExceeded");
  });
  const auto keys = static_credentials({"id", Secret(random_key()), {}});
  const int status = cli::run({"session", "wait", "s-1", "--app", "1400000000", "--metrics", "127.0.0.1:0"},
                              {in, out, err, keys, transport});
  EXPECT_NE(status, 0);
  EXPECT_THAT(page, HasSubstr("tccc_calls_active{tccc_action=\"DescribeTelCdr\"} 1\n"));
  expect_no_key(page + out.str() + err.str());
}

TEST(ProgramMetrics, RefusesMetricsThatNobodyCouldFetch) {
  std::istringstream in;
  const auto keys = static_credentials({"id", Secret(random_key()), {}});
  const auto transport = std::make_shared<tccc::testing::ScriptedTransport>();
  const std::vector<std::vector<std::string>> wrong = {
      {"session", "wait", "s-1", "--app", "1", "--metrics", "127.0.0.1"},
      {"reconcile", "--app", "1", "--callee", "1", "--sent", "5m", "--metrics", "9464"}};
  for (const auto& arguments : wrong) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(cli::run(arguments, {in, out, err, keys, transport}), 2);
    EXPECT_THAT(err.str(), HasSubstr("--metrics"));
  }
  EXPECT_TRUE(transport->requests().empty());
}

}  // namespace
}  // namespace tccc::cli
