// SPDX-License-Identifier: Apache-2.0
// The built-in transport over TLS: whom it trusts, and that nothing leaves for anyone else.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "exchange.h"
#include "reuse.h"
#include "scripted_server.h"
#include "temporary_directory.h"
#include "testing/throwaway_ca.h"
#include "transport/curl_transport.h"

namespace tccc {
namespace loopback {
namespace {

using testing::detail::CertificateValidity;
using testing::detail::ServerIdentity;
using testing::detail::ServerNames;
using testing::detail::ThrowawayCa;

// An authority whose certificate stands in a file.
class CurlTransportOverTls : public OnBothPaths {
 protected:
  ServerIdentity identity(const ServerNames& names = {{"localhost"}, {"127.0.0.1"}},
                          const CertificateValidity& validity = CertificateValidity::around_now()) const {
    return ca_.issue(names, validity).value();
  }

  detail::CurlTransportOptions trusting() const {
    detail::CurlTransportOptions options;
    options.tls.ca_file = ca_file_;
    return options;
  }

  void expect_refused(const HttpExchange& exchange, const ScriptedServer& server) const {
    EXPECT_EQ(exchange.code, ErrorCode::tls_failed) << exchange.detail;
    EXPECT_FALSE(exchange.request_left);
    EXPECT_EQ(exchange.status, 0);
    EXPECT_TRUE(server.delivered().empty());
  }

  const ThrowawayCa ca_ = ThrowawayCa::create().value();
  const TemporaryDirectory directory_;
  const std::string ca_file_ = directory_.write("ca.pem", ca_.certificate_pem());
};

INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportOverTls, both_paths(), &path_name);

TEST_P(CurlTransportOverTls, TrustsTheAuthorityInTheFile) {
  const ScriptedServer server({kAnswerForever}, identity());
  const auto transport = make_transport(trusting());
  EXPECT_EQ(transport->send(post(server.url("127.0.0.1"))).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(server.url("localhost"))).code, ErrorCode::ok);
  EXPECT_EQ(server.delivered().size(), 2u);
}

TEST_P(CurlTransportOverTls, UsesItsConnectionAgain) {
  const ScriptedServer server({kAnswerForever}, identity());
  const auto transport = make_transport(trusting());
  EXPECT_EQ(transport->send(post(server.url())).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(server.url())).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), connections_for(2));
}

TEST_P(CurlTransportOverTls, TrustsTheAuthorityInTheDirectory) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new_mem_buf(ca_.certificate_pem().data(), -1), &BIO_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr),
                                                           &X509_free);
  char name[32];
  std::snprintf(name, sizeof name, "%08lx.0", X509_subject_name_hash(certificate.get()));
  directory_.write(name, ca_.certificate_pem());

  const ScriptedServer server({kAnswerForever}, identity());
  detail::CurlTransportOptions options;
  options.tls.ca_path = directory_.path();
  EXPECT_EQ(make_transport(options)->send(post(server.url())).code, ErrorCode::ok);
}

TEST_P(CurlTransportOverTls, RefusesAnAuthorityItWasNotToldOfAndNamesThoseItKnows) {
  const ThrowawayCa stranger = ThrowawayCa::create().value();
  const ScriptedServer server({kAnswerForever}, stranger.issue({{}, {"127.0.0.1"}}).value());
  const HttpExchange exchange = make_transport(trusting())->send(post(server.url()));
  expect_refused(exchange, server);
  EXPECT_TRUE(contains(exchange.detail, ca_file_)) << exchange.detail;
}

TEST_P(CurlTransportOverTls, RefusesAThrowawayAuthorityByDefault) {
  const ScriptedServer server({kAnswerForever}, identity());
  const HttpExchange exchange = make_transport()->send(post(server.url()));
  expect_refused(exchange, server);
  EXPECT_TRUE(contains(exchange.detail, "trusted authorities")) << exchange.detail;
}

TEST_P(CurlTransportOverTls, RefusesACertificateForAnotherHost) {
  const ScriptedServer server({kAnswerForever}, identity({{"localhost"}, {"127.0.0.2"}}));
  expect_refused(make_transport(trusting())->send(post(server.url("127.0.0.1"))), server);
}

TEST_P(CurlTransportOverTls, RefusesAnExpiredCertificate) {
  const auto now = std::chrono::system_clock::now();
  const ScriptedServer server({kAnswerForever}, identity({{}, {"127.0.0.1"}}, {now - std::chrono::minutes(30),
                                                                               now - std::chrono::minutes(10)}));
  expect_refused(make_transport(trusting())->send(post(server.url())), server);
}

TEST_P(CurlTransportOverTls, FailsBeforeTheRequestWhenTheServerSpeaksPlainHttp) {
  const ScriptedServer server({{Send{http_answer(400, "plain")}, Close()}});
  const HttpExchange exchange =
      make_transport(trusting())->send(post("https://127.0.0.1:" + std::to_string(server.port()) + "/"));
  expect_refused(exchange, server);
}

TEST_P(CurlTransportOverTls, GivesUpBeforeTheRequestWhenTheHandshakeNeverEnds) {
  const ScriptedServer server({{StaySilent()}});
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  HttpRequest request = post(url);
  request.connect_timeout = std::chrono::milliseconds(300);
  const HttpExchange exchange = make_transport(trusting())->send(request);
  EXPECT_EQ(exchange.code, ErrorCode::deadline_exceeded);
  EXPECT_FALSE(exchange.request_left);
}

TEST_P(CurlTransportOverTls, DeliversOnceWhatTheServerReadAndDidNotAnswer) {
  Script script = in_turn({ReadRequest(), kAnswer, ReadRequest(), Close()});
  script.push_back(kAnswerForever);
  const ScriptedServer server(script, identity());
  const std::string url = server.url();
  const auto transport = make_transport(trusting());
  ASSERT_EQ(transport->send(post(url, "call 1")).code, ErrorCode::ok);
  const HttpExchange exchange = transport->send(post(url, "call 2"));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost);
  EXPECT_TRUE(exchange.request_left);
  ASSERT_EQ(transport->send(post(url, "call 3")).code, ErrorCode::ok);
  EXPECT_EQ(server.delivered().size(), 3u);
}

TEST_P(CurlTransportOverTls, SurvivesAResetWhileItWrites) {
  const ScriptedServer server({{Reset()}}, identity());
  const std::string body(32 << 20, 'x');
  const HttpExchange exchange = make_transport(trusting())->send(post(server.url(), body));
  EXPECT_EQ(exchange.code, ErrorCode::connection_lost) << exchange.detail;
  EXPECT_TRUE(exchange.request_left);
}

TEST_P(CurlTransportOverTls, LeavesTheParentsConnectionAloneInAForkedChild) {
  const ScriptedServer server({kAnswerForever}, identity());
  const std::string url = server.url();
  auto transport = make_transport(trusting());
  ASSERT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  const pid_t child = fork();
  if (child == 0) {
    transport.reset();
    _exit(0);
  }
  ASSERT_GT(child, 0);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), connections_for(2));
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
