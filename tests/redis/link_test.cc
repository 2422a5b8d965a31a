// SPDX-License-Identifier: Apache-2.0
// One connection, against servers that are no Redis.
#include "redis/link.h"

#include <csignal>
#include <string>

#include <gtest/gtest.h>

#include "../loopback/scripted_server.h"
#include "../loopback/temporary_directory.h"
#include "redis_server.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace redis_test {
namespace {

redis::ConnectionOptions connection_to(const loopback::ScriptedServer& server) {
  redis::ConnectionOptions options;
  options.port = server.port();
  options.timeout = std::chrono::seconds(5);
  return options;
}

ErrorCode fault_after(const std::string& answer) {
  const loopback::ScriptedServer server({{loopback::ReadAnything{}, loopback::Send{answer}, loopback::StaySilent{}}});
  redis::Link link(connection_to(server));
  EXPECT_FALSE(link.open());
  const redis::Answer given = link.ask({"PING"});
  EXPECT_FALSE(link.is_open());
  return given.fault ? given.fault->code : ErrorCode::ok;
}

TEST(RedisLink, LeavesTheProcessAliveWhenTheServerEndedTheConnectionBefore) {
  const auto ca = testing::detail::ThrowawayCa::create();
  ASSERT_TRUE(ca);
  const auto identity = ca->issue({{"localhost"}, {"127.0.0.1"}});
  ASSERT_TRUE(identity);
  const loopback::TemporaryDirectory files;
  const loopback::ScriptedServer server({{loopback::CloseThenReset{}}}, *identity);
  redis::ConnectionOptions options = connection_to(server);
  options.use_tls = true;
  options.ca_file = files.write("ca.pem", ca->certificate_pem());
  ::signal(SIGPIPE, SIG_DFL);

  redis::Link link(options);
  ASSERT_FALSE(link.open());
  ASSERT_TRUE(server.wait_for_closings(1));
  const redis::Answer given = link.ask({"PING"});
  ASSERT_TRUE(given.fault);
  EXPECT_EQ(given.fault->code, ErrorCode::connection_lost);
}

TEST(RedisLink, FindsOutBeforeItSendsThatTheServerHasEndedTheConnection) {
  loopback::ScriptedServer server({{loopback::StaySilent{}, loopback::CloseThenReset{}}});
  redis::Link link(connection_to(server));
  EXPECT_FALSE(link.is_alive());
  ASSERT_FALSE(link.open());
  server.release();
  ASSERT_TRUE(server.wait_for_closings(1));
  EXPECT_FALSE(link.is_alive());
  EXPECT_FALSE(link.is_open());
}

TEST(RedisLink, TrustsNoConnectionThatWasIdleForLong) {
  const loopback::ScriptedServer server({{loopback::StaySilent{}}, {loopback::StaySilent{}}});
  redis::Link fresh(connection_to(server));
  ASSERT_FALSE(fresh.open());
  EXPECT_TRUE(fresh.is_alive());
  redis::Link old(connection_to(server), std::chrono::nanoseconds(-1));
  ASSERT_FALSE(old.open());
  EXPECT_FALSE(old.is_alive());
  EXPECT_FALSE(old.is_open());
}

TEST(RedisLink, TakesNoConnectionForAliveOnWhichSomethingWasSaidUnasked) {
  const loopback::ScriptedServer server({{loopback::Send{"+OK\r\n"}, loopback::StaySilent{}}});
  redis::Link link(connection_to(server));
  ASSERT_FALSE(link.open());
  EXPECT_TRUE(comes_true([&] { return !link.is_alive(); }));
}

TEST(RedisLink, TakesATlsConnectionForAliveUntilTheServerEndsIt) {
  const auto ca = testing::detail::ThrowawayCa::create();
  ASSERT_TRUE(ca);
  const auto identity = ca->issue({{"localhost"}, {"127.0.0.1"}});
  ASSERT_TRUE(identity);
  const loopback::TemporaryDirectory files;
  RedisServer server;
  server.use_tls(files.write("server.pem", identity->certificate_pem),
                 files.write("server.key", identity->private_key_pem.reveal()));
  server.start();
  redis::ConnectionOptions options = server.connection();
  options.ca_file = files.write("ca.pem", ca->certificate_pem());
  redis::Link link(options);
  ASSERT_FALSE(link.open());
  EXPECT_TRUE(link.is_alive()) << "what TLS itself sends is no answer";
  EXPECT_FALSE(link.ask({"PING"}).fault);
  EXPECT_TRUE(link.is_alive());
  server.kill();
  EXPECT_TRUE(comes_true([&] { return !link.is_alive(); }));
}

TEST(RedisLink, MakesNoRoomForMoreElementsThanAnyAnswerHas) {
  EXPECT_EQ(fault_after("*1000000000\r\n"), ErrorCode::invalid_response);
  EXPECT_EQ(fault_after("*1\r\n*1000000000\r\n"), ErrorCode::invalid_response);
}

TEST(RedisLink, ReadsNoMoreBytesThanAnyAnswerHas) {
  EXPECT_EQ(fault_after("$1000000000\r\n" + std::string(100000, 'x')), ErrorCode::invalid_response);
}

TEST(RedisLink, TakesNoLongerThanTheDeadlineItIsGiven) {
  const loopback::ScriptedServer server({{loopback::StaySilent{}}});
  redis::ConnectionOptions options = connection_to(server);
  options.timeout = std::chrono::seconds(10);
  redis::Link link(options);
  ASSERT_FALSE(link.open());
  const auto began = std::chrono::steady_clock::now();
  const redis::Answer given = link.ask({"PING"}, began + std::chrono::milliseconds(20));
  ASSERT_TRUE(given.fault);
  EXPECT_EQ(given.fault->code, ErrorCode::deadline_exceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - began, options.timeout);
}

}  // namespace
}  // namespace redis_test
}  // namespace tccc
