// SPDX-License-Identifier: Apache-2.0
// TLS options, fixed addresses and timing of the built-in transport: each shown by what a server sees of it.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
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

using testing::detail::ServerIdentity;
using testing::detail::ThrowawayCa;

using BioPtr = std::unique_ptr<BIO, int (*)(BIO*)>;

BioPtr read_only_bio(std::string_view text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
}

// The digest of a certificate's public key as pinned_public_key takes it.
std::string pin_of(const std::string& certificate_pem) {
  const std::unique_ptr<X509, void (*)(X509*)> certificate(
      PEM_read_bio_X509(read_only_bio(certificate_pem).get(), nullptr, nullptr, nullptr), &X509_free);
  unsigned char* key = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &key);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(key, static_cast<std::size_t>(size), digest);
  OPENSSL_free(key);
  unsigned char text[48];
  EVP_EncodeBlock(text, digest, sizeof digest);
  return std::string("sha256//") + reinterpret_cast<const char*>(text);
}

std::string encrypt_key(const Secret& key_pem, const std::string& password) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      PEM_read_bio_PrivateKey(read_only_bio(key_pem.reveal()).get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  const BioPtr bio(BIO_new(BIO_s_mem()), &BIO_free);
  EXPECT_EQ(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), EVP_aes_256_cbc(), password.data(),
                                          static_cast<int>(password.size()), nullptr, nullptr),
            1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

class CurlTransportTlsOptions : public OnBothPaths {
 protected:
  detail::CurlTransportOptions trusting() const {
    detail::CurlTransportOptions options;
    options.tls.ca_file = ca_file_;
    return options;
  }

  void expect_refused(const detail::CurlTransportOptions& options, const ScriptedServer& server) const {
    const HttpExchange exchange = make_transport(options)->send(post(server.url()));
    EXPECT_EQ(exchange.code, ErrorCode::tls_failed) << exchange.detail;
    EXPECT_FALSE(exchange.request_left);
    EXPECT_TRUE(server.delivered().empty());
  }

  void expect_answered(const detail::CurlTransportOptions& options, const ScriptedServer& server) const {
    const HttpExchange exchange = make_transport(options)->send(post(server.url()));
    EXPECT_EQ(exchange.code, ErrorCode::ok) << exchange.detail;
    EXPECT_EQ(server.delivered().size(), 1u);
  }

  const ThrowawayCa ca_ = ThrowawayCa::create().value();
  const ServerIdentity identity_ = ca_.issue({{}, {"127.0.0.1"}}).value();
  const TemporaryDirectory directory_;
  const std::string ca_file_ = directory_.write("ca.pem", ca_.certificate_pem());
};

INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportTlsOptions, both_paths(), &path_name);

TEST_P(CurlTransportTlsOptions, SpeakToAServerWithThePinnedKey) {
  const ScriptedServer server({kAnswerForever}, identity_);
  auto options = trusting();
  options.tls.pinned_public_key = pin_of(ca_.certificate_pem()) + ";" + pin_of(identity_.certificate_pem);
  expect_answered(options, server);
}

TEST_P(CurlTransportTlsOptions, RefuseAServerWithAnotherKeyThanThePinnedOne) {
  const ScriptedServer server({kAnswerForever}, identity_);
  auto options = trusting();
  options.tls.pinned_public_key = pin_of(ca_.certificate_pem());
  expect_refused(options, server);
}

TEST_P(CurlTransportTlsOptions, DoNotLetThePinnedKeyStandInForTheCertificate) {
  const ScriptedServer server({kAnswerForever}, identity_);
  detail::CurlTransportOptions options;
  options.tls.pinned_public_key = pin_of(identity_.certificate_pem);
  expect_refused(options, server);
}

TEST_P(CurlTransportTlsOptions, RefuseAServerBelowTheLeastVersion) {
  const ScriptedServer server({kAnswerForever}, identity_, {TLS1_2_VERSION, ""});
  auto options = trusting();
  options.tls.least_version = TlsVersion::tls_1_3;
  expect_refused(options, server);
  options.tls.least_version = TlsVersion::tls_1_2;
  expect_answered(options, server);
}

TEST_P(CurlTransportTlsOptions, SpeakToAServerAtTheLeastVersion) {
  const ScriptedServer server({kAnswerForever}, identity_);
  auto options = trusting();
  options.tls.least_version = TlsVersion::tls_1_3;
  expect_answered(options, server);
}

TEST_P(CurlTransportTlsOptions, ShowTheClientCertificateToAServerThatAsksForOne) {
  const ServerIdentity client = ca_.issue({{"client.example"}, {}}).value();
  const std::string certificate = directory_.write("client.pem", client.certificate_pem);
  const std::string key = directory_.write("client.key", client.private_key_pem.reveal());
  const std::string both =
      directory_.write("both.pem", client.certificate_pem + std::string(client.private_key_pem.reveal()));
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const TlsTerms terms{version, ca_.certificate_pem()};
    {
      const ScriptedServer server({kAnswerForever}, identity_, terms);
      auto options = trusting();
      options.tls.client_certificate_file = certificate;
      options.tls.client_key_file = key;
      expect_answered(options, server);
    }
    const ScriptedServer server({kAnswerForever}, identity_, terms);
    auto options = trusting();
    options.tls.client_certificate_file = both;
    expect_answered(options, server);
  }
}

TEST_P(CurlTransportTlsOptions, FailBeforeTheRequestWithoutTheClientCertificate) {
  // With TLS 1.3 a client learns of it only after it has sent its request.
  const ScriptedServer server({kAnswerForever}, identity_, {TLS1_2_VERSION, ca_.certificate_pem()});
  expect_refused(trusting(), server);
}

TEST_P(CurlTransportTlsOptions, OpenTheClientKeyWithItsPasswordAndNeverAskForIt) {
  const std::string password = "key @:/% \"\xE5\xAF\x86";
  const ServerIdentity client = ca_.issue({{"client.example"}, {}}).value();
  const ScriptedServer server({kAnswerForever}, identity_, {0, ca_.certificate_pem()});
  auto options = trusting();
  options.tls.client_certificate_file = directory_.write("client.pem", client.certificate_pem);
  options.tls.client_key_file = directory_.write("client.key", encrypt_key(client.private_key_pem, password));
  expect_refused(options, server);
  options.tls.client_key_password = Secret("wrong-key-password");
  expect_refused(options, server);
  options.tls.client_key_password = Secret(password);
  expect_answered(options, server);
}

TEST_P(CurlTransportTlsOptions, ReachAFixedAddressUnderTheNameOfTheCertificate) {
  const ScriptedServer server({kAnswerForever}, ca_.issue({{"service.example"}, {}}).value());
  auto options = trusting();
  options.resolve = {"other.example:443:192.0.2.1", "service.example:" + std::to_string(server.port()) + ":127.0.0.1"};
  const auto transport = make_transport(options);
  const std::string url = server.url("service.example");
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), connections_for(2));
}

TEST_P(CurlTransportTlsOptions, CheckTheCertificateOfAFixedAddressForTheHost) {
  const ScriptedServer server({kAnswerForever}, identity_);
  auto options = trusting();
  options.resolve = {"service.example:" + std::to_string(server.port()) + ":127.0.0.1"};
  const std::string url = server.url("service.example");
  const HttpExchange exchange = make_transport(options)->send(post(url));
  EXPECT_EQ(exchange.code, ErrorCode::tls_failed) << exchange.detail;
  EXPECT_FALSE(exchange.request_left);
}

class CurlTransportTiming : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportTiming, both_paths(), &path_name);

TEST_P(CurlTransportTiming, TellsWhenEachPhaseWasReached) {
  const ThrowawayCa ca = ThrowawayCa::create().value();
  const TemporaryDirectory directory;
  const ScriptedServer server({kAnswerForever}, ca.issue({{}, {"127.0.0.1"}}).value());
  const std::string url = server.url();
  detail::CurlTransportOptions options;
  options.tls.ca_file = directory.write("ca.pem", ca.certificate_pem());
  const auto transport = make_transport(options);
  const ExchangeTiming first = transport->send(post(url)).timing;
  EXPECT_FALSE(first.is_reused_connection);
  EXPECT_GT(first.connect.count(), 0);
  EXPECT_GE(first.connect, first.name_lookup);
  EXPECT_GT(first.tls, first.connect);
  EXPECT_GE(first.request_sent, first.tls);
  EXPECT_GE(first.first_byte, first.request_sent);
  EXPECT_GE(first.total, first.first_byte);

  const ExchangeTiming second = transport->send(post(url)).timing;
  EXPECT_EQ(second.is_reused_connection, reuses_connections());
  EXPECT_EQ(second.tls.count() == 0, reuses_connections());
  EXPECT_GT(second.total.count(), 0);
}

TEST_P(CurlTransportTiming, CountsTheWaitForTheFirstByte) {
  constexpr std::chrono::milliseconds kWait(50);
  ScriptedServer server({{ReadRequest(), StaySilent(), Send{http_answer(200, "{}")}}});
  const std::string url = server.url();
  HttpExchange exchange;
  std::chrono::steady_clock::duration held{};
  std::thread sender([&] { exchange = make_transport()->send(post(url)); });
  EXPECT_TRUE(server.wait_for_deliveries(1));
  const auto since = std::chrono::steady_clock::now();
  while (held < kWait) held = std::chrono::steady_clock::now() - since;
  server.release();
  sender.join();
  EXPECT_GE(exchange.timing.first_byte, kWait);
  EXPECT_GE(exchange.timing.total, exchange.timing.first_byte);
}

TEST_P(CurlTransportTiming, IsZeroWhereAPhaseWasNotReached) {
  const RefusingPort port;
  const std::string url = "https://127.0.0.1:" + std::to_string(port.port()) + "/";
  const ExchangeTiming timing = make_transport()->send(post(url)).timing;
  EXPECT_EQ(timing.connect.count(), 0);
  EXPECT_EQ(timing.tls.count(), 0);
  EXPECT_EQ(timing.request_sent.count(), 0);
  EXPECT_EQ(timing.first_byte.count(), 0);
  EXPECT_FALSE(timing.is_reused_connection);

  const ScriptedServer server({{ReadRequest(), Close()}});
  const std::string unanswered = server.url();
  const ExchangeTiming silent = make_transport()->send(post(unanswered)).timing;
  EXPECT_GT(silent.request_sent.count(), 0);
  EXPECT_EQ(silent.first_byte.count(), 0);
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
