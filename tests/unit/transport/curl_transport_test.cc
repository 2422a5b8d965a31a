// SPDX-License-Identifier: Apache-2.0
// Which options make no transport. What a transport does is tested on loopback.
#include "transport/curl_transport.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

void expect_refused(const detail::CurlTransportOptions& options, const std::string& field) {
  const auto transport = detail::make_curl_transport(options);
  ASSERT_FALSE(transport) << field;
  EXPECT_EQ(transport.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(transport.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(transport.error().field(), field);
}

TEST(MakeCurlTransport, WorksWithoutOptions) {
  EXPECT_TRUE(detail::make_curl_transport({}));
}

TEST(MakeCurlTransport, RefusesALimitThatLetsNoAnswerIn) {
  detail::CurlTransportOptions options;
  options.max_response_bytes = 0;
  expect_refused(options, "max_response_bytes");
}

TEST(MakeCurlTransport, RefusesANegativeIdleLimit) {
  detail::CurlTransportOptions options;
  options.idle_connection_limit = std::chrono::seconds(-1);
  expect_refused(options, "idle_connection_limit");
}

TEST(MakeCurlTransport, RefusesAuthoritiesThatCannotBeRead) {
  detail::CurlTransportOptions options;
  options.tls.ca_file = "/no/such/file";
  expect_refused(options, "tls.ca_file");
  options.tls.ca_file = "";
  options.tls.ca_path = "/no/such/directory";
  expect_refused(options, "tls.ca_path");
}

TEST(MakeCurlTransport, RefusesAClientCertificateThatCannotBeRead) {
  detail::CurlTransportOptions options;
  options.tls.client_certificate_file = "/no/such/file";
  expect_refused(options, "tls.client_certificate_file");
}

TEST(MakeCurlTransport, RefusesAProxyThatIsNone) {
  detail::CurlTransportOptions options;
  options.proxy.url = "ftp://127.0.0.1:21";
  expect_refused(options, "proxy.url");
}

TEST(MakeCurlTransport, RefusesAFixedAddressThatIsNone) {
  detail::CurlTransportOptions options;
  options.resolve = {"ccc.tencentcloudapi.com"};
  expect_refused(options, "resolve");
}

}  // namespace
}  // namespace tccc
