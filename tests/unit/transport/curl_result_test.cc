// SPDX-License-Identifier: Apache-2.0
// The table from libcurl's result codes to ours, before and after a request may have left.
#include "transport/curl_result.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

struct Row {
  CURLcode result;
  ErrorCode before;
  ErrorCode after;
};

constexpr Row kRows[] = {
    {CURLE_OK, ErrorCode::ok, ErrorCode::ok},
    {CURLE_COULDNT_RESOLVE_HOST, ErrorCode::name_resolution_failed, ErrorCode::connection_lost},
    {CURLE_COULDNT_RESOLVE_PROXY, ErrorCode::name_resolution_failed, ErrorCode::connection_lost},
    {CURLE_COULDNT_CONNECT, ErrorCode::connect_failed, ErrorCode::connection_lost},
    {CURLE_INTERFACE_FAILED, ErrorCode::connect_failed, ErrorCode::connection_lost},
    {CURLE_PROXY, ErrorCode::proxy_failed, ErrorCode::connection_lost},
    {CURLE_SEND_ERROR, ErrorCode::proxy_failed, ErrorCode::connection_lost},
    {CURLE_RECV_ERROR, ErrorCode::proxy_failed, ErrorCode::connection_lost},
    {CURLE_GOT_NOTHING, ErrorCode::proxy_failed, ErrorCode::connection_lost},
    {CURLE_WEIRD_SERVER_REPLY, ErrorCode::proxy_failed, ErrorCode::invalid_response},
    {CURLE_SSL_CONNECT_ERROR, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_PEER_FAILED_VERIFICATION, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_SSL_CERTPROBLEM, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_SSL_CIPHER, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_SSL_CACERT_BADFILE, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_SSL_ISSUER_ERROR, ErrorCode::tls_failed, ErrorCode::connection_lost},
    {CURLE_OPERATION_TIMEDOUT, ErrorCode::deadline_exceeded, ErrorCode::deadline_exceeded},
    {CURLE_URL_MALFORMAT, ErrorCode::invalid_argument, ErrorCode::connection_lost},
    {CURLE_UNSUPPORTED_PROTOCOL, ErrorCode::invalid_argument, ErrorCode::invalid_response},
    {CURLE_BAD_CONTENT_ENCODING, ErrorCode::transport_failed, ErrorCode::invalid_response},
    {CURLE_FILESIZE_EXCEEDED, ErrorCode::transport_failed, ErrorCode::response_too_large},
    {CURLE_PARTIAL_FILE, ErrorCode::transport_failed, ErrorCode::connection_lost},
    {CURLE_ABORTED_BY_CALLBACK, ErrorCode::transport_failed, ErrorCode::connection_lost},
    {CURLE_SEND_FAIL_REWIND, ErrorCode::transport_failed, ErrorCode::connection_lost},
    {CURLE_OUT_OF_MEMORY, ErrorCode::resources_exhausted, ErrorCode::resources_exhausted},
    {CURLE_FAILED_INIT, ErrorCode::resources_exhausted, ErrorCode::resources_exhausted},
    {CURLE_BAD_FUNCTION_ARGUMENT, ErrorCode::transport_failed, ErrorCode::transport_failed},
};

TEST(CurlResult, IsClassedByWhetherTheRequestMayHaveLeft) {
  for (const Row& row : kRows) {
    EXPECT_EQ(detail::classify_curl_result(row.result, false), row.before) << curl_easy_strerror(row.result);
    EXPECT_EQ(detail::classify_curl_result(row.result, true), row.after) << curl_easy_strerror(row.result);
  }
}

TEST(CurlResult, NeverPromisesThatNothingWasSentOnceTheRequestMayHaveLeft) {
  for (int result = 0; result < CURL_LAST; ++result) {
    switch (detail::classify_curl_result(static_cast<CURLcode>(result), true)) {
      case ErrorCode::invalid_argument:
      case ErrorCode::name_resolution_failed:
      case ErrorCode::connect_failed:
      case ErrorCode::proxy_failed:
      case ErrorCode::tls_failed:
        ADD_FAILURE() << curl_easy_strerror(static_cast<CURLcode>(result));
        break;
      default:
        break;
    }
  }
}

TEST(CurlResult, IsFinalForCertificatesThatDoNotPass) {
  for (const CURLcode result :
       {CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS}) {
    EXPECT_TRUE(detail::is_final_curl_result(result)) << curl_easy_strerror(result);
  }
  for (const CURLcode result : {CURLE_OK, CURLE_SSL_CONNECT_ERROR, CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST,
                                CURLE_OPERATION_TIMEDOUT, CURLE_RECV_ERROR, CURLE_OUT_OF_MEMORY}) {
    EXPECT_FALSE(detail::is_final_curl_result(result)) << curl_easy_strerror(result);
  }
}

TEST(CurlResult, IsNeverSuccessForAFailure) {
  for (int result = 1; result < CURL_LAST; ++result) {
    EXPECT_NE(detail::classify_curl_result(static_cast<CURLcode>(result), false), ErrorCode::ok);
    EXPECT_NE(detail::classify_curl_result(static_cast<CURLcode>(result), true), ErrorCode::ok);
  }
}

}  // namespace
}  // namespace tccc
