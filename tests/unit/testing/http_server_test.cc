// SPDX-License-Identifier: Apache-2.0
// Tests of the loopback server, over plain sockets: what reaches the handler, and what reaches the peer.
#include "testing/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc::testing::detail {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A client's end of a connection.
class Peer {
 public:
  explicit Peer(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer() { ::close(socket_); }

  /// False when the other end has hung up.
  bool send(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish() const { ::shutdown(socket_, SHUT_WR); }

  /// What arrives until it ends with the text, or the connection does.
  std::string receive_until(const std::string& end) const {
    std::string text;
    std::array<char, 4096> bytes{};
    while (end.empty() || text.size() < end.size() || text.substr(text.size() - end.size()) != end) {
      const ssize_t received = ::recv(socket_, bytes.data(), bytes.size(), 0);
      if (received <= 0) break;
      text.append(bytes.data(), static_cast<std::size_t>(received));
    }
    return text;
  }
  std::string receive_all() const { return receive_until({}); }

 private:
  int socket_;
};

/// A server that answers "<number of the request>!" and keeps what it got.
class HttpServerOn : public ::testing::Test {
 protected:
  void SetUp() override {
    HttpServerSettings settings;
    settings.address = "127.0.0.1";
    settings.max_body_bytes = 1000;
    settings.idle_limit = std::chrono::hours(24);  // what does not end by itself hangs, and is noticed
    settings.handler = [this](const IncomingRequest& request) {
      const std::lock_guard<std::mutex> lock(mutex_);
      requests_.push_back(request);
      OutgoingAnswer answer = answer_;
      answer.body = std::to_string(requests_.size()) + "!";
      return answer;
    };
    server_ = std::move(HttpServer::start(std::move(settings)).value());
  }

  std::vector<IncomingRequest> requests() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

  std::mutex mutex_;
  std::vector<IncomingRequest> requests_;
  OutgoingAnswer answer_;
  std::unique_ptr<HttpServer> server_;
};

constexpr std::string_view kShortRequest = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";

TEST_F(HttpServerOn, AnswersRequestAfterRequestOnOneConnection) {
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(kShortRequest));
  EXPECT_THAT(peer.receive_until("1!"), StartsWith("HTTP/1.1 200 OK\r\n"));
  ASSERT_TRUE(peer.send(kShortRequest));
  EXPECT_THAT(peer.receive_until("2!"), HasSubstr("\r\nContent-Type: application/json\r\n"));
}

TEST_F(HttpServerOn, AnswersRequestsThatArriveTogether) {
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(std::string(kShortRequest) + std::string(kShortRequest)));
  EXPECT_THAT(peer.receive_until("2!"), HasSubstr("1!HTTP/1.1 200 OK\r\n"));
}

TEST_F(HttpServerOn, HandsTheHeadersOverAsTheyWereSent) {
  const Peer peer(server_->port());
  ASSERT_TRUE(
      peer.send("POST /?a=%41 HTTP/1.1\r\nhOST:  127.0.0.1:1 \r\nX-B: %41%zz\r\nX-A:\r\nX-B: again: and\t\r\n\r\n"));
  peer.receive_until("1!");
  const IncomingRequest request = requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/?a=%41");
  EXPECT_EQ(request.body, "");
  ASSERT_EQ(request.headers.size(), 4U);
  EXPECT_EQ(request.headers[0].name, "hOST");
  EXPECT_EQ(request.headers[0].value, "127.0.0.1:1");
  EXPECT_EQ(request.headers[1].value, "%41%zz");
  EXPECT_EQ(request.headers[2].value, "");
  EXPECT_EQ(request.headers[3].name, "X-B");
  EXPECT_EQ(request.headers[3].value, "again: and");
}

TEST_F(HttpServerOn, ReadsBodiesInChunksAndAfterLeave) {
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
  peer.receive_until("1!");
  EXPECT_EQ(requests().at(0).body, "abcde");

  ASSERT_TRUE(peer.send("POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_THAT(peer.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 100 "));
  ASSERT_TRUE(peer.send("xyz"));
  peer.receive_until("2!");
  EXPECT_EQ(requests().at(1).body, "xyz");
}

TEST_F(HttpServerOn, KeepsNoBodyThatIsTooLarge) {
  const Peer peer(server_->port());
  const auto request_of = [](std::size_t size) {
    return "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x');
  };
  ASSERT_TRUE(peer.send(request_of(1000)));
  peer.receive_until("1!");
  EXPECT_FALSE(requests().at(0).body_is_too_large);
  EXPECT_EQ(requests().at(0).body.size(), 1000U);
  ASSERT_TRUE(peer.send(request_of(1001)));
  peer.receive_until("2!");
  EXPECT_TRUE(requests().at(1).body_is_too_large);
  EXPECT_EQ(requests().at(1).body, "");
}

TEST_F(HttpServerOn, LeavesMultipartBodiesUnreadAndCloses) {
  const Peer peer(server_->port());
  ASSERT_TRUE(
      peer.send("POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 2\r\n\r\n{}"));
  EXPECT_THAT(peer.receive_all(), EndsWith("1!"));
  EXPECT_EQ(requests().at(0).body, "");
}

TEST_F(HttpServerOn, HandsNoHalfRequestOver) {
  {
    const Peer peer(server_->port());
    ASSERT_TRUE(peer.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf"));
    peer.finish();
    EXPECT_EQ(peer.receive_all(), "");
  }
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(kShortRequest));
  EXPECT_THAT(peer.receive_until("1!"), EndsWith("1!"));
  EXPECT_EQ(requests().size(), 1U);
}

TEST_F(HttpServerOn, ClosesWithoutAByteWhenToldTo) {
  answer_.closes_without_a_byte = true;
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(kShortRequest));
  EXPECT_EQ(peer.receive_all(), "");
  EXPECT_EQ(requests().size(), 1U);
}

TEST_F(HttpServerOn, SendsTheStatusTypeAndDateItIsGiven) {
  answer_.status = 502;
  answer_.content_type = "text/html";
  answer_.date = "Wed, 01 Jan 2025 00:00:00 GMT";
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(kShortRequest));
  const std::string answer = peer.receive_until("1!");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502 "));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/html\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nDate: Wed, 01 Jan 2025 00:00:00 GMT\r\n"));
}

TEST_F(HttpServerOn, ShowsGetRequestsToTheHandlerAndKnowsNoOtherPath) {
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send("GET /?Action=x HTTP/1.1\r\n\r\n"));
  peer.receive_until("1!");
  EXPECT_EQ(requests().at(0).method, "GET");
  ASSERT_TRUE(peer.send("POST /elsewhere HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_THAT(peer.receive_all(), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(requests().size(), 1U);
}

TEST_F(HttpServerOn, ReadsNoHeadWithoutEnd) {
  const Peer peer(server_->port());
  const std::string line = "X-Filler: " + std::string(1000, 'x') + "\r\n";
  // Refused somewhere in the middle: by the server's own bound, or by cpp-httplib's on one line.
  std::string head = "POST / HTTP/1.1\r\n";
  for (int i = 0; i < 100; ++i) head += line;
  peer.send(head);
  peer.finish();
  peer.receive_all();
  EXPECT_TRUE(requests().empty());
}

TEST_F(HttpServerOn, StopsWithConnectionsOpen) {
  const Peer idle(server_->port());
  const Peer used(server_->port());
  ASSERT_TRUE(used.send(kShortRequest));
  used.receive_until("1!");
  const Peer halfway(server_->port());
  ASSERT_TRUE(halfway.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf"));
  server_->stop();
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_EQ(used.receive_all(), "");
  EXPECT_EQ(halfway.receive_all(), "");
  server_->stop();
}

TEST_F(HttpServerOn, StopsInTheMiddleOfAWait) {
  answer_.delay = std::chrono::hours(24);
  const Peer peer(server_->port());
  ASSERT_TRUE(peer.send(kShortRequest));
  while (requests().empty()) std::this_thread::yield();
  server_->stop();
  EXPECT_EQ(peer.receive_all(), "");
}

TEST_F(HttpServerOn, ServesManyConnectionsAtOnce) {
  std::vector<std::unique_ptr<Peer>> peers(64);
  for (auto& peer : peers) peer = std::make_unique<Peer>(server_->port());
  for (const auto& peer : peers) ASSERT_TRUE(peer->send(kShortRequest));
  for (const auto& peer : peers) EXPECT_THAT(peer->receive_until("!"), EndsWith("!"));
  EXPECT_EQ(requests().size(), peers.size());
}

HttpServerSettings settings_for(const std::string& address, std::uint16_t port = 0) {
  HttpServerSettings settings;
  settings.address = address;
  settings.port = port;
  settings.handler = [](const IncomingRequest&) { return OutgoingAnswer(); };
  return settings;
}

TEST(HttpServer, ListensOnLoopbackOnly) {
  for (const char* address : {"0.0.0.0", "::", "192.0.2.1", "example.com", ""}) {
    const auto server = HttpServer::start(settings_for(address));
    ASSERT_FALSE(server) << address;
    EXPECT_EQ(server.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(server.error().field(), "address");
    EXPECT_EQ(server.error().outcome(), Outcome::not_sent);
  }
  EXPECT_TRUE(HttpServer::start(settings_for("127.0.0.2")));
  EXPECT_TRUE(HttpServer::start(settings_for("localhost")));
}

TEST(HttpServer, SaysThatAPortIsTaken) {
  const auto first = HttpServer::start(settings_for("127.0.0.1"));
  ASSERT_TRUE(first);
  const std::uint16_t port = (*first)->port();
  const auto second = HttpServer::start(settings_for("127.0.0.1", port));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(second.error().field(), "port");
  EXPECT_THAT(second.error().message(), HasSubstr(std::to_string(port)));

  (*first)->stop();
  EXPECT_TRUE(HttpServer::start(settings_for("127.0.0.1", port)));
}

TEST(HttpServer, LeavesTheDispositionAndMaskOfSignalsAlone) {
  struct sigaction original {};
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  ::sigaction(SIGPIPE, &by_default, &original);
  sigset_t mask_before;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask_before);
  const auto server = HttpServer::start(settings_for("127.0.0.1"));
  ASSERT_TRUE(server);
  struct sigaction after {};
  ::sigaction(SIGPIPE, &original, &after);
  EXPECT_EQ(after.sa_handler, SIG_DFL);
  sigset_t mask_after;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask_after);
  for (int number = 1; number < NSIG; ++number) {
    EXPECT_EQ(::sigismember(&mask_after, number), ::sigismember(&mask_before, number)) << number;
  }
}

}  // namespace
}  // namespace tccc::testing::detail
